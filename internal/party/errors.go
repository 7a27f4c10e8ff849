package party

import "tillway/internal/kit/errs"

// What can go wrong with a party.
var (
	ErrUnknown = errs.Define("party.unknown", errs.NotFound,
		"没有这个当事人。", "There is no such party.",
		"核对编号。", "Check the identifier.")
	ErrDestroyed = errs.Define("party.destroyed", errs.NotFound,
		"该当事人的个人信息已按规定销毁，无法再读取。", "The personal data of this party has been destroyed and cannot be read any more.",
		"如仍需要，请本人重新提交。", "If it is needed, ask the person to submit it again.")
	ErrOtherName = errs.Define("party.other_name", errs.Conflict,
		"该证件号码已经以另一个姓名登记。", "This document number is already registered under another name.",
		"核对姓名和证件号码；如改过名，请携带证件到网点更正。", "Check name and number; after a change of name bring the document to a branch.")
	ErrIncomplete = errs.Define("party.incomplete", errs.Invalid,
		"登记需要姓名和证件号码。", "Registering needs a name and a document number.",
		"补齐姓名和证件号码。", "Give both.")
)
