package network

import (
	"net/http"
	"path/filepath"
	"slices"
	"time"

	"tillway/internal/sim"
	"tillway/internal/sim/cards"
	"tillway/internal/wire/clearing"
)

// What the acquirer pays of a payment, in parts per million and fen, at the
// ceilings of 2016 (acquiring-rules §1.11): the issuer's fee and the acquirer's
// half of the network's.
const (
	issuerCreditPPM = 4500
	issuerDebitPPM  = 3500
	issuerDebitCap  = 13_00
	networkPPM      = 325
	networkCap      = 3_25
)

func share(fen, ppm, ceiling int64) int64 {
	v := (fen*ppm + 500_000) / 1_000_000
	if ceiling > 0 {
		v = min(v, ceiling)
	}
	return v
}

// fees returns what an acquirer pays to the issuer and to the network.
func fees(e Entry) (issuer, network int64) {
	switch c, _ := cards.ByID(e.Card); c.Kind {
	case cards.Debit, cards.Prepaid:
		issuer = share(e.ApprovedFen, issuerDebitPPM, issuerDebitCap)
	default:
		issuer = share(e.ApprovedFen, issuerCreditPPM, 0)
	}
	return issuer, share(e.ApprovedFen, networkPPM, networkCap)
}

// clearing returns the records of a date: what moved money under it, without
// the pairs of a payment and its reversal under the same date, and with the
// faults that amounts ask for.
func (b *book) clearing(date string) ([]clearing.ACOM, error) {
	b.mu.Lock()
	mark := b.journal.Last()
	gone := map[Key]bool{} // reversed under their own date
	for _, e := range b.effects {
		if p := b.payments[e.Key]; e.Kind == Reversal && p.Date == e.Date {
			gone[e.Key] = true
		}
	}
	var rows []clearing.ACOM
	for _, e := range b.effects {
		if fileDate(e) == date && !gone[e.Key] {
			rows = append(rows, records(e)...)
		}
	}
	b.mu.Unlock()
	return rows, b.journal.Wait(mark)
}

// fileDate is the date of the file that an effect is in.
func fileDate(e Entry) string {
	if e.Kind != Sale || cards.FaultOf(e.AmountFen) != cards.LateInFile {
		return e.Date
	}
	d, _ := time.Parse(time.DateOnly, e.Date) // the program wrote it
	return d.AddDate(0, 0, 1).Format(time.DateOnly)
}

// records are the lines of one effect: one, but for the faults.
func records(e Entry) []clearing.ACOM {
	r := record(e)
	if e.Kind != Sale {
		return []clearing.ACOM{r}
	}
	switch cards.FaultOf(e.AmountFen) {
	case cards.MissingInFile:
		return nil
	case cards.ExtraInFile:
		extra := r
		extra.RRN = "9" + r.RRN[1:]
		return []clearing.ACOM{r, extra}
	case cards.FeeOffInFile:
		r.FeePayable--
	case cards.AmountOffInFile:
		r.Fen++
	}
	return []clearing.ACOM{r}
}

// shape is how a kind stands in the file.
type shape struct {
	mti, proc, cond string
	back            bool // money goes back to the customer
}

var shapes = map[Kind]shape{
	Sale:           {"0200", "000000", "00", false},
	Completion:     {"0200", "000000", "06", false},
	Void:           {"0200", "200000", "00", true},
	CompletionVoid: {"0200", "200000", "06", true},
	Refund:         {"0220", "200000", "00", true},
}

func record(e Entry) clearing.ACOM {
	s := shapes[e.Of]
	if e.Kind == Reversal { // the money goes the other way
		s.mti, s.back = "0420", !s.back
		s.proc = "000000"
		if s.back {
			s.proc = "200000"
		}
	}
	issuer, network := fees(e)
	if !s.back {
		issuer, network = -issuer, -network
	}
	return clearing.ACOM{
		Agent: e.Acquirer, Sender: e.Acquirer, Trace: e.STAN, Transmitted: e.SentAt, PAN: e.PANMask,
		Fen: e.ApprovedFen, AcceptedFen: e.ApprovedFen, MTI: s.mti, Processing: s.proc, MCC: e.MCC,
		Terminal: e.TID, Merchant: e.MID, RRN: e.RRN, Condition: s.cond, AuthCode: e.AuthCode, Receiver: networkCode,
		Response: "00", EntryMode: e.Entry, FeePayable: issuer, SwitchFee: network, Conversion: "0",
		CardSequence: "001", TerminalCapability: "6", ICCondition: "0", Issuer: networkCode, Region: "0", TerminalType: "03",
	}
}

// files encodes a date's records and their control.
func (n *Network) files(date string) (file, control []byte, sum clearing.Control, err error) {
	rows, err := n.book.clearing(date)
	if err != nil {
		return nil, nil, sum, err
	}
	if file, err = clearing.EncodeACOM(rows); err != nil {
		return nil, nil, sum, err
	}
	sum = clearing.ControlOf(date, rows)
	control, err = clearing.EncodeControl(sum)
	return file, control, sum, err
}

// Settlements are what the network owes for the clearing dates after one and up
// to another: what the files say, less the fees in them.
func (n *Network) Settlements(after, upTo string) (out []sim.Settlement, err error) {
	for _, date := range n.book.dates(after, upTo) {
		rows, err := n.book.clearing(date)
		if err != nil {
			return nil, err
		}
		s := sim.Settlement{Date: date}
		for _, r := range rows {
			s.Fen += r.SignedFen() + r.FeePayable + r.SwitchFee
		}
		out = append(out, s)
	}
	return out, nil
}

// dates are those of files that hold something, in order.
func (b *book) dates(after, upTo string) (out []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, e := range b.effects {
		if d := fileDate(e); d > after && d <= upTo && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	slices.Sort(out)
	return out
}

type clearRequest struct {
	Date string `json:"date"` // 2006-01-02
}

// clear writes the file of a clearing date and its control into the outgoing
// folder. Made again it is the same file, unless the date is not over.
func (n *Network) clear(w http.ResponseWriter, r *http.Request) {
	in, ok := sim.Body[clearRequest](w, r)
	if !ok {
		return
	}
	if _, err := time.Parse(time.DateOnly, in.Date); err != nil {
		sim.Refuse(w, http.StatusBadRequest, "PARAM_ERROR", "清算日期格式应为YYYY-MM-DD", "the date is not YYYY-MM-DD")
		return
	}
	file, control, sum, err := n.files(in.Date)
	path := filepath.Join(n.dir, "outgoing", clearing.ACOMName(in.Date, 1))
	if err == nil {
		err = sim.WriteFile(path, file)
	}
	if err == nil {
		err = sim.WriteFile(path+".control", control)
	}
	if err != nil {
		sim.Broken(w, err)
		return
	}
	sim.Reply(w, http.StatusOK, map[string]any{"file": path, "control": path + ".control", "count": sum.Count, "fen": sum.Fen})
}

// fetch is the same file for an acquirer that collects it over HTTP.
func (n *Network) fetch(pick func(file, control []byte) []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		date := r.PathValue("date")
		if _, err := time.Parse(time.DateOnly, date); err != nil {
			sim.Refuse(w, http.StatusNotFound, "NOT_FOUND", "没有该清算日期", "no such clearing date")
			return
		}
		file, control, _, err := n.files(date)
		if err != nil {
			sim.Broken(w, err)
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=us-ascii")
		w.Write(pick(file, control))
	}
}
