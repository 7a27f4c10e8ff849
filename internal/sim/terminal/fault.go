package terminal

// Fault is a position of the terminal's fault switch. It holds for the next payment.
type Fault string

const (
	NoFault    Fault = "none"
	LoseAnswer Fault = "lose_answer" // the answer comes and is lost
	DropLine   Fault = "drop_line"   // the line drops after sending
	WrongMAC   Fault = "wrong_mac"
	WrongBatch Fault = "wrong_batch"
)

var knownFaults = map[Fault]bool{NoFault: true, LoseAnswer: true, DropLine: true, WrongMAC: true, WrongBatch: true}
