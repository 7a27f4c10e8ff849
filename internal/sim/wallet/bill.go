package wallet

import (
	"slices"
	"time"

	"tillway/internal/sim"
	"tillway/internal/wire/clearing"
)

// BillWords are what a wallet's bill says of every line.
type BillWords struct{ TradeType, Bank string }

// costPPM is what the wallets charge the acquirer: the sandbox's own figure,
// the discounted rate of indirect merchants at the wallets (acquiring-rules §1.11).
const costPPM = 2000

// Bill is the account of one civil day: payments, refunds, and cancelled
// payments as refunds under the order's own number. A payment cancelled on its
// own day is not in it.
func (b *Book) Bill(mch, date string, words BillWords) ([]byte, error) {
	bill, err := b.bill(mch, date, words)
	if err != nil {
		return nil, err
	}
	return clearing.EncodeBill(bill)
}

// Settlements are what the wallet owes for the civil days after one and up to
// another: what the bills say, less the fees in them.
func (b *Book) Settlements(after, upTo string) (out []sim.Settlement, err error) {
	for _, date := range b.dates(after, upTo) {
		bill, err := b.bill("", date, BillWords{})
		if err != nil {
			return nil, err
		}
		s := sim.Settlement{Date: date}
		for _, l := range bill.Lines {
			s.Fen += l.Fen - l.RefundFen - l.FeeFen
		}
		out = append(out, s)
	}
	return out, nil
}

// dates are the civil days on which money moved, in order.
func (b *Book) dates(after, upTo string) (out []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, l := range b.lines {
		if d := l.At.Format(time.DateOnly); d > after && d <= upTo && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	slices.Sort(out)
	return out
}

// bill is the account of one civil day, of one merchant or of all.
func (b *Book) bill(mch, date string, words BillWords) (bill clearing.Bill, err error) {
	lines, err := b.Moved(mch, date)
	if err != nil {
		return bill, err
	}
	cancelled := map[string]bool{}
	paid := map[string]bool{}
	for _, l := range lines {
		paid[l.OutTradeNo] = paid[l.OutTradeNo] || l.Effect == "debited"
		cancelled[l.OutTradeNo] = cancelled[l.OutTradeNo] || l.Kind == "cancel"
	}
	for _, l := range lines {
		if !(paid[l.OutTradeNo] && cancelled[l.OutTradeNo]) {
			bill.Lines = append(bill.Lines, billLine(l, words))
		}
	}
	return bill, nil
}

func billLine(l Line, words BillWords) clearing.BillLine {
	fee := (l.AmountFen*costPPM + 500_000) / 1_000_000
	out := clearing.BillLine{
		Time: l.At.Format(time.DateTime), Merchant: l.MchID, TransactionID: l.TransactionID, Order: l.OutTradeNo,
		User: "sandbox-user", TradeType: words.TradeType, State: clearing.BillPaid, Bank: words.Bank, Currency: "CNY",
		Fen: l.AmountFen, FeeFen: fee, RatePPM: costPPM,
	}
	if l.Effect == "credited" {
		out.State, out.Fen, out.FeeFen, out.RefundFen = clearing.BillRefunded, 0, -fee, l.AmountFen
		out.RefundID, out.RefundOrder = l.RefundID, l.OutRefundNo
		if l.Kind == "cancel" {
			out.RefundID, out.RefundOrder = l.TransactionID, l.OutTradeNo
		}
	}
	return out
}
