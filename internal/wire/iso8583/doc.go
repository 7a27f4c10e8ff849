// Package iso8583 reads and writes the UnionPay POS dialect of ISO 8583.
//
// A dialect is data: a table that says for each field its class, its length
// form, whether the length counts digits or bytes, where a short value is
// justified and with what it is padded. Those are independent attributes;
// mixing them up is the usual way to get the dialect wrong.
//
//	+-------+-----------+------------+--------+----------+----------------+
//	| LEN 2 | TPDU 5    | HEADER 6   | MTI 2  | BITMAP 8 | fields 2..64   |
//	| big-  | 60 dst    | class, ver,| BCD    | bit 1 is | in ascending   |
//	| endian|    src    | state, req |        | always 0 | order          |
//	+-------+-----------+------------+--------+----------+----------------+
//	|<- frame: ReadFrame, SplitFrame ->|<- message: Parse, Builder -------->|
//	                                   |<- MAB: what F64 signs ->| F64 8   |
//
// Parse finds where each field lies and copies nothing: a Message is offsets
// into the caller's buffer and lives as long as that buffer is left alone.
// It allocates only to report an error, never panics, and on an error keeps
// every field read before it, so that a host can still answer F39 = 30.
//
// Texts that reach a person are in Chinese and English; no error ever carries
// a field's value.
package iso8583
