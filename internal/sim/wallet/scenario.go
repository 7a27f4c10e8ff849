package wallet

import "time"

// How long the customer on the phone takes.
const (
	thinks = 8 * time.Second // 01: until the password is in
	doubts = 4 * time.Second // 02: until the customer cancels
)

// scenario is what a payment code makes happen.
type scenario struct {
	state   State         // right after the payment request
	fault   Fault         // what the answer says instead of the state
	later   State         // what the state turns into
	after   time.Duration // when
	balking bool          // the first cancel fails
}

var scenarios = map[string]scenario{
	"01": {state: UserPaying, later: Paid, after: thinks},
	"02": {state: UserPaying, later: PayError, after: doubts},
	"03": {state: UserPaying},
	"04": {state: UserPaying, balking: true},
	"05": {state: Paid, fault: SystemError},
	"06": {state: NotPaid, fault: SystemError},
	"07": {state: PayError, fault: CodeExpired},
	"08": {state: PayError, fault: CodeUsed},
	"09": {state: PayError, fault: NotEnough},
	"10": {state: PayError, fault: CustomerLimit},
	"11": {state: PayError, fault: MerchantLimit},
}

// scenarioOf reads the last two digits; a masked code keeps them.
func scenarioOf(code string) scenario {
	if s, ok := scenarios[code[max(0, len(code)-2):]]; ok {
		return s
	}
	return scenario{state: Paid}
}

// Fault is why a request was not done. Each wallet has its own name for it.
type Fault int

const (
	None Fault = iota
	SystemError
	CodeExpired
	CodeUsed
	CodeInvalid // not a code of this wallet
	NotEnough
	CustomerLimit
	MerchantLimit
	NumberUsed     // the order or refund number has another amount
	OrderCancelled // the order was cancelled before
	OrderNotFound
	NotPaidYet // nothing to give back
	TooMuch    // more than was paid
	TooLate    // past the refund window
	BadAmount
)
