package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// outside is what those around the product wrote down.
type outside struct {
	terminal struct {
		approved, declined, reversed int64
		refunds, tests               []string // reference numbers of approved refunds: of customers, and of an engineer's cents
	}
	network struct{ approved, reversed, netFen int64 }
	wallet  struct{ done, netFen int64 }
	bank    struct {
		paidFen, resultFen, channelFen int64
		in, out                        map[string]int64 // by account of ours
		paid, failed                   []int64          // the amount of each payout
	}
	sms struct {
		messages int64
		texts    []string
	}
}

func readOutside(data string) (o outside, err error) {
	sim := func(pattern string) string { return filepath.Join(data, "sim", pattern) }
	err = errors.Join(
		each(sim("terminal-*.jsonl"), o.atTerminal),
		each(sim("network.jsonl"), o.atNetwork),
		each(sim("wechat.jsonl"), o.atWallet),
		each(sim("alipay.jsonl"), o.atWallet),
		each(sim("bank.jsonl"), o.atBank),
		o.readMessages(sim("sms.jsonl")),
		o.readResults(filepath.Join(data, "bank", "from-bank", "*-R*.txt")),
	)
	return o, err
}

type terminalLine struct {
	Kind, Outcome, RRN string
	AmountFen          int64 `json:"amount_fen"`
}

// testFen is what an engineer tests with.
const testFen = 1

func (o *outside) atTerminal(l terminalLine) {
	t := &o.terminal
	switch l.Outcome {
	case "approved":
		t.approved++
		switch {
		case l.Kind != "refund":
		case l.AmountFen == testFen:
			t.tests = append(t.tests, l.RRN)
		default:
			t.refunds = append(t.refunds, l.RRN)
		}
	case "declined":
		t.declined++
	case "reversed":
		t.reversed++
	}
}

type networkLine struct {
	Kind, Of, Effect string
	ApprovedFen      int64 `json:"approved_fen"`
}

// atNetwork counts what stands at the issuers. A reversal takes its original
// back; a hold (pre-authorisation) is a payment that moves nothing yet.
func (o *outside) atNetwork(l networkLine) {
	n := &o.network
	switch l.Effect {
	case "debited":
		n.approved, n.netFen = n.approved+1, n.netFen+l.ApprovedFen
	case "credited":
		n.approved, n.netFen = n.approved+1, n.netFen-l.ApprovedFen
	case "held", "released":
		n.approved++
	case "reversed":
		n.approved, n.reversed = n.approved-1, n.reversed+1
		switch l.Of {
		case "sale", "completion":
			n.netFen -= l.ApprovedFen
		case "void", "refund", "completion_void":
			n.netFen += l.ApprovedFen
		}
	}
}

type walletLine struct {
	Effect    string
	AmountFen int64 `json:"amount_fen"`
}

func (o *outside) atWallet(l walletLine) {
	switch l.Effect {
	case "debited":
		o.wallet.done, o.wallet.netFen = o.wallet.done+1, o.wallet.netFen+l.AmountFen
	case "credited":
		o.wallet.done, o.wallet.netFen = o.wallet.done+1, o.wallet.netFen-l.AmountFen
	}
}

type bankLine struct {
	Kind, Status, Ours, Reference string
	AmountFen                     int64 `json:"amount_fen"`
}

// The institution's accounts at the bank.
const (
	ownAccount     = "999000000000001"
	reserveAccount = "999000000000002"
)

func (o *outside) atBank(l bankLine) {
	b := &o.bank
	if b.in == nil {
		b.in, b.out = map[string]int64{}, map[string]int64{}
	}
	moved := l.AmountFen
	switch {
	case l.Kind == "transfer":
		b.in[l.Ours] += l.AmountFen
	case l.Kind == "debit":
		b.out[l.Ours] += l.AmountFen
		moved = -l.AmountFen
	case l.Kind == "payout" && l.Status == "S":
		b.paidFen += l.AmountFen
		b.out[reserveAccount] += l.AmountFen
		b.paid = append(b.paid, l.AmountFen)
	case l.Kind == "payout" && l.Status == "F":
		b.failed = append(b.failed, l.AmountFen)
	}
	if strings.HasPrefix(l.Reference, "CLR-") {
		b.channelFen += moved
	}
}

