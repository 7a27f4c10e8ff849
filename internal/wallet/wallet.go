package wallet

import (
	"context"

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
}

// Account is how an institution is known to a wallet, and where the wallet is.
type Account struct {
	Institution id.Institution
	URL         string
	AppID       string
	MchID       string
	Serial      string // of our key's certificate, as the wallet lists it
}

// ErrNoChannel says that a wallet is not connected.
var ErrNoChannel = errs.Define("wallet.no_channel", errs.Unavailable,
	"没有接入{channel}。", "{channel} is not connected.",
	"请联系系统管理员。", "Ask the administrator.")

// Router is every wallet behind one port.
type Router map[payment.Channel]Adapter

var _ payment.Wallet = Router{}

func (r Router) of(c payment.Channel) (Adapter, error) {
	if a, ok := r[c]; ok {
		return a, nil
	}
	return nil, payment.ErrNotSent.Wrap(ErrNoChannel.New("channel", string(c)), "where", string(c))
}

// Pay implements payment.Wallet.
func (r Router) Pay(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	a, err := r.of(o.Channel)
	if err != nil {
		return payment.WalletAnswer{}, err
	}
	return a.Pay(ctx, o)
}

// Query implements payment.Wallet.
func (r Router) Query(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	a, err := r.of(o.Channel)
	if err != nil {
		return payment.WalletAnswer{}, err
	}
	return a.Query(ctx, o)
}

// Cancel implements payment.Wallet.
func (r Router) Cancel(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	a, err := r.of(o.Channel)
	if err != nil {
		return payment.WalletAnswer{}, err
	}
	return a.Cancel(ctx, o)
}

// Refund implements payment.Wallet.
func (r Router) Refund(ctx context.Context, o payment.WalletRefund) (payment.WalletAnswer, error) {
	a, err := r.of(o.Channel)
	if err != nil {
		return payment.WalletAnswer{}, err
	}
	return a.Refund(ctx, o)
}

// Bill returns a wallet's bill of a day.
func (r Router) Bill(ctx context.Context, c payment.Channel, date string) ([]byte, error) {
	a, err := r.of(c)
	if err != nil {
		return nil, err
	}
	return a.Bill(ctx, date)
}
