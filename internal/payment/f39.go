package payment

import (
	"tillway/internal/kit/errs"
	"tillway/internal/risk"
)

// Field 39 values the house itself decides (ISO 8583 book §3).
const (
	codeApproved       = "00"
	codeInProgress     = "09" // accepted, repeated to the issuer until answered
	codeInvalidAmount  = "13"
	codeReversedBefore = "22" // its reversal was here first
	codeNotFound       = "25"
	codeFormat         = "30"
	codeUnsupported    = "40"
	codeAmountDiffers  = "64"
	codeSignIn         = "77" // batch of the terminal is not ours
	codeLineDown       = "91"
	codeDuplicate      = "94"
	codeSystem         = "96"
	codeUnknown        = "98" // no answer: do not hand over goods; reversed
)

// approvedCodes are the answers that mean yes. 10 is yes for the amount in it.
var approvedCodes = map[string]bool{
	"00": true, "10": true, "11": true, "16": true, "A2": true, "A4": true, "A5": true, "A6": true,
}

// unknownCodes are answers that say nothing about the outcome at the issuer.
var unknownCodes = map[string]bool{"98": true, "68": true, "": true}

// f39 maps the catalogue's codes to field 39.
var f39 = map[*errs.Definition]string{
	ErrMerchant: "03", ErrPlan: "03", ErrBinding: "97", ErrTerminal: "58",
	ErrAmount: codeInvalidAmount, ErrCard: "14", ErrIssuer: "15", ErrForeign: "57", ErrFormat: codeFormat,
	ErrSwitchedOff: "58", ErrChannelOff: codeUnsupported, ErrMCC: "58", ErrBatch: codeSignIn,
	ErrNoOriginal: codeNotFound, ErrOriginalState: codeNotFound, ErrOriginalCard: "14",
	ErrOriginalAmount: codeAmountDiffers, ErrOverRefund: "61", ErrWindow: codeReversedBefore,
	ErrFunds: "61", ErrNotSent: codeLineDown, ErrBatchVoid: codeNotFound, ErrTest: "61",
	ErrDuplicate: codeDuplicate, ErrTombstone: codeReversedBefore, ErrUnpaid: "05", ErrNotTaken: codeSystem,

	risk.ErrListed: "62", risk.ErrSuspended: "58", risk.ErrSingle: "61", risk.ErrDay: "61",
	risk.ErrNoPIN: "61", risk.ErrRule: "61",
}

// codeOf returns the field 39 of a decline of ours.
func codeOf(e *errs.E) string {
	if code, ok := f39[e.Def]; ok {
		return code
	}
	return codeSystem
}
