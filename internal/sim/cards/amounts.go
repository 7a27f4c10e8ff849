package cards

import "strings"

// MinMagic is the smallest amount whose fen speak: below it, in the range of
// commissioning tests, everything is approved.
const MinMagic = 100

// fenCodes are the last two digits of an amount that are answered as F39.
const fenCodes = " 01 03 04 05 11 12 13 14 15 25 30 33 34 38 41 43 51 54 55 57 58 59 61 62 65 68 75 77 91 94 96 97 98 "

// PartialFen are the last two digits of an amount that is approved in part.
const PartialFen = 10

// AmountCode returns the F39 that an amount asks for, or "".
func AmountCode(fen int64) string {
	if fen < MinMagic || FaultOf(fen) != NoFault {
		return ""
	}
	code := string([]byte{'0' + byte(fen/10%10), '0' + byte(fen%10)})
	if strings.Contains(fenCodes, " "+code+" ") {
		return code
	}
	return ""
}

// Fault is a disturbance that an exact amount asks for.
type Fault int

const (
	NoFault         Fault = iota
	Late                  // answered after 8 s
	Silent                // decided, never answered
	Stubborn              // as Silent, and the first two reversals fail
	LostAnswer            // as Silent
	WrongMAC              // the answer's MAC is wrong
	DoubleAnswer          // the answer comes twice
	ForeignAnswer         // an answer to another STAN comes instead
	DropAfter             // decided, then the line drops
	DropBefore            // the line drops, nothing was decided
	MissingInFile         // approved, not in the clearing file
	ExtraInFile           // approved, a second line in the file
	FeeOffInFile          // the file's fee is off by a fen
	AmountOffInFile       // the file's amount is off by a fen
	LateInFile            // in the next day's file
)

var faults = map[int64]Fault{
	9801: Late, 9802: Silent, 9803: Stubborn, 9804: LostAnswer, 9805: WrongMAC, 9806: DoubleAnswer,
	9807: ForeignAnswer, 9808: DropAfter, 9809: DropBefore,
	9812: MissingInFile, 9813: ExtraInFile, 9814: FeeOffInFile, 9815: AmountOffInFile, 9816: LateInFile,
}

// FaultOf returns the disturbance of an exact amount.
func FaultOf(fen int64) Fault {
	if fen%100 != 0 {
		return NoFault
	}
	return faults[fen/100]
}
