package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"tillway/internal/kit/clock"
)

// script drives one shop down the whole road through the product's own doors:
// the API as each person, the ISO 8583 port through the terminal engine, files
// with the bank. A stage holds only if every check in it held.
type script struct {
	out    io.Writer
	json   bool
	stage  string
	n      int
	began  time.Time
	last   time.Time
	seed   int64
	rnd    *rand.Rand
	base   string            // the API
	world  map[string]string // the outside
	db     string
	data   string
	people *people

	shop  shop
	ids   map[string]string
	told  []told // what the owner must have been told, each once
	sums  sums
	trial int64
}

// sums are the figures of the last line. Each is counted from what the product
// answers at the end, not from what the script meant to do.
type sums struct {
	Payments, Declines, Reversals int64
	PaidFen                       int64
	SMS                           int64
}

var errCheck = errors.New("a check did not hold")

// stages are the eight of the journey, in order.
func (s *script) stages() []func(context.Context) error {
	return []func(context.Context) error{
		s.apply, s.review, s.sign, s.install, s.trade, s.batch, s.settle, s.prove,
	}
}

var stageNames = []string{"application", "review", "contract", "terminal", "trading", "batch", "settlement", "proof"}

func (s *script) run(ctx context.Context) error {
	s.began = clock.Now()
	for i, stage := range s.stages() {
		s.stage, s.n, s.last = stageNames[i], i+1, clock.Now()
		if !s.json {
			fmt.Fprintf(s.out, "\n%d. %s\n", s.n, stageTitles[i])
		}
		if err := stage(ctx); err != nil {
			return fmt.Errorf("stage %d (%s): %w", s.n, s.stage, err)
		}
	}
	return s.close()
}

var stageTitles = []string{
	"选择机构 → 自测 → 进件 · institution, readiness, application",
	"初审与复审 · two reviews by two people",
	"合同、签署、押金 · contract, signatures, deposit",
	"终端、密钥、装机、培训 · terminal, keys, installation, training",
	"交易 · trading",
	"批结算 · batch settlement",
	"清算与出款 · clearing and payout",
	"时间线与核验 · timeline and proofs",
}

// tell prints what a step did, with its number and the time since the last.
func (s *script) tell(id string, format string, args ...any) {
	if s.out == io.Discard { // nobody listens; the demo's steps run side by side
		return
	}
	now := clock.Now()
	text := fmt.Sprintf(format, args...)
	if s.json {
		b, _ := json.Marshal(map[string]any{"stage": s.stage, "id": id, "at": s.businessTime(), "text": text, "ms": now.Sub(s.last).Milliseconds()})
		fmt.Fprintln(s.out, string(b))
	} else {
		at, _ := time.Parse(time.RFC3339, s.businessTime())
		fmt.Fprintf(s.out, "   %s  %-24s %s  (%d ms)\n", at.Format("01-02 15:04"), id, text, now.Sub(s.last).Milliseconds())
	}
	s.last = now
}

func (s *script) businessTime() string {
	c, err := s.clock(context.Background())
	if err != nil {
		return ""
	}
	return c.text("business_time")
}

// clock reads the business clock.
func (s *script) clock(ctx context.Context) (object, error) {
	admin, err := s.as(ctx, "admin")
	if err != nil {
		return nil, err
	}
	return admin.get(ctx, "/v1/sandbox/clock")
}

// check fails the stage when a fact is not as it must be.
func check(ok bool, format string, args ...any) error {
	if ok {
		return nil
	}
	return fmt.Errorf("%w: %s", errCheck, fmt.Sprintf(format, args...))
}

// yuanSigned writes an amount as a message about an adjustment does.
func yuanSigned(fen int64) string {
	if fen < 0 {
		return "-" + amount(-fen)
	}
	return "+" + amount(fen)
}

// amount writes fen as messages do: 1,970.08.
func amount(fen int64) string {
	whole := fmt.Sprint(fen / 100)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return fmt.Sprintf("%s.%02d", whole, fen%100)
}

// refused expects a call to fail with a status.
func refused(err error, status int, what string) error {
	var r *refusal
	if errors.As(err, &r) && r.Status == status {
		return nil
	}
	return fmt.Errorf("%w: %s should be refused with %d, got %w", errCheck, what, status, err)
}

func (s *script) close() error {
	if !s.json {
		fmt.Fprintf(s.out, "\n全部通过 · all stages held in %.1f s: %d payments, %d declines, %d reversals, paid %s, %d messages, trial balance %d\n",
			clock.Since(s.began).Seconds(), s.sums.Payments, s.sums.Declines, s.sums.Reversals, yuan(s.sums.PaidFen), s.sums.SMS, s.trial)
		return nil
	}
	b, err := json.Marshal(map[string]any{"ok": true, "stages": len(stageNames), "payments": s.sums.Payments, "declines": s.sums.Declines,
		"reversals": s.sums.Reversals, "trial_balance_fen": s.trial, "paid_fen": s.sums.PaidFen, "sms": s.sums.SMS})
	if err == nil {
		fmt.Fprintln(s.out, string(b))
	}
	return err
}

func yuan(fen int64) string { return fmt.Sprintf("%d.%02d 元", fen/100, fen%100) }

// as returns the signed-in person with a login.
func (s *script) as(ctx context.Context, login string) (*client, error) {
	return s.people.get(ctx, login)
}

// owner is the shop's owner, who signed in to apply.
func (s *script) owner() *client { return s.people.here(s.shop.login) }

// clockTo moves the business clock forward.
func (s *script) clockTo(ctx context.Context, body object) error {
	admin, err := s.as(ctx, "admin")
	if err != nil {
		return err
	}
	_, err = admin.post(ctx, "/v1/sandbox/clock", body)
	return err
}

// soon waits until a fact that follows by event has arrived.
func soon[T any](ctx context.Context, what string, look func() (T, bool, error)) (T, error) {
	deadline := clock.Now().Add(15 * time.Second)
	for {
		v, ok, err := look()
		if err != nil || ok {
			return v, err
		}
		if clock.Now().After(deadline) {
			return v, fmt.Errorf("%w: %s did not happen in 15 s", errCheck, what)
		}
		if err := clock.Sleep(ctx, 5*time.Millisecond); err != nil {
			return v, err
		}
	}
}

// find returns the first item of a list for which name has the value.
func find(o object, name, value string) (object, bool) {
	for _, it := range o.list("items") {
		if it.text(name) == value {
			return it, true
		}
	}
	return nil, false
}
