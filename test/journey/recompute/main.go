// Command recompute counts every figure of the journey's last line again, from
// outside: from what the terminals, the card network, the wallets, the bank and
// the SMS gateway wrote down themselves, and from the database by plain SQL. It
// shares no code with the product, so that the same mistake cannot be made twice.
//
//	tillway demo --script --json … | tail -1 | recompute --db DSN --data DIR
//
// It names each figure that does not hold and exits 1.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
)

// figures are those of the last line.
type figures struct {
	OK        bool   `json:"ok"`
	Payments  *int64 `json:"payments"`
	Declines  *int64 `json:"declines"`
	Reversals *int64 `json:"reversals"`
	PaidFen   *int64 `json:"paid_fen"`
	SMS       *int64 `json:"sms"`
	TrialFen  *int64 `json:"trial_balance_fen"`
}

// finding is one source's word on a figure.
type finding struct {
	figure string
	source string
	want   int64
	have   int64
}

func main() {
	dsn := flag.String("db", "", "database: sqlite:PATH or postgres://…")
	data := flag.String("data", "", "the data folder, with sim/*.jsonl")
	flag.Parse()
	findings, err := recompute(os.Stdin, *dsn, *data)
	if err != nil {
		fmt.Fprintln(os.Stderr, "recompute:", err)
		os.Exit(1)
	}
	if report(os.Stdout, findings) > 0 {
		os.Exit(1)
	}
}

func recompute(last io.Reader, dsn, data string) ([]finding, error) {
	said, err := read(last)
	if err != nil {
		return nil, err
	}
	out, err := readOutside(data)
	if err != nil {
		return nil, err
	}
	books, err := readBooks(dsn)
	if err != nil {
		return nil, err
	}
	return compare(said, out, books), nil
}

// read takes the last line; a figure that is not there is an error, not a zero.
func read(r io.Reader) (f figures, err error) {
	if err := json.NewDecoder(r).Decode(&f); err != nil {
		return f, fmt.Errorf("the last line: %w", err)
	}
	for name, v := range map[string]*int64{"payments": f.Payments, "declines": f.Declines, "reversals": f.Reversals,
		"paid_fen": f.PaidFen, "sms": f.SMS, "trial_balance_fen": f.TrialFen} {
		if v == nil {
			return f, fmt.Errorf("the last line has no %s", name)
		}
	}
	if !f.OK {
		return f, fmt.Errorf("the last line is not ok")
	}
	return f, nil
}

// compare puts every source beside the figure it bears on.
func compare(said figures, out outside, books books) []finding {
	fs := []finding{
		{"payments", "terminal journals", out.terminal.approved, *said.Payments},
		{"payments", "network and wallet journals", out.network.approved + out.wallet.done, *said.Payments},
		{"payments", "table payment", books.approved, *said.Payments},
		{"declines", "terminal journals", out.terminal.declined, *said.Declines},
		{"declines", "table payment", books.declined, *said.Declines},
		{"reversals", "network journal", out.network.reversed, *said.Reversals},
		{"reversals", "terminal journals", out.terminal.reversed, *said.Reversals},
		{"reversals", "table payment", books.reversed, *said.Reversals},
		{"paid_fen", "bank journal", out.bank.paidFen, *said.PaidFen},
		{"paid_fen", "the bank's result files", out.bank.resultFen, *said.PaidFen},
		{"paid_fen", "table settlement_payout", books.paidFen, *said.PaidFen},
		{"paid_fen", "what the channels took less the fees, corrected", out.network.netFen + out.wallet.netFen - books.feeFen + books.correctedFen, *said.PaidFen},
		{"paid_fen", "what the channels took, less what they keep, against what they paid", out.network.netFen + out.wallet.netFen - books.costFen, out.bank.channelFen},
		{"sms", "gateway journal", out.sms.messages, *said.SMS},
		{"sms", "table notify_message", books.delivered, *said.SMS},
		{"trial_balance_fen", "ledger lines", books.linesFen, *said.TrialFen},
		{"trial_balance_fen", "ledger accounts", books.accountsFen, *said.TrialFen},
		{"trial_balance_fen", "entries that do not balance", books.crooked, 0},
		{"trial_balance_fen", "own funds' debits against the bank's credits", out.bank.in[ownAccount], books.ownIn},
		{"trial_balance_fen", "own funds' credits against the bank's debits", out.bank.out[ownAccount], books.ownOut},
		{"trial_balance_fen", "the reserve's debits against the bank's credits", out.bank.in[reserveAccount], books.reserveIn},
		{"trial_balance_fen", "the reserve's credits against the bank's debits", out.bank.out[reserveAccount], books.reserveOut},
		{"trial_balance_fen", "what the channels owe", 0, books.channelsOwe},
		{"trial_balance_fen", "assets below zero", 0, books.negative},
	}
	return append(fs, out.untold(books)...)
}

// report prints what does not hold and returns how much that is.
func report(w io.Writer, findings []finding) (wrong int) {
	for _, f := range findings {
		if f.want != f.have {
			wrong++
			fmt.Fprintf(w, "✗ %s: %s says %d, found %d\n", f.figure, f.source, f.want, f.have)
		}
	}
	fmt.Fprintf(w, "compared: %d, wrong: %d\n", len(findings), wrong)
	return wrong
}
