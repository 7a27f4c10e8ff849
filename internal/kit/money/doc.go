// Package money is exact money: whole fen in an int64, with its currency.
//
// An Amount is an immutable value with private fields; its zero is 0.00 CNY.
// Arithmetic is checked: a result outside ±10^13 fen (a hundred billion yuan)
// or a mixture of currencies is an error, never a wrapped or a guessed number.
// There is no float in it and none can be had from it.
//
// A Rate is in parts per million. The one rounding is round half up on the
// absolute value, per transaction; Fee, FeeReturn and Split are written so that
// no fen appears or disappears whatever the order of calls. In JSON an amount
// is an integer number of fen; the currency travels in its own member.
package money
