package payment

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync"
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
	dsn := storetest.DSN(t, engine)
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
		timeout:  2 * time.Second, preauthMCC: []string{"7011"}, preauthCap: 1_150_000, preauthDays: 30,
		refundDays: map[Channel]int64{Card: 180, WeChat: 365, Alipay: 365},
	}
	h.boot()
	return h
}

// boot starts the room again, as after a crash: nothing in memory survives.
func (h *house) boot() {
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	h.svc = New(h.db, h.vault, h.issuer, h.wallet, party.SandboxBINs, log)
	h.svc.polls = []time.Duration{time.Millisecond, 2 * time.Millisecond}
	h.svc.facts = func(store.Q, id.Institution, Request, time.Time) (facts, error) { return h.facts, nil }
	h.svc.retries = func(store.Q, id.Institution, time.Time) (retryTimes, error) {
		return retryTimes{first: time.Millisecond, most: 4 * time.Millisecond, answer: time.Second}, nil
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
		clock.Sleep(context.Background(), 2*time.Millisecond)
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

// issuer is a card network with a book of its own. What happens to the next
// message is set by fault.
type issuer struct {
	mu    sync.Mutex
	book  map[string]*account // by date and STAN of the payment
	order []string
	fault func(kind Kind, reversal bool) string
	seen  int // requests that arrived
	gate  chan struct{}
}

// account is what the issuer did about one payment.
type account struct {
	kind     Kind
	fen      int64
	state    string // approved, declined, reversed, tombstone
	code     string
	auth     string
	reversed int
}

func newIssuer() *issuer { return &issuer{book: map[string]*account{}} }

var errLost = errors.New("lost on the way")

func (i *issuer) next(k Kind, reversal bool) string {
	if i.fault == nil {
		return ""
	}
	return i.fault(k, reversal)
}

func stanKey(at time.Time, stan string) string { return at.In(clock.Shanghai).Format("0102") + stan }

// Authorize implements Network.
func (i *issuer) Authorize(ctx context.Context, r NetworkRequest) (NetworkAnswer, error) {
	if i.gate != nil {
		select {
		case <-i.gate:
		case <-ctx.Done():
		}
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	fault := i.next(r.Kind, false)
	switch fault {
	case "not sent":
		return NetworkAnswer{}, ErrNotSent.New("where", "network")
	case "request lost":
		return NetworkAnswer{}, errLost
	}
	i.seen++
	k := stanKey(r.At, r.STAN)
	acc, old := i.book[k]
	if !old {
		acc = &account{kind: r.Kind, fen: r.AmountFen, state: "approved", code: "00", auth: r.STAN}
		if len(fault) == 2 {
			acc.state, acc.code = "declined", fault
		}
		i.book[k] = acc
		i.order = append(i.order, k)
	}
	if acc.state == "tombstone" || acc.state == "reversed" {
		acc.code = "22"
	}
	if fault == "answer lost" {
		return NetworkAnswer{}, errLost
	}
	return NetworkAnswer{Code: acc.code, AuthCode: acc.auth, Issuer: "99990000"}, nil
}

// Reverse implements Network.
func (i *issuer) Reverse(_ context.Context, r NetworkReversal) (NetworkAnswer, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	fault := i.next(r.Original.Kind, true)
	if fault == "request lost" || fault == "not sent" {
		return NetworkAnswer{}, errLost
	}
	k := stanKey(r.Original.At, r.Original.STAN)
	switch acc, ok := i.book[k]; {
	case !ok:
		i.book[k] = &account{kind: r.Original.Kind, state: "tombstone", code: "22"}
		i.order = append(i.order, k)
	case acc.state == "approved":
		acc.state = "reversed"
		acc.reversed++
	}
	if fault == "answer lost" {
		return NetworkAnswer{}, errLost
	}
	return NetworkAnswer{Code: "00"}, nil
}

// net is what the issuer took from customers less what it gave back.
func (i *issuer) net() (fen int64) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, a := range i.book {
		switch {
		case a.state != "approved":
		case a.kind.takesMoney():
			fen += a.fen
		case a.kind.givesBack():
			fen -= a.fen
		}
	}
	return fen
}

func (i *issuer) dump() (out string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, k := range i.order {
		a := i.book[k]
		out += fmt.Sprintf("%s %s %d %s %s\n", k, a.kind, a.fen, a.state, a.code)
	}
	return out
}

// purse is a wallet with a book of its own.
type purse struct {
	mu      sync.Mutex
	orders  map[ID]*order
	refunds map[ID]int64
	fault   func(verb string) string
	queries int
}

type order struct {
	state WalletState
	fen   int64
}

func newPurse() *purse { return &purse{orders: map[ID]*order{}, refunds: map[ID]int64{}} }

func (p *purse) next(verb string) string {
	if p.fault == nil {
		return ""
	}
	return p.fault(verb)
}

// Pay implements Wallet.
func (p *purse) Pay(_ context.Context, o WalletOrder) (WalletAnswer, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fault := p.next("pay")
	if fault == "request lost" {
		return WalletAnswer{}, errLost
	}
	made := &order{state: WalletPaid, fen: o.AmountFen}
	switch fault {
	case "waiting", "no cancel":
		made.state = WalletWaiting
	case "refused":
		made.state = WalletFailed
	}
	p.orders[o.Order] = made
	if fault == "answer lost" {
		return WalletAnswer{}, errLost
	}
	return p.answer(o.Order), nil
}

func (p *purse) answer(of ID) WalletAnswer {
	o, ok := p.orders[of]
	if !ok {
		return WalletAnswer{State: WalletMissing}
	}
	a := WalletAnswer{State: o.state, Ref: "ref-" + string(of)}
	if o.state == WalletFailed {
		a.Code = "51"
	}
	return a
}

// Query implements Wallet.
func (p *purse) Query(_ context.Context, o WalletOrder) (WalletAnswer, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.queries++
	switch fault := p.next("query"); fault {
	case "answer lost", "request lost":
		return WalletAnswer{}, errLost
	case "pays now":
		p.orders[o.Order].state = WalletPaid
	}
	return p.answer(o.Order), nil
}

// Cancel implements Wallet.
func (p *purse) Cancel(_ context.Context, o WalletOrder) (WalletAnswer, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fault := p.next("cancel")
	switch fault {
	case "request lost":
		return WalletAnswer{}, errLost
	case "no cancel":
		return WalletAnswer{}, ErrNotSent.New("where", "wallet")
	}
	if made, ok := p.orders[o.Order]; ok && made.state != WalletFailed {
		made.state = WalletClosed
	}
	if fault == "answer lost" {
		return WalletAnswer{}, errLost
	}
	return p.answer(o.Order), nil
}

// Refund implements Wallet.
func (p *purse) Refund(_ context.Context, r WalletRefund) (WalletAnswer, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fault := p.next("refund")
	if fault == "request lost" {
		return WalletAnswer{}, errLost
	}
	if len(fault) == 2 {
		return WalletAnswer{State: WalletFailed, Code: fault}, nil
	}
	p.refunds[r.Refund] = r.AmountFen
	if fault == "answer lost" {
		return WalletAnswer{}, errLost
	}
	return WalletAnswer{State: WalletPaid, Ref: "ref-" + string(r.Refund)}, nil
}

func (p *purse) net() (fen int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, o := range p.orders {
		if o.state == WalletPaid {
			fen += o.fen
		}
	}
	for _, r := range p.refunds {
		fen -= r
	}
	return fen
}

var reasonPayout = ledger.DefineReason("test.payout", "测试付款", "Test payout")

func yuan(fen int64) money.Amount { return money.FromFen(fen) }

// partly approves 4.00 of whatever is asked.
type partly struct{ *issuer }

func (partly) Authorize(context.Context, NetworkRequest) (NetworkAnswer, error) {
	return NetworkAnswer{Code: "10", ApprovedFen: 400, AuthCode: "A00001"}, nil
}

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
