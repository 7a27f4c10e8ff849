// Package clearing reads and writes the files that move money between systems:
// the payout file to the settlement bank and its result, the card network's
// clearing file, the wallets' bills. Bytes in, values out: no clock, no I/O,
// amounts in int64 fen. Every decoder checks the totals the file states about
// itself and names the line and field of what it refuses; no error carries a
// value of the file.
//
// # Payout and result
//
// Our own layout, UTF-8, one record a line, fields separated by "|", lines end
// with LF. The digest in the trailer covers every byte before its own field, so
// a file cut short or edited is refused. Encoding is deterministic: a file made
// again has the same bytes, and the bank may refuse a second of the same id.
//
//	H|TWPAY1|institution|file id|pay date YYYY-MM-DD|payer account|currency
//	D|seq|payout id|amount fen|account|account name|bank code|P or C|remark
//	T|lines|total fen|SHA-256 in hex
//
//	H|TWRES1|institution|file id|pay date|result no
//	D|seq|payout id|amount fen|status|bank reference|reason code
//	T|lines|paid lines|paid fen|SHA-256 in hex
//
// A result answers some or all lines of its payout file: statuses are S paid,
// F refused, R paid and returned (退票), P not decided yet. Several results may
// follow one file, numbered from 1.
//
// # Network clearing file (ACOM)
//
// Text, one record a line, 34 fields of fixed width separated by one space, as
// read by two independent open parsers; see acomLayout. Numbers are zero filled
// on the left, characters blank filled on the right. Fees begin with C (credit,
// to the acquirer) or D (debit). A control file beside it states count and sums.
//
// # Wallet bill
//
// CSV with a head line, detail lines whose values all begin with a back-tick so
// that spreadsheets leave long numbers alone, a second head and a line of
// totals, after the form of WeChat Pay's trade bill. Money is yuan with two
// decimals.
package clearing