// readMessages counts one message for each reference: a repeated request is not
// a second message.
func (o *outside) readMessages(path string) error {
	seen := map[string]bool{}
	err := each(path, func(l struct{ Ref, Text string }) {
		if !seen[l.Ref] {
			seen[l.Ref] = true
			o.sms.texts = append(o.sms.texts, l.Text)
		}
	})
	o.sms.messages = int64(len(seen))
	return err
}

// readResults adds up the lines D|no|payout|fen|S|… of the bank's answers.
func (o *outside) readResults(pattern string) error {
	files, err := filepath.Glob(pattern)
	if err != nil {
		return err
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(text)) {
			f := strings.Split(strings.TrimSpace(line), "|")
			if f[0] != "D" || len(f) < 5 || f[4] != "S" {
				continue
			}
			fen, err := strconv.ParseInt(f[3], 10, 64)
			if err != nil {
				return fmt.Errorf("%s: %w", filepath.Base(name), err)
			}
			o.bank.resultFen += fen
		}
	}
	return nil
}

// untold looks for money that moved without exactly one message to the owner:
// every payout, failure, adjustment, freeze and release by its amount, every
// refund by its reference number; and for a message about an engineer's cents.
func (o outside) untold(b books) (fs []finding) {
	each := func(source string, amounts []int64, text func(yuan string) string) {
		times := map[int64]int64{}
		for _, fen := range amounts {
			times[fen]++
		}
		for fen, n := range times {
			words := text(yuan(fen))
			fs = append(fs, finding{"sms", source + ", messages with " + words, n, o.about(words)})
		}
	}
	each("bank journal", o.bank.paid, func(y string) string { return "到账结算款" + y + "元" })
	each("bank journal", o.bank.failed, func(y string) string { return "结算款" + y + "元未能到账" })
	each("table settlement_adjustment", b.adjusted, func(y string) string { return "调账" + signed(y) + "元" })
	each("table settlement_freeze", b.frozen, func(y string) string { return y + "元已暂停结算" })
	each("table settlement_freeze", b.released, func(y string) string { return y + "元已恢复结算" })
	for _, rrn := range o.terminal.refunds {
		fs = append(fs, finding{"sms", "terminal journal, messages about refund " + rrn, 1, o.about("参考号" + rrn)})
	}
	for _, rrn := range o.terminal.tests {
		fs = append(fs, finding{"sms", "terminal journal, messages about the test " + rrn, 0, o.about("参考号" + rrn)})
	}
	return fs
}

// about counts the messages that hold a text.
func (o outside) about(text string) (n int64) {
	for _, t := range o.sms.texts {
		if strings.Contains(t, text) {
			n++
		}
	}
	return n
}

func signed(yuan string) string {
	if strings.HasPrefix(yuan, "-") {
		return yuan
	}
	return "+" + yuan
}

// yuan writes 197008 fen as 1,970.08.
func yuan(fen int64) string {
	if fen < 0 {
		return "-" + yuan(-fen)
	}
	whole := strconv.FormatInt(fen/100, 10)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return fmt.Sprintf("%s.%02d", whole, fen%100)
}

// each gives every line of the journals to use. A journal that is not there, or
// says nothing, is an error: nothing compared is not a proof.
func each[T any](pattern string, use func(T)) error {
	files, err := filepath.Glob(pattern)
	if err != nil {
		return err
	}
	lines := 0
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		in := bufio.NewScanner(f)
		for in.Scan() {
			var l T
			if err := json.Unmarshal(in.Bytes(), &l); err != nil {
				return fmt.Errorf("%s: %w", filepath.Base(name), err)
			}
			lines++
			use(l)
		}
		if err := in.Err(); err != nil {
			return err
		}
	}
	if lines == 0 {
		return fmt.Errorf("no journal lines in %s", pattern)
	}
	return nil
}
