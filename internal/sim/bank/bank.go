package bank

import (
	"context"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/run"
	"tillway/internal/sim"
)

// Bank is the running part.
type Bank struct {
	clock    *sim.Clock
	toBank   string
	fromBank string
	journal  *sim.Journal[Entry]
	server   *sim.Server

	mu   sync.Mutex
	book book
}

// The bank's customer in the sandbox and its two accounts.
const (
	institution = "999"
	Own         = "999000000000001" // its own money: deposits, income
	Reserve     = "999000000000002" // its merchants' money
)

// pollEvery is how often the bank looks into its folder and at its clock.
const pollEvery = 250 * time.Millisecond

// Open replays the journal and takes the port.
func Open(c sim.Config) (*Bank, error) {
	dir := filepath.Join(c.Dir, "bank")
	b := &Bank{
		clock: c.Clock, toBank: filepath.Join(dir, "to-bank"), fromBank: filepath.Join(dir, "from-bank"), book: newBook(),
	}
	if err := makeDirs(b.toBank, b.fromBank); err != nil {
		return nil, err
	}
	var err error
	b.journal, err = sim.OpenJournal(c.Journal("bank"), func(e Entry) error { b.book.apply(e); return nil })
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /transfer", b.transfer)
	mux.HandleFunc("POST /recall", b.recall)
	mux.HandleFunc("POST /accounts", b.turnAccount)
	mux.HandleFunc("POST /process", b.process)
	mux.HandleFunc("GET /book", b.show)
	c.Clock.Routes(mux)
	if b.server, err = sim.NewServer(c.Port, mux); err != nil {
		b.journal.Close()
		return nil, err
	}
	return b, nil
}

// Name implements sim.Part.
func (b *Bank) Name() string { return "bank" }

// Endpoints implements sim.Part.
func (b *Bank) Endpoints() map[string]string { return map[string]string{"bank": b.server.URL()} }

// Run implements sim.Part.
func (b *Bank) Run(ctx context.Context) error {
	defer b.journal.Close()
	g := run.New(ctx)
	g.Go("http", b.server.Run)
	g.Go("counter", func(ctx context.Context) error {
		for {
			if err := b.work(); err != nil {
				return err
			}
			if clock.Sleep(ctx, pollEvery) != nil {
				return nil
			}
		}
	})
	return g.Wait()
}

// work does everything that is due: new payout files, payouts whose time has
// come, files that are decided and not yet written.
func (b *Bank) work() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.readFolder(); err != nil {
		return err
	}
	if err := b.decideDue(); err != nil {
		return err
	}
	return b.writeFiles()
}

// record applies an entry and makes it durable.
func (b *Bank) record(e Entry) error {
	e.At = b.clock.Now().Truncate(time.Millisecond)
	b.book.apply(e)
	return b.journal.Append(e)
}

func (b *Bank) process(w http.ResponseWriter, _ *http.Request) {
	if err := b.work(); err != nil {
		sim.Broken(w, err)
		return
	}
	b.show(w, nil)
}

func (b *Bank) show(w http.ResponseWriter, _ *http.Request) {
	b.mu.Lock()
	defer b.mu.Unlock()
	paid, returned := b.book.sums()
	sim.Reply(w, http.StatusOK, map[string]any{
		"paid_fen": paid, "returned_fen": returned, "credits_fen": b.book.credits, "payouts": b.book.order,
		"balances_fen": map[string]int64{Own: b.book.balance[Own], Reserve: b.book.balance[Reserve] - paid},
	})
}
