package wallet

import (
	"context"
	"errors"

	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/payment"
)

// Adapter is a wallet, and its bill of a day.
type Adapter interface {
	payment.Wallet
	// Bill returns the wallet's own list of a day's payments and refunds, as
	// the file it sends ("2006-01-02").
	Bill(ctx context.Context, date string) ([]byte, error)
	// Institution is the one whose account it uses.
	Institution() id.Institution
}

// Account is how an institution is known to a wallet, and where the wallet is.
type Account struct {
	Institution id.Institution
	URL         string
	AppID       string
	MchID       string // WeChat Pay only
	Serial      string // of our key, as WeChat Pay lists it
}

// ErrNoChannel says that a wallet is not connected.
var ErrNoChannel = errs.Define("wallet.no_channel", errs.Unavailable,
	"没有接入{channel}。", "{channel} is not connected.",
	"请联系系统管理员。", "Ask the administrator.")

// Router is every wallet behind one port. An order for a wallet that is not
// there, or of an institution that has no account there, does not leave the
// house.
type Router map[payment.Channel]Adapter

var _ payment.Wallet = Router{}

func (r Router) of(inst id.Institution, c payment.Channel) (Adapter, error) {
	if a, ok := r[c]; ok && a.Institution() == inst {
		return a, nil
	}
	return nil, notConnected(c)
}

func notConnected(c payment.Channel) error {
	return payment.ErrNotSent.Wrap(ErrNoChannel.New("channel", string(c)), "where", string(c))
}

// Pay implements payment.Wallet.
func (r Router) Pay(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	a, err := r.of(o.Institution, o.Channel)
	if err != nil {
		return payment.WalletAnswer{}, err
	}
	return a.Pay(ctx, o)
}

// Query implements payment.Wallet.
func (r Router) Query(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	a, err := r.of(o.Institution, o.Channel)
	if err != nil {
		return payment.WalletAnswer{}, err
	}
	answer, err := a.Query(ctx, o)
	return answer, silence(err)
}

// Cancel implements payment.Wallet.
func (r Router) Cancel(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	a, err := r.of(o.Institution, o.Channel)
	if err != nil {
		return payment.WalletAnswer{}, err
	}
	answer, err := a.Cancel(ctx, o)
	return answer, silence(err)
}

// silence hides that a question or a cancel did not leave: the order it is
// about did, and may have been paid.
func silence(err error) error {
	if errs.Is(err, payment.ErrNotSent) {
		return errors.New("wallet: no answer: " + err.Error()) // no longer "not sent"
	}
	return err
}

// Refund implements payment.Wallet.
func (r Router) Refund(ctx context.Context, o payment.WalletRefund) (payment.WalletAnswer, error) {
	a, err := r.of(o.Institution, o.Channel)
	if err != nil {
		return payment.WalletAnswer{}, err
	}
	return a.Refund(ctx, o)
}

// Bill returns a wallet's bill of a civil day, "2006-01-02".
func (r Router) Bill(ctx context.Context, c payment.Channel, date string) ([]byte, error) {
	a, ok := r[c]
	if !ok {
		return nil, notConnected(c)
	}
	return a.Bill(ctx, date)
}
