package payment

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"tillway/internal/kit/clock"
)

// issuer is a card network with a book of its own. What happens to the next
// message is set by fault.
type issuer struct {
	mu    sync.Mutex
	book  map[string]*account // by date and STAN of the payment
	order []string
	fault func(kind Kind, reversal bool) string
	seen  int // requests that arrived
	gate  chan struct{}
}

// account is what the issuer did about one payment.
type account struct {
	kind     Kind
	fen      int64
	state    string // approved, declined, reversed, tombstone
	code     string
	auth     string
	reversed int
}

func newIssuer() *issuer { return &issuer{book: map[string]*account{}} }

var errLost = errors.New("lost on the way")

func (i *issuer) next(k Kind, reversal bool) string {
	if i.fault == nil {
		return ""
	}
	return i.fault(k, reversal)
}

func stanKey(at time.Time, stan string) string { return at.In(clock.Shanghai).Format("0102") + stan }

// Authorize implements Network.
func (i *issuer) Authorize(ctx context.Context, r NetworkRequest) (NetworkAnswer, error) {
	if i.gate != nil {
		select {
		case <-i.gate:
		case <-ctx.Done():
		}
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	fault := i.next(r.Kind, false)
	switch fault {
	case "not sent":
		return NetworkAnswer{}, ErrNotSent.New("where", "network")
	case "request lost":
		return NetworkAnswer{}, errLost
	}
	i.seen++
	k := stanKey(r.At, r.STAN)
	acc, old := i.book[k]
	if !old {
		acc = &account{kind: r.Kind, fen: r.AmountFen, state: "approved", code: "00", auth: r.STAN}
		if len(fault) == 2 {
			acc.state, acc.code = "declined", fault
		}
		i.book[k] = acc
		i.order = append(i.order, k)
	}
	if acc.state == "tombstone" || acc.state == "reversed" {
		acc.code = "22"
	}
	if fault == "answer lost" {
		return NetworkAnswer{}, errLost
	}
	return NetworkAnswer{Code: acc.code, AuthCode: acc.auth, Issuer: "99990000"}, nil
}

// Reverse implements Network.
func (i *issuer) Reverse(_ context.Context, r NetworkReversal) (NetworkAnswer, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	fault := i.next(r.Original.Kind, true)
	if fault == "request lost" || fault == "not sent" {
		return NetworkAnswer{}, errLost
	}
	k := stanKey(r.Original.At, r.Original.STAN)
	switch acc, ok := i.book[k]; {
	case !ok:
		i.book[k] = &account{kind: r.Original.Kind, state: "tombstone", code: "22"}
		i.order = append(i.order, k)
	case acc.state == "approved":
		acc.state = "reversed"
		acc.reversed++
	}
	if fault == "answer lost" {
		return NetworkAnswer{}, errLost
	}
	return NetworkAnswer{Code: "00"}, nil
}

// net is what the issuer took from customers less what it gave back.
func (i *issuer) net() (fen int64) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, a := range i.book {
		switch {
		case a.state != "approved":
		case a.kind.takesMoney():
			fen += a.fen
		case a.kind.givesBack():
			fen -= a.fen
		}
	}
	return fen
}

func (i *issuer) dump() (out string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, k := range i.order {
		a := i.book[k]
		out += fmt.Sprintf("%s %s %d %s %s\n", k, a.kind, a.fen, a.state, a.code)
	}
	return out
}

// purse is a wallet with a book of its own.
type purse struct {
	mu      sync.Mutex
	orders  map[ID]*order
	refunds map[ID]int64
	fault   func(verb string) string
	queries int
}

type order struct {
	state WalletState
	fen   int64
}

func newPurse() *purse { return &purse{orders: map[ID]*order{}, refunds: map[ID]int64{}} }

func (p *purse) next(verb string) string {
	if p.fault == nil {
		return ""
	}
	return p.fault(verb)
}

// Pay implements Wallet.
func (p *purse) Pay(_ context.Context, o WalletOrder) (WalletAnswer, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fault := p.next("pay")
	if fault == "request lost" {
		return WalletAnswer{}, errLost
	}
	made := &order{state: WalletPaid, fen: o.AmountFen}
	switch fault {
	case "waiting", "no cancel":
		made.state = WalletWaiting
	case "refused":
		made.state = WalletFailed
	}
	p.orders[o.Order] = made
	if fault == "answer lost" {
		return WalletAnswer{}, errLost
	}
	return p.answer(o.Order), nil
}

func (p *purse) answer(of ID) WalletAnswer {
	o, ok := p.orders[of]
	if !ok {
		return WalletAnswer{State: WalletMissing}
	}
	a := WalletAnswer{State: o.state, Ref: "ref-" + string(of)}
	if o.state == WalletFailed {
		a.Code = "51"
	}
	return a
}

// Query implements Wallet.
func (p *purse) Query(_ context.Context, o WalletOrder) (WalletAnswer, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.queries++
	switch fault := p.next("query"); fault {
	case "answer lost", "request lost":
		return WalletAnswer{}, errLost
	case "pays now":
		p.orders[o.Order].state = WalletPaid
	}
	return p.answer(o.Order), nil
}

// Cancel implements Wallet.
func (p *purse) Cancel(_ context.Context, o WalletOrder) (WalletAnswer, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fault := p.next("cancel")
	switch fault {
	case "request lost":
		return WalletAnswer{}, errLost
	case "no cancel":
		return WalletAnswer{}, ErrNotSent.New("where", "wallet")
	}
	if made, ok := p.orders[o.Order]; ok && made.state != WalletFailed {
		made.state = WalletClosed
	}
	if fault == "answer lost" {
		return WalletAnswer{}, errLost
	}
	return p.answer(o.Order), nil
}

// Refund implements Wallet.
func (p *purse) Refund(_ context.Context, r WalletRefund) (WalletAnswer, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fault := p.next("refund")
	if fault == "request lost" {
		return WalletAnswer{}, errLost
	}
	if len(fault) == 2 {
		return WalletAnswer{State: WalletFailed, Code: fault}, nil
	}
	p.refunds[r.Refund] = r.AmountFen
	if fault == "answer lost" {
		return WalletAnswer{}, errLost
	}
	return WalletAnswer{State: WalletPaid, Ref: "ref-" + string(r.Refund)}, nil
}

func (p *purse) net() (fen int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, o := range p.orders {
		if o.state == WalletPaid {
			fen += o.fen
		}
	}
	for _, r := range p.refunds {
		fen -= r
	}
	return fen
}

// partly approves 4.00 of whatever is asked.
type partly struct{ *issuer }

func (partly) Authorize(context.Context, NetworkRequest) (NetworkAnswer, error) {
	return NetworkAnswer{Code: "10", ApprovedFen: 400, AuthCode: "A00001"}, nil
}
