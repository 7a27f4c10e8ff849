// Package network plays the card network and the issuers behind it. Acquirers
// connect over TCP, sign on and send payments in the dialect NET of
// wire/iso8583, any number at a time on one connection.
//
//	0800 60.3=001 sign-on    0100/0200/0220 payment    0400 reversal
//	0820 60.3=301 echo       0820 60.3=002 sign-off
//
// A payment is known by acquirer (F32), terminal (F41), the terminal's batch
// and trace (F61) and its kind: F11 is the acquirer's own number and may be
// another one when the same payment comes again. The same payment again gets
// the stored answer, with another amount or card 94. A reversal takes the
// money back once; one that finds nothing leaves a tombstone, and the payment
// that comes after it is refused (reliability-security §2.2, R6, R7).
//
// Every decision but a 94 is in the journal and on the disk before its answer
// leaves. The journal names cards by their short name and masked number.
//
// The keys of the link, ZPK and ZAK, arrive on the control port wrapped by the
// network's RSA key. The clearing date turns at 23:00.
package network
