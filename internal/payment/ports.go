package payment

import (
	"context"
	"time"

	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/secret"
)

// ErrNotSent is what a port returns when it is certain that no byte of a
// request left the house. Every other error is silence: the outcome is unknown.
var ErrNotSent = errs.Define("payment.not_sent", errs.Unavailable,
	"通往{where}的线路未连通，请求没有发出。", "The line to {where} is down; the request did not leave.",
	"稍后重试。", "Try again in a moment.")

// Network is the card network behind switching/link.
type Network interface {
	Authorize(ctx context.Context, r NetworkRequest) (NetworkAnswer, error)
	Reverse(ctx context.Context, r NetworkReversal) (NetworkAnswer, error)
}

// NetworkRequest is a payment on its way to the issuer. STAN and At were
// durable before it left; a repeat carries the same.
type NetworkRequest struct {
	Institution  id.Institution
	PaymentID    ID
	Kind         Kind
	STAN         string    // F11, 6 digits, unique within At's civil date
	At           time.Time // F7, F12, F13
	RRN          string    // F37
	TID, MID     string    // F41, F42
	MerchantName string    // F43, from the binding
	MCC          string    // F18, from the binding
	Batch, Trace string    // of the terminal
	AmountFen    int64
	Currency     string
	EntryMode    string
	Card         CardData
	Original     *NetworkOriginal // of voids, refunds and completions
	BusinessDate day.Date
	Repeat       bool
}

// NetworkOriginal is an earlier payment in the network's words (F90, F37, F38).
type NetworkOriginal struct {
	Kind      Kind
	STAN      string
	At        time.Time
	RRN       string
	AuthCode  string
	AmountFen int64
}

// NetworkReversal takes back a request whose outcome is unknown or unwanted.
type NetworkReversal struct {
	Institution  id.Institution
	PaymentID    ID
	STAN         string // of the reversal; the same in every repeat
	At           time.Time
	TID, MID     string
	MerchantName string
	MCC          string
	Batch, Trace string
	AmountFen    int64
	Currency     string
	EntryMode    string
	PAN          secret.String
	Cause        string // F39
	Original     NetworkOriginal
	Repeat       bool
}

// NetworkAnswer is the issuer's answer.
type NetworkAnswer struct {
	Code        string // F39
	AuthCode    string // F38
	ApprovedFen int64  // F4; 0 stands for what was asked
	Issuer      string // F44 or the BIN's bank
	ChannelDate string // F15, MMDD
	ICC         []byte // F55
}

// WalletState is where a wallet's order stands.
type WalletState string

// The states of a wallet's order. Waiting and Missing are not final: the
// payer's telephone may still be asking, the order may still arrive.
const (
	WalletPaid    WalletState = "paid"
	WalletWaiting WalletState = "waiting"
	WalletFailed  WalletState = "failed" // not charged, and never will be
	WalletClosed  WalletState = "closed" // cancelled or given back: not charged
	WalletMissing WalletState = "missing"
)

// Wallet is WeChat Pay, Alipay and what comes after them. Order is our payment
// id: it makes every verb repeatable. An error is silence, ErrNotSent too.
type Wallet interface {
	Pay(ctx context.Context, o WalletOrder) (WalletAnswer, error)
	Query(ctx context.Context, o WalletOrder) (WalletAnswer, error)
	// Cancel closes an order, giving the money back if it was paid.
	Cancel(ctx context.Context, o WalletOrder) (WalletAnswer, error)
	// Refund gives a part of a paid order back; Paid means it did.
	Refund(ctx context.Context, r WalletRefund) (WalletAnswer, error)
}

// WalletOrder is a payment to be taken by a payment code.
type WalletOrder struct {
	Institution id.Institution
	Channel     Channel
	Order       ID
	MerchantID  string
	Merchant    string // name shown to the payer
	TID         string
	AmountFen   int64
	Currency    string
	Code        secret.String // only for Pay
}

// WalletRefund gives money back to the wallet that paid.
type WalletRefund struct {
	Institution id.Institution
	Channel     Channel
	Order       ID // the sale
	Refund      ID // this refund or void
	AmountFen   int64
	TotalFen    int64 // of the sale
	Currency    string
}

// WalletAnswer is what a wallet said.
type WalletAnswer struct {
	State  WalletState
	Code   string // F39 of a failure
	Ref    string // the wallet's own number
	Detail string // its error code, for the log
}
