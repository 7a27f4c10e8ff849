package payment

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"testing"
	"time"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/kit/vault"
	"tillway/internal/ledger"
	"tillway/internal/merchant"
	"tillway/internal/module/moduletest"
	"tillway/internal/party"
	"tillway/internal/risk"
	"tillway/internal/terminal"
)

const inst = id.Institution("ins_999")

var rooms = []store.Migration{flow.Migrations, outbox.Migrations, audit.Migrations, institution.Migrations,
	ledger.Migrations, risk.Migrations, Migrations}

// The sandbox's cards: credit and debit.
const (
	creditCard = "6200000000000005"
	debitCard  = "6222000000000009"
)

// testMaxFen bounds a test payment of a terminal that is not yet active.
const testMaxFen = 100

var pos = terminal.Terminal{ID: "trm_1", TID: "10000001", MID: "999290070110001", MerchantID: "mer_1", Batch: "000001", BindingVersion: 1}

// house is the payment room with a world of its own.
type house struct {
	t       testing.TB
	db      *store.DB
	clock   *clock.Business
	svc     *Service
	issuer  *issuer
	wallet  *purse
	vault   vault.Vault
	facts   facts
	trace   int
	lastRRN string
}

// each runs a test on both engines, with the business clock at Monday
// 2026-03-02 10:00 +08:00.
func each(t *testing.T, fn func(t *testing.T, h *house)) {
	t.Helper()
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) { fn(t, newHouse(t, engine)) })
	}
}

func newHouse(t testing.TB, engine string) *house {
	t.Helper()
	h := &house{t: t, clock: clock.NewBusiness(0), vault: moduletest.Start(t)}
	start := time.Date(2026, 3, 2, 10, 0, 0, 0, clock.Shanghai)
	h.clock = clock.NewBusiness(start.Sub(clock.Now()))
	dsn := storetest.Migrated(t, engine, rooms)
	h.db = storetest.OpenAt(t, dsn, store.Options{Clock: h.clock, Migrations: rooms})
	h.issuer, h.wallet = newIssuer(), newPurse()
	_, err := institution.New(h.db).Create(t.Context(), audit.System("", "test"), institution.NewInstitution{
		Code: "999", NameZh: "测试银行", NameEn: "Test Bank", Kind: institution.Bank, Mode: "sandbox", Hotline: "95999", Hours: "9-18",
	})
	if err != nil {
		t.Fatal(err)
	}
	h.facts = facts{
		merchantID: "mer_1", merchantName: "测试客栈", mcc: "7011", planID: "con_1/1", batch: "000001", inService: true,
		priced:   map[string]bool{"debit": true, "credit": true, "wechat": true, "alipay": true},
		switches: merchant.Switches{"sale": true, "void": true, "refund": true, "preauth": true, "wechat": true, "alipay": true},
		timeout:  2 * time.Second, polls: []int64{1, 2}, testMaxFen: testMaxFen, preauthMCC: []string{"7011"}, preauthCap: 1_150_000, preauthDays: 30,
		refundDays: map[Channel]int64{Card: 180, WeChat: 365, Alipay: 365},
	}
	h.boot()
	return h
}

// boot starts the room again, as after a crash: nothing in memory survives.
func (h *house) boot() {
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	h.svc = New(h.db, h.vault, h.issuer, h.wallet, party.SandboxBINs, log)
	h.svc.pollUnit = time.Millisecond
	h.svc.testing = func(store.Q, id.Institution, string) (bool, error) { return h.facts.testing, nil }
	h.svc.facts = func(store.Q, id.Institution, Request, time.Time) (facts, error) { return h.facts, nil }
	h.svc.retries = func(store.Q, id.Institution, time.Time) (retryTimes, error) {
		return retryTimes{first: time.Millisecond, most: 4 * time.Millisecond, answer: time.Second, code: 2 * time.Minute}, nil
	}
}

// request is a payment of the house's terminal under a fresh trace.
func (h *house) request(k Kind, fen int64) Request {
	h.trace++
	r := Request{
		Institution: inst, Kind: k, Channel: Card, Terminal: pos, Batch: "000001", Trace: fmt.Sprintf("%06d", h.trace),
		AmountFen: fen, Currency: "CNY", EntryMode: "051",
		Card: &CardData{PAN: secret.New(creditCard), PIN: &PIN{Block: []byte("8 bytes!"), Key: []byte("block")}},
	}
	return r
}

func (h *house) walletRequest(channel Channel, code string, fen int64) Request {
	r := h.request(Sale, fen)
	r.Channel, r.Card, r.Code, r.EntryMode = channel, nil, secret.New(code), "031"
	return r
}

func (h *house) do(r Request) Answer {
	h.t.Helper()
	a, err := h.svc.Authorize(h.t.Context(), r)
	if err != nil {
		h.t.Fatalf("%s %s: %v", r.Kind, r.Trace, err)
	}
	if a.RRN != "" {
		h.lastRRN = a.RRN
	}
	return a
}

