package payment

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/risk"
)

// work is a request on the road.
type work struct {
	by     audit.Actor
	inst   id.Institution
	req    Request
	id     ID
	key    key
	digest []byte
	card   sealedCard
}

func keyOf(inst id.Institution, terminal, batch, trace string, k Kind) key {
	return key{inst, terminal, batch, trace, k.class()}
}

// Authorize walks a request down the road and returns what the terminal is
// told. ErrNotTaken says that nothing was written and nothing left the house.
// Any other error means that the outcome is not known here: the terminal is
// told so, and its own reversal will settle it.
func (s *Service) Authorize(ctx context.Context, req Request) (Answer, error) {
	req = req.normal()
	w := work{by: audit.System(req.Institution, "terminal:"+req.Terminal.TID), inst: req.Institution, req: req, id: id.New[paymentKind](s.now())}
	if e := wellFormed(req); e != nil {
		return refusal(req, e), nil
	}
	var err error
	if w.card, err = s.sealCard(ctx, w.inst, w.id, req.Card); err != nil {
		return Answer{}, ErrNotTaken.Wrap(err)
	}
	w.key = keyOf(w.inst, string(req.Terminal.ID), req.Batch, req.Trace, req.Kind)
	w.digest = digestOf(req, w.card.index)

	fl, first := s.flights.board(w.key, w.digest)
	if !first {
		a, err := fl.wait(ctx, w.digest)
		if e := errs.As(err); e != nil && e.Def == ErrDuplicate {
			return refusal(req, e), nil
		}
		return a, err
	}
	var a Answer
	defer func() { s.flights.land(w.key, fl, a, err) }()
	// Whoever asked may hang up; the road is walked to its end.
	a, err = s.walk(context.WithoutCancel(ctx), w)
	return a, err
}

// normal gives a request by reference, without card or code, no channel of its
// own: it has its original's.
func (r Request) normal() Request {
	if r.Card != nil && r.Card.PAN.Reveal() == "" && r.Kind.needsOriginal() {
		r.Card = nil
	}
	if r.Card == nil && r.Kind.needsOriginal() {
		r.Channel = ""
	}
	return r
}

// refusal answers a request that leaves no trace: malformed, of a batch that is
// not the host's, or under the key of another payment.
func refusal(req Request, e *errs.E) Answer {
	return Answer{Code: codeOf(e), Kind: req.Kind, Channel: req.Channel, RequestedFen: req.AmountFen, Reason: e.Def.Code}
}

func (s *Service) walk(ctx context.Context, w work) (Answer, error) {
	a, found, err := s.storedAnswer(ctx, w)
	if found || err != nil {
		return a, err
	}
	j, err := s.judge(ctx, w)
	if err != nil {
		return Answer{}, ErrNotTaken.Wrap(err)
	}
	if j.refused != nil && j.refused.Def == ErrBatch {
		return refusal(w.req, j.refused), nil // the terminal signs in and sends it under its right number
	}
	s.asking.Store(w.id, true)
	defer s.asking.Delete(w.id)
	p, fresh, err := s.writeOne(ctx, w, j)
	if errs.Is(err, store.ErrStopped) {
		return Answer{}, err // written or not
	}
	if err != nil {
		return Answer{}, ErrNotTaken.Wrap(err)
	}
	if !fresh { // somebody else took the key between our look and our write
		a, _, err := s.storedAnswer(ctx, w)
		return a, err
	}
	if !p.is(stIntent) {
		return p.answer(false), nil
	}
	out := s.ask(ctx, w, j, p)
	return s.writeTwo(ctx, w.by, w.inst, p.ID, out)
}

// maxAmount is what F4 can say: twelve digits.
const maxAmount = 999_999_999_999

// wellFormed refuses what cannot be a request, before anything is written.
func wellFormed(r Request) *errs.E {
	digits := func(s string, n int) bool {
		return len(s) == n && len(bytes.Trim([]byte(s), "0123456789")) == 0
	}
	switch {
	case r.Institution == "" || !r.Kind.Valid():
		return ErrFormat.New("field", "kind")
	case r.Terminal.ID == "" || !digits(r.Batch, 6) || !digits(r.Trace, 6):
		return ErrFormat.New("field", "terminal, batch, trace")
	case r.Currency != string(money.CNY):
		return ErrFormat.New("field", "currency")
	case r.AmountFen <= 0 || r.AmountFen > maxAmount:
		return ErrAmount.New()
	case r.Channel == "" && r.Kind != Refund && r.Kind != Void && r.Kind != CompletionVoid:
		return ErrFormat.New("field", "card")
	case r.Channel == Card && r.Card == nil:
		return ErrFormat.New("field", "card")
	case r.Channel != Card && r.Kind == Sale && r.Code.Reveal() == "":
		return ErrFormat.New("field", "code")
	}
	return nil
}

