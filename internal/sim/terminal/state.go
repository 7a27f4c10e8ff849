package terminal

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"tillway/internal/sim"
	"tillway/internal/sim/cards"
)

// Kind is what a payment does.
type Kind string

const (
	Sale           Kind = "sale"
	Void           Kind = "void"
	Refund         Kind = "refund"
	Preauth        Kind = "preauth"
	PreauthVoid    Kind = "preauth_void"
	Completion     Kind = "completion"
	CompletionVoid Kind = "completion_void"
)

// state is everything that outlives a power cut.
type state struct {
	TID          string `json:"tid"`
	MID          string `json:"mid"`
	TUSN         string `json:"tusn"`
	MerchantName string `json:"merchant_name"`
	Host         string `json:"host"`

	TMK []byte `json:"tmk"`
	TPK []byte `json:"tpk"`
	TAK []byte `json:"tak"`

	SignedIn   bool `json:"signed_in"`
	MustSignIn bool `json:"must_sign_in"` // the host asked for it
	Batch      int  `json:"batch"`
	Trace      int  `json:"trace"` // the last one used

	Pending []pending `json:"pending"`
	Rows    []row     `json:"rows"`
}

// pending is a payment whose end the terminal does not know, as it would have
// to be sent again: without PIN, track and expiry.
type pending struct {
	Kind      Kind   `json:"kind"`
	Batch     string `json:"batch"`
	Trace     string `json:"trace"`
	AmountFen int64  `json:"amount_fen"`
	Card      string `json:"card,omitempty"`
	Entry     string `json:"entry"`
	RRN       string `json:"rrn,omitempty"`       // F37 of the original
	AuthCode  string `json:"auth_code,omitempty"` // F38
	F61       string `json:"f61,omitempty"`
	OrigTrace string `json:"orig_trace,omitempty"` // of a void: the slip's number
	QR        bool   `json:"qr,omitempty"`
	ICC       []byte `json:"icc,omitempty"` // the tags that a reversal carries
	Reason    string `json:"reason"`
	Tries     int    `json:"tries"`
	Refused   string `json:"refused,omitempty"` // the host's last no to the reversal
}

// reversible tells how a payment without an answer ends: by its reversal, or by
// being sent again as it was. A wallet's void is a refund there, which nothing
// takes back.
func (p *pending) reversible() bool {
	return forms[p.Kind].reversible && !(p.QR && p.Kind == Void)
}

// row is an approved payment, kept for voids, totals, upload and reprints.
type row struct {
	Kind      Kind   `json:"kind"`
	Batch     string `json:"batch"`
	Trace     string `json:"trace"`
	AmountFen int64  `json:"amount_fen"`
	Card      string `json:"card,omitempty"`
	Entry     string `json:"entry"`
	QR        string `json:"qr,omitempty"` // masked payment code
	Code      string `json:"code"`
	RRN       string `json:"rrn"`
	AuthCode  string `json:"auth_code,omitempty"`
	Issuer    string `json:"issuer,omitempty"`
	Acquirer  string `json:"acquirer,omitempty"`
	At        string `json:"at"` // 2006-01-02 15:04:05, the host's time
	OrigTrace string `json:"orig_trace,omitempty"`
	OrigRRN   string `json:"orig_rrn,omitempty"`
	OrigAuth  string `json:"orig_auth,omitempty"`
	NoPIN     bool   `json:"no_pin,omitempty"`
	Voided    bool   `json:"voided,omitempty"`
	ICC       []byte `json:"icc,omitempty"` // of a chip sale: what the slip prints
}

// keepRows is how many rows of settled batches stay for reprints.
const keepRows = 200

func (s *state) batch() string { return fmt.Sprintf("%06d", s.Batch) }

// nextTrace counts 1 to 999999 and around.
func (s *state) nextTrace() string {
	s.Trace = s.Trace%999999 + 1
	return fmt.Sprintf("%06d", s.Trace)
}

// current returns the rows of the open batch.
func (s *state) current() []*row {
	var out []*row
	for i := range s.Rows {
		if s.Rows[i].Batch == s.batch() {
			out = append(out, &s.Rows[i])
		}
	}
	return out
}

// find returns a row of the open batch by its trace.
func (s *state) find(trace string) *row {
	for _, r := range s.current() {
		if r.Trace == trace {
			return r
		}
	}
	return nil
}

func (s *state) add(r row) {
	s.Rows = append(s.Rows, r)
	if r.OrigTrace != "" && (r.Kind == Void || r.Kind == CompletionVoid) {
		if o := s.find(r.OrigTrace); o != nil {
			o.Voided = true
		}
	}
}

// openBatch begins a batch and forgets the oldest rows.
func (s *state) openBatch(n int) {
	s.Batch = n
	if old := len(s.Rows) - keepRows; old > 0 {
		s.Rows = slices.Delete(s.Rows, 0, old)
	}
}

func (s *state) drop(p *pending) {
	s.Pending = slices.DeleteFunc(s.Pending, func(q pending) bool { return q.Batch == p.Batch && q.Trace == p.Trace })
}

func (s *state) pending(batch, trace string) *pending {
	for i := range s.Pending {
		if s.Pending[i].Batch == batch && s.Pending[i].Trace == trace {
			return &s.Pending[i]
		}
	}
	return nil
}

// Totals are a batch's sums as F48 has them.
type Totals struct {
	DebitFen    int64 `json:"debit_fen"`
	DebitCount  int   `json:"debit_count"`
	CreditFen   int64 `json:"credit_fen"`
	CreditCount int   `json:"credit_count"`
}

// totals: debit is sales and completions, credit is what undoes them
// (iso8583-unionpay §1.9). Pre-authorisations move no money.
func (s *state) totals() (t Totals) {
	for _, r := range s.current() {
		switch r.Kind {
		case Sale, Completion:
			t.DebitFen += r.AmountFen
			t.DebitCount++
		case Void, Refund, CompletionVoid:
			t.CreditFen += r.AmountFen
			t.CreditCount++
		}
	}
	return t
}

// pan returns the number of the card that a ref names.
func pan(ref string) string {
	c, _ := cards.ByRef(ref)
	return c.PAN
}

// loadState reads the terminal's file; made is true when there was none and a
// new device was taken.
func loadState(path string) (s *state, made bool, err error) {
	s = &state{}
	err = sim.ReadJSON(path, s)
	if errors.Is(err, fs.ErrNotExist) {
		return newDevice(), true, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("terminal state: %w", err)
	}
	return s, false, nil
}
