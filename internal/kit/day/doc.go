// Package day is civil time: a date without a clock, always at +08:00, and the
// Chinese working calendar with its make-up working weekends (调休).
//
// A Date is a plain value: compare it with ==, order it with Compare. It is
// written 2006-01-02 in text, JSON and SQL. There is no zone database behind
// it: the country has one offset and no daylight saving, so a fixed offset is
// exact and cannot differ between machines.
//
// The calendar is data, one file per year under years/, in the words of the
// State Council's yearly notice: the days off and the weekends that are worked.
// A year without a notice is provisional: the holidays fixed by the regulation
// on statutory holidays (全国年节及纪念日放假办法) apply, Provisional says so,
// and a promise of a date in it is refused.
//
// Three questions of the business are answered here because they are nothing
// but calendar: when a review is due (ReviewClock), to which clearing date an
// instant belongs (ClearingDate), and on which date a cycle pays (T1, D1).
package day