// digestOf tells a copy of a request from another request under the same key.
// The card takes part by its blind index, the code by its hash: it is used up
// within a minute.
func digestOf(r Request, panIndex []byte) []byte {
	code := sha256.Sum256([]byte(r.Code.Reveal()))
	h := sha256.New()
	fmt.Fprintf(h, "%s|%s|%d|%s|%x|%x|%s|%s|%s|%s|%s", r.Kind, r.Channel, r.AmountFen, r.Currency, panIndex, code,
		r.Original.RRN, r.Original.Batch, r.Original.Trace, r.Original.Date, r.Original.AuthCode)
	return h.Sum(nil)
}

// storedAnswer answers a request that was here before.
func (s *Service) storedAnswer(ctx context.Context, w work) (a Answer, found bool, err error) {
	for wait := 50 * time.Millisecond; ; wait *= 2 {
		var p Payment
		err = s.read(ctx, func(q store.Q) error {
			var n known
			if n, found, err = keyed(q, w.key); err != nil || !found {
				return err
			}
			switch {
			case n.payment == "":
				a = refusal(w.req, ErrTombstone.New())
			case !bytes.Equal(n.digest, w.digest):
				a = refusal(w.req, ErrDuplicate.New())
			default:
				p, err = load(q, w.inst, n.payment)
				a = p.answer(true)
			}
			return err
		})
		if err != nil || !p.is(stIntent) {
			return a, found, err
		}
		// An intent that nobody here works on: its process is gone, or could not
		// write its outcome. The copy ends it as recovery would, and waits for
		// that rather than being told something else (R5).
		if p.boot != s.boot || s.now().After(p.deadlineAt) {
			if _, err := s.recover(ctx, orphan{w.inst, p.ID}); err != nil {
				return Answer{}, true, err
			}
			continue
		}
		if err := clock.Sleep(ctx, min(wait, time.Second)); err != nil {
			return Answer{}, true, err
		}
	}
}

// judge decides on loaded facts, without writing.
func (s *Service) judge(ctx context.Context, w work) (j judgement, err error) {
	now := s.now()
	err = s.read(ctx, func(q store.Q) error {
		if j.facts, err = s.facts(q, w.inst, w.req, now); err != nil {
			return err
		}
		j.original, j.refused, err = s.decide(q, w, &j.facts, now)
		return err
	})
	return j, err
}

// judgement is what judge found: the facts, the original, and why not.
type judgement struct {
	facts    facts
	original Payment // zero where the kind has none
	refused  *errs.E
}

// writeOne makes the intent durable before a byte leaves the house (R1), with
// what concurrent payments compete for: the key, the day's limits, the
// original's remainder, the merchant's funds. A refusal is written as well, so
// that a copy of the request gets the same answer.
func (s *Service) writeOne(ctx context.Context, w work, j judgement) (p Payment, fresh bool, err error) {
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		p, fresh, err = s.intend(tx, w, j)
		return err
	})
	return p, fresh, err
}

func (s *Service) intend(tx *store.Tx, w work, j judgement) (p Payment, fresh bool, err error) {
	fresh, err = takeKey(tx, w.key, known{digest: w.digest, kind: w.req.Kind, amountFen: w.req.AmountFen, payment: w.id})
	if err != nil || !fresh {
		return p, fresh, err
	}
	date, err := openDay(tx, w.inst)
	if err != nil {
		return p, fresh, err
	}
	num, err := number(tx, w.inst, date)
	if err != nil {
		return p, fresh, err
	}
	p = s.draft(tx.Now(), w, j, date, num)
	refused := j.refused
	if refused == nil {
		if refused, err = s.contend(tx, w, j, &p); err != nil {
			return p, fresh, err
		}
	}
	if err := insertPayment(tx, w.inst, p); err != nil {
		return p, fresh, err
	}
	if refused != nil {
		err = declineTx(tx, w.inst, &p, outcome{code: codeOf(refused), refused: refused})
	}
	return p, fresh, err
}