// must expects an answer code.
func (h *house) must(r Request, code string) Answer {
	h.t.Helper()
	a := h.do(r)
	if a.Code != code {
		h.t.Fatalf("%s of %d: %s %s, want %s", r.Kind, r.AmountFen, a.Code, a.Reason, code)
	}
	return a
}

func (h *house) reverse(r Request, code string) {
	h.t.Helper()
	a, err := h.svc.Reverse(h.t.Context(), reversalOf(r))
	if err != nil || a.Code != code {
		h.t.Fatalf("reversal of %s: %s, %v; want %s", r.Trace, a.Code, err, code)
	}
}

func reversalOf(r Request) ReversalRequest {
	rr := ReversalRequest{Institution: inst, Terminal: r.Terminal, Batch: r.Batch, Trace: r.Trace, Kind: r.Kind, AmountFen: r.AmountFen, Cause: "98"}
	if r.Card != nil {
		rr.PAN = r.Card.PAN
	}
	return rr
}

func (h *house) voidOf(r Request) Request {
	v := h.request(Void, r.AmountFen)
	v.Original = Original{Batch: r.Batch, Trace: r.Trace}
	if r.Channel != Card {
		v.Card = nil
	}
	return v
}

func (h *house) refundOf(a Answer, fen int64) Request {
	v := h.request(Refund, fen)
	v.Original = Original{RRN: a.RRN, Date: a.At.In(clock.Shanghai).Format("0102")}
	if a.Channel != Card {
		v.Card = nil
	}
	return v
}

func (h *house) completionOf(a Answer, fen int64) Request {
	v := h.request(Completion, fen)
	v.Original = Original{AuthCode: a.AuthCode, Date: a.At.In(clock.Shanghai).Format("0102")}
	return v
}

// settle ends everything that is open: recovery, then dues until there are none.
func (h *house) settle() {
	h.t.Helper()
	for range 200 {
		if _, err := h.svc.Recover(h.t.Context()); err != nil {
			h.t.Fatal(err)
		}
		if _, err := h.svc.SendDues(h.t.Context()); err != nil {
			h.t.Fatal(err)
		}
		if h.count(`SELECT COUNT(*) FROM payment_due WHERE done_at IS NULL`) == 0 {
			return
		}
		_ = clock.Sleep(context.Background(), 2*time.Millisecond)
	}
	h.t.Fatal("something stays open")
}

func (h *house) count(text string, args ...any) (n int64) {
	h.t.Helper()
	if err := h.db.Read(h.t.Context(), func(q store.Q) (err error) {
		n, err = store.Scan1[int64](q, text, args...)
		return err
	}); err != nil {
		h.t.Fatal(err)
	}
	return n
}

func (h *house) payment(pid ID) (p Payment) {
	h.t.Helper()
	if err := h.db.Read(h.t.Context(), func(q store.Q) (err error) {
		p, err = load(q, inst, pid)
		return err
	}); err != nil {
		h.t.Fatal(err)
	}
	return p
}

func (h *house) status(a Answer, want string) {
	h.t.Helper()
	if p := h.payment(a.PaymentID); p.Status() != want {
		h.t.Fatalf("payment %s is %s, want %s", a.PaymentID, p.Status(), want)
	}
}

func (h *house) unsettled() (fen int64) {
	h.t.Helper()
	if err := h.db.Read(h.t.Context(), func(q store.Q) error {
		b, err := ledger.BalanceOf(q, inst, ledger.Unsettled("mer_1"))
		fen = b.Fen()
		if b.HeldFen != 0 {
			h.t.Errorf("%d fen are still held", b.HeldFen)
		}
		return err
	}); err != nil {
		h.t.Fatal(err)
	}
	return fen
}

// agree expects our books, the issuer's and the wallets' to be one.
func (h *house) agree() {
	h.t.Helper()
	theirs := h.issuer.net() + h.wallet.net()
	if ours := h.unsettled(); ours != theirs {
		h.t.Fatalf("our books have %d fen, the outside %d\n%s", ours, theirs, h.issuer.dump())
	}
	for name, verify := range map[string]func(context.Context, *store.DB) (int64, []ledger.Fault, error){"ledger": ledger.Verify, "payments": Verify} {
		if _, faults, err := verify(h.t.Context(), h.db); err != nil || len(faults) > 0 {
			h.t.Fatalf("verify %s: %v, %v", name, faults, err)
		}
	}
}

func (h *house) cut(to string) {
	h.t.Helper()
	if err := h.db.Write(h.t.Context(), func(tx *store.Tx) error {
		_, err := CutTx(tx, audit.System(inst, "test"), inst, day.MustParse(to))
		return err
	}); err != nil {
		h.t.Fatal(err)
	}
}

var reasonPayout = ledger.DefineReason("test.payout", "测试付款", "Test payout")

func yuan(fen int64) money.Amount { return money.FromFen(fen) }

// TestMain keeps the random runs short unless -rapid.checks asks for more.
func TestMain(m *testing.M) {
	flag.Parse()
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	if !asked {
		if err := flag.Set("rapid.checks", "30"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
