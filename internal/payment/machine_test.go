package payment

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
)

// machine drives a house at random: payments, copies, faults of the network
// and the wallets, reversals before, during and after, cut-offs, crashes. At
// the end of every run nothing is open and the three books agree.
type machine struct {
	*house
	t     *rapid.T
	asked []Request
	told  map[string]string // trace → the last code its terminal was told
	given []Answer          // approved answers
	day   int
}

var networkFaults = []string{"", "", "", "answer lost", "request lost", "not sent", "51"}
var walletFaults = []string{"", "", "answer lost", "request lost", "waiting", "refused", "no cancel"}

// send asks for a payment while the outside misbehaves as drawn.
func (m *machine) send(r Request) {
	netFault := rapid.SampledFrom(networkFaults).Draw(m.t, "network")
	purseFault := rapid.SampledFrom(walletFaults).Draw(m.t, "wallet")
	m.issuer.fault = func(Kind, bool) string { return netFault }
	m.wallet.fault = func(verb string) string {
		if verb == "refund" && purseFault != "answer lost" && purseFault != "request lost" {
			return ""
		}
		return purseFault
	}
	a, err := m.svc.Authorize(m.house.t.Context(), r)
	m.issuer.fault, m.wallet.fault = nil, nil
	if err != nil {
		m.t.Fatalf("%s: %v", r.Trace, err)
	}
	m.told[r.Trace] = a.Code
	if a.Approved() {
		m.given = append(m.given, a)
	}
}

func (m *machine) fresh(r Request) {
	m.asked = append(m.asked, r)
	m.send(r)
}

func (m *machine) amount() int64 { return rapid.Int64Range(1, 900).Draw(m.t, "fen") }

// sale asks for a card sale.
func (m *machine) sale() { m.fresh(m.request(Sale, m.amount())) }

// code asks for a wallet sale.
func (m *machine) code() {
	if rapid.Bool().Draw(m.t, "wechat") {
		m.fresh(m.walletRequest(WeChat, "130000000000000000", m.amount()))
	} else {
		m.fresh(m.walletRequest(Alipay, "280000000000000000", m.amount()))
	}
}

// preauth reserves.
func (m *machine) preauth() { m.fresh(m.request(Preauth, m.amount())) }

// on acts on an earlier approval: void, refund or completion.
func (m *machine) on() {
	if len(m.given) == 0 {
		return
	}
	a := m.given[rapid.IntRange(0, len(m.given)-1).Draw(m.t, "which")]
	switch {
	case a.Kind == Preauth:
		m.fresh(m.completionOf(a, a.ApprovedFen))
	case a.Kind == Sale && rapid.Bool().Draw(m.t, "void"):
		p := m.payment(a.PaymentID)
		v := m.request(Void, a.ApprovedFen)
		v.Original = Original{Batch: p.Batch, Trace: p.Trace}
		if a.Channel != Card {
			v.Card = nil
		}
		m.fresh(v)
	default:
		m.fresh(m.refundOf(a, rapid.Int64Range(1, a.ApprovedFen+1).Draw(m.t, "part")))
	}
}

// again sends a copy of something asked before.
func (m *machine) again() {
	if len(m.asked) == 0 {
		return
	}
	m.send(m.asked[rapid.IntRange(0, len(m.asked)-1).Draw(m.t, "which")])
}

// reverseOne takes back something asked before, or something never seen.
func (m *machine) reverseOne() {
	r := m.request(Sale, m.amount())
	if len(m.asked) > 0 && rapid.IntRange(0, 4).Draw(m.t, "known") > 0 {
		r = m.asked[rapid.IntRange(0, len(m.asked)-1).Draw(m.t, "which")]
	} else {
		m.asked = append(m.asked, r)
	}
	a, err := m.svc.Reverse(m.house.t.Context(), reversalOf(r))
	if err != nil {
		m.t.Fatal(err)
	}
	if a.Code == "00" {
		m.told[r.Trace] = "reversed"
	}
}

// dues sends what is due over a bad line.
func (m *machine) dues() {
	fault := rapid.SampledFrom([]string{"", "answer lost", "request lost"}).Draw(m.t, "line")
	m.issuer.fault = func(Kind, bool) string { return fault }
	m.wallet.fault = func(string) string { return fault }
	if _, err := m.svc.SendDues(m.house.t.Context()); err != nil {
		m.t.Fatal(err)
	}
	m.issuer.fault, m.wallet.fault = nil, nil
}