// draft is the row of an intent.
func (s *Service) draft(now time.Time, w work, j judgement, date day.Date, num numbers) Payment {
	p := Payment{
		MerchantID: j.facts.merchantID, ID: w.id, Kind: w.req.Kind, Channel: w.req.Channel, Product: j.facts.product,
		TerminalID: string(w.req.Terminal.ID), TID: w.req.Terminal.TID, MID: w.req.Terminal.MID,
		MerchantName: j.facts.merchantName, MCC: j.facts.mcc, Batch: w.req.Batch, Trace: w.req.Trace, EntryMode: w.req.EntryMode,
		RequestedFen: w.req.AmountFen, Currency: w.req.Currency, PANToken: w.card.token, PANMask: w.card.mask,
		panCipher: w.card.cipher, panKey: w.card.key, panIndex: w.card.index, OriginalID: j.original.ID, RRN: num.rrn, STAN: num.stan,
		PlanID: j.facts.planID, BindingVersion: w.req.Terminal.BindingVersion, BusinessDate: date,
		limitDate: date, OccurredAt: now, deadlineAt: now.Add(j.facts.timeout), boot: s.boot, pos: newborn(),
	}
	if j.original.ID != "" {
		p.Channel = j.original.Channel
	}
	if p.Channel != Card {
		p.limitDate = day.Of(now) // wallets count by the natural day
		p.PANMask = w.req.codeMask()
	}
	if p.PANMask == "" { // a refund by reference goes back to the original's card or wallet
		p.PANToken, p.PANMask, p.panIndex = j.original.PANToken, j.original.PANMask, j.original.panIndex
	}
	return p
}

// contend claims what is scarce. A refusal here leaves nothing claimed.
func (s *Service) contend(tx *store.Tx, w work, j judgement, p *Payment) (*errs.E, error) {
	if closed, err := batchClosed(tx, w.inst, p.TerminalID, p.Batch); err != nil || closed {
		return ErrBatch.New(), err
	}
	if p.OriginalID != "" {
		if refused, err := stillFree(tx, w.inst, *p); err != nil || refused != nil {
			return refused, err
		}
	}
	switch p.Kind {
	case Sale, Preauth, Completion:
		f := p.riskFacts(w.req.withoutPIN())
		f.Level = j.facts.level
		return risk.CheckTx(tx, w.inst, f)
	case Refund:
		return holdFunds(tx, w.by, w.inst, p)
	default:
		return nil, nil
	}
}

// holdFunds sets the refund's money aside in what the merchant is still owed,
// so that no payout and no other refund can use it meanwhile.
func holdFunds(tx *store.Tx, by audit.Actor, inst id.Institution, p *Payment) (*errs.E, error) {
	hid, err := ledger.HoldTx(tx, by, inst, ledger.Hold{
		Account: ledger.Unsettled(p.MerchantID), Amount: money.FromFen(p.RequestedFen),
		Reason: reasonRefundHold, Ref: p.ref(),
	})
	if errs.Is(err, ledger.ErrInsufficient) {
		return ErrFunds.New(), nil
	}
	p.holdID = hid
	return nil, err
}

// riskFacts are what risk judges the payment by.
func (p Payment) riskFacts(withoutPIN bool) risk.Facts {
	return risk.Facts{
		PaymentID: string(p.ID), MerchantID: p.MerchantID, TerminalID: p.TerminalID, Product: p.Product,
		AmountFen: p.RequestedFen, PANIndex: p.panIndex, Date: p.limitDate,
		Counts: p.Kind.takesMoney(), WithoutPIN: withoutPIN,
	}
}

// withoutPIN tells whether a card is to pay without its PIN. A completion
// takes what was authorised with it.
func (r Request) withoutPIN() bool {
	return r.Channel == Card && r.Kind != Completion && (r.Card == nil || r.Card.PIN == nil)
}

func (p Payment) ref() ledger.Ref { return ledger.Ref{Kind: "payment", ID: string(p.ID)} }

// codeMask keeps as much of a payment code as a slip shows.
func (r Request) codeMask() string {
	if code := r.Code.Reveal(); len(code) > 6 {
		return code[:2] + "****" + code[len(code)-4:]
	}
	return ""
}
