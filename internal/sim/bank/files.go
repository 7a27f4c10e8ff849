package bank

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tillway/internal/sim"
	"tillway/internal/wire/clearing"
)

func makeDirs(dirs ...string) error {
	for _, d := range dirs {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return err
		}
	}
	return nil
}

// readFolder takes in every payout file. The decisions are durable before the
// file is moved away; a crash between finds them made.
func (b *Bank) readFolder() error {
	entries, err := os.ReadDir(b.toBank)
	if err != nil {
		return err
	}
	for _, d := range entries {
		if d.IsDir() || strings.HasPrefix(d.Name(), ".") || !strings.HasSuffix(d.Name(), ".txt") {
			continue
		}
		if err := b.takeIn(d.Name()); err != nil {
			return err
		}
	}
	return nil
}

func (b *Bank) takeIn(name string) error {
	data, err := os.ReadFile(filepath.Join(b.toBank, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // its sender took it back
	}
	if err != nil {
		return err
	}
	f, err := clearing.DecodePayout(data)
	if err == nil && f.Payer != Reserve {
		err = errors.New("the payer's account is not the reserve")
	}
	if err != nil {
		if err := b.record(Entry{Kind: "refused", File: name, Reason: err.Error()}); err != nil {
			return err
		}
		return b.moveTo("refused", name)
	}
	if err := b.pay(f); err != nil {
		return err
	}
	return b.moveTo("done", name)
}

// pay decides the lines of a file that are not decided yet.
func (b *Bank) pay(f clearing.PayoutFile) error {
	for i, l := range f.Lines {
		seq := i + 1
		if b.book.payouts[payoutKey(f.ID, seq)] != nil {
			continue
		}
		status, reason := b.book.firstDecision(l.Account)
		err := b.record(Entry{
			Kind: "payout", File: f.ID, No: 1, Seq: seq, Payout: l.Payout, AmountFen: l.Fen, Account: last4(l.Account),
			Status: status, BankRef: bankRef(f.ID, seq), Reason: reason,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// bankRef is the bank's own number of a payout.
func bankRef(id string, seq int) string {
	return "BKP" + strings.ReplaceAll(payoutKey(id, seq), "/", "-")
}

func (b *Bank) moveTo(folder, name string) error {
	dir := filepath.Join(b.toBank, folder)
	if err := makeDirs(dir); err != nil {
		return err
	}
	err := os.Rename(filepath.Join(b.toBank, name), filepath.Join(dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// decideDue decides payouts whose time has come; those of one file share a result.
func (b *Bank) decideDue() error {
	now := b.clock.Now()
	number := map[string]int{}
	for _, p := range b.book.order {
		status, reason, due := p.later(now)
		if !due {
			continue
		}
		if number[p.File] == 0 {
			number[p.File] = b.book.lastNo[p.File] + 1
		}
		e := p.Entry
		e.No, e.Status, e.Reason = number[p.File], status, reason
		if err := b.record(e); err != nil {
			return err
		}
	}
	return nil
}

// writeFiles writes what is decided into from-bank, each file once.
func (b *Bank) writeFiles() error {
	for len(b.book.unwritten) > 0 {
		f := b.book.unwritten[0]
		if !f.written {
			if err := b.write(f); err != nil {
				return err
			}
			if err := b.record(Entry{Kind: "written", File: f.id, No: f.no}); err != nil {
				return err
			}
		}
		b.book.unwritten = b.book.unwritten[1:]
	}
	return nil
}

func (b *Bank) write(f *file) error {
	var data []byte
	var err error
	if f.no == 0 {
		data, err = statement(f)
	} else {
		data, err = result(f)
	}
	if err != nil {
		return err
	}
	return sim.WriteFile(filepath.Join(b.fromBank, f.lines[0].name()+".txt"), data)
}

func result(f *file) ([]byte, error) {
	r := clearing.ResultFile{
		Institution: institution, File: f.id, No: f.no, Date: f.lines[0].At.Format(time.DateOnly),
	}
	for _, e := range f.lines {
		r.Lines = append(r.Lines, clearing.ResultLine{
			Seq: e.Seq, Payout: e.Payout, Fen: e.AmountFen, Status: e.Status, Reference: e.BankRef, Reason: e.Reason,
		})
	}
	return clearing.EncodeResult(r)
}

func statement(f *file) ([]byte, error) {
	e := f.lines[0]
	var no int
	for _, d := range f.id[len("STM"+institution):] {
		no = no*10 + int(d-'0')
	}
	return clearing.EncodeStatement(clearing.Statement{
		Institution: institution, Account: e.Ours, Date: e.At.Format(time.DateOnly), No: no,
		Lines: []clearing.StatementLine{{
			Reference: e.BankRef, Time: e.At.Format(time.DateTime), Credit: e.Kind == "transfer", Fen: e.AmountFen,
			Counterparty: e.Payer, Remark: e.Reference,
		}},
	})
}