// crash starts the house again; an intent may be left behind on its way.
func (m *machine) crash() {
	if rapid.Bool().Draw(m.t, "in flight") {
		m.abandon(m.request(Sale, m.amount()), rapid.Bool().Draw(m.t, "reached the issuer"))
	}
	m.boot()
}

// abandon walks a request up to the network and drops it there.
func (m *machine) abandon(r Request, reached bool) {
	ctx := m.house.t.Context()
	w := work{by: system(inst), inst: inst, req: r, id: newID(m.house), key: keyOf(inst, "trm_1", r.Batch, r.Trace, r.Kind)}
	var err error
	if w.card, err = m.svc.sealCard(ctx, inst, w.id, r.Card); err != nil {
		m.t.Fatal(err)
	}
	w.digest = digestOf(r, w.card.index)
	j, err := m.svc.judge(ctx, w)
	if err != nil {
		m.t.Fatal(err)
	}
	p, _, err := m.svc.writeOne(ctx, w, j)
	if err != nil {
		m.t.Fatal(err)
	}
	if reached && p.is(stIntent) {
		m.svc.ask(ctx, w, j, p)
	}
	m.asked = append(m.asked, r)
}

// recovery runs the recovery job.
func (m *machine) recovery() {
	if _, err := m.svc.Recover(m.house.t.Context()); err != nil {
		m.t.Fatal(err)
	}
}

// cutOff closes the business date.
func (m *machine) cutOff() {
	m.day++
	m.cut(time.Date(2026, 3, 2+m.day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
}

func (m *machine) end() {
	m.settle()
	m.agree()
	if n := m.count(`SELECT COUNT(*) FROM payment WHERE status NOT IN ('approved', 'declined', 'reversed')`); n > 0 {
		m.t.Fatalf("%d payments are still open", n)
	}
	for _, r := range m.asked {
		m.slipIsTrue(r)
	}
}

// slipIsTrue holds what a terminal was told last against the books: an
// approved slip means money taken and posted, a reversed one that none was.
func (m *machine) slipIsTrue(r Request) {
	told := m.told[r.Trace]
	if told != "00" && told != "reversed" {
		return
	}
	var p Payment
	var found bool
	if err := m.db.Read(m.house.t.Context(), func(q store.Q) error {
		n, ok, err := keyed(q, keyOf(inst, "trm_1", r.Batch, r.Trace, r.Kind))
		if err != nil || !ok || n.payment == "" {
			return err
		}
		found = true
		p, err = load(q, inst, n.payment)
		return err
	}); err != nil {
		m.t.Fatal(err)
	}
	if told == "00" && (!found || !p.is(stApproved)) {
		m.t.Fatalf("trace %s was told 00 and is %s", r.Trace, p.Status())
	}
	if told == "reversed" && found && p.is(stApproved) && !m.voided(p) && !m.stands(p) {
		m.t.Fatalf("trace %s, a %s, was told it is reversed and is approved", r.Trace, p.Kind)
	}
}

// stands tells whether a void was kept because its sale was taken back too.
func (m *machine) stands(p Payment) bool {
	return p.Kind == Void && m.payment(p.OriginalID).unwanted
}

func (m *machine) voided(p Payment) (yes bool) {
	if err := m.db.Read(m.house.t.Context(), func(q store.Q) error {
		others, err := children(q, inst, p.ID)
		for _, o := range others {
			yes = yes || o.Kind == Void && o.is(stApproved)
		}
		return err
	}); err != nil {
		m.house.t.Fatal(err)
	}
	return yes
}

// steps are what can happen, the usual more often.
var steps = []func(*machine){
	(*machine).sale, (*machine).sale, (*machine).code, (*machine).preauth, (*machine).on, (*machine).on, (*machine).again,
	(*machine).reverseOne, (*machine).reverseOne, (*machine).dues, (*machine).crash, (*machine).recovery, (*machine).cutOff,
}

// TestI3_BooksAgreeWhateverHappens is the model of the reliability book's
// appendix A on the real room, on both engines. The runs of an engine share a
// database, so that later ones meet what earlier ones left.
func TestI3_BooksAgreeWhateverHappens(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			h := newHouse(t, engine)
			cuts := 0
			rapid.Check(t, func(rt *rapid.T) {
				m := &machine{house: h, t: rt, told: map[string]string{}, day: cuts}
				for range rapid.IntRange(5, 40).Draw(rt, "steps") {
					rapid.SampledFrom(steps).Draw(rt, "step")(m)
				}
				cuts = m.day
				m.end()
			})
		})
	}
}
