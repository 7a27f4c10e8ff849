package network

import (
	"time"

	"tillway/internal/wire/iso8583"
)

// Kind is what a payment does.
type Kind string

const (
	Sale           Kind = "sale"
	Void           Kind = "void"
	Refund         Kind = "refund"
	Preauth        Kind = "preauth"
	PreauthVoid    Kind = "preauth_void"
	Completion     Kind = "completion"
	CompletionVoid Kind = "completion_void"
	Reversal       Kind = "reversal"
)

// route is what tells kinds apart: message type, processing code and 60.1.
// A reversal carries the last two of its original.
type route struct {
	mti  iso8583.MTI
	proc string
	typ  string
}

var routes = map[route]Kind{
	{0x0200, "000000", "22"}: Sale,
	{0x0200, "200000", "23"}: Void,
	{0x0220, "200000", "25"}: Refund,
	{0x0100, "030000", "10"}: Preauth,
	{0x0100, "200000", "11"}: PreauthVoid,
	{0x0200, "000000", "20"}: Completion,
	{0x0220, "000000", "24"}: Completion,
	{0x0200, "200000", "21"}: CompletionVoid,

	{0x0400, "000000", "22"}: Sale,
	{0x0400, "200000", "23"}: Void,
	{0x0400, "200000", "25"}: Refund,
	{0x0400, "030000", "10"}: Preauth,
	{0x0400, "200000", "11"}: PreauthVoid,
	{0x0400, "000000", "20"}: Completion,
	{0x0400, "200000", "21"}: CompletionVoid,
}

// Key is a payment's identity at the issuer.
type Key struct {
	Acquirer string `json:"acquirer"`
	TID      string `json:"tid"`
	Batch    string `json:"batch"`
	Trace    string `json:"trace"`
	Of       Kind   `json:"of"` // of a reversal: the kind of its original
}

// Entry is one decision, a line of the journal.
type Entry struct {
	At   time.Time `json:"at"`
	Kind Kind      `json:"kind"`
	Key
	MID         string `json:"mid"`
	MCC         string `json:"mcc,omitempty"`
	STAN        string `json:"stan"`
	SentAt      string `json:"sent_at"` // F7, MMDDhhmmss
	RRN         string `json:"rrn"`
	OrigRRN     string `json:"orig_rrn,omitempty"`
	Card        string `json:"card"`
	PANMask     string `json:"pan_mask"`
	Entry       string `json:"entry_mode,omitempty"`
	AmountFen   int64  `json:"amount_fen"`
	ApprovedFen int64  `json:"approved_fen"`
	Code        string `json:"code"`
	AuthCode    string `json:"auth_code,omitempty"`
	Effect      string `json:"effect"`        // debited, credited, held, released, reversed, tombstone, none
	PIN         string `json:"pin,omitempty"` // good, bad
	Reason      string `json:"reason,omitempty"`
	Date        string `json:"date"` // clearing date, 2006-01-02
}

// approved are the codes that move money here.
func approved(code string) bool { return code == "00" || code == "10" || code == "11" }

// cutOff is when the clearing date turns (acquiring-rules §5.1).
const cutOff = 23 * time.Hour

// clearingDate is the date that a decision at t is cleared under.
func clearingDate(t time.Time) string { return t.Add(24*time.Hour - cutOff).Format(time.DateOnly) }
