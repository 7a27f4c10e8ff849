package fieldwork

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"tillway/internal/audit"
	"tillway/internal/contract"
	"tillway/internal/institution"
	"tillway/internal/keys"
	"tillway/internal/kit/day"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
	"tillway/internal/party"
	"tillway/internal/terminal"
)

// Input is an engineer's answer as given.
type Input struct {
	Item         int
	OK           bool
	Value, Note  string
	LonE6, LatE6 int64
}

// site is what every step on site works on.
type site struct {
	Order    Order
	Terminal terminal.Terminal
	Model    terminal.Model
	sheet    sheet
}

func arrive(tx *store.Tx, by audit.Actor, order ID) (site, error) {
	o, err := visible(tx, by, order)
	if err != nil {
		return site{}, err
	}
	var s site
	if s.Order, s.Terminal, err = begun(tx, by, o); err != nil {
		return site{}, err
	}
	if !s.Order.Open() {
		_, err := life.Peek(s.Order.pos, "fault") // words the refusal: nothing is done at an order that is over
		return site{}, err
	}
	if s.Model, err = terminal.ModelOf(s.Terminal.Model); err != nil {
		return site{}, err
	}
	plan, err := contract.FeePlan(tx, by.Institution, s.Order.MerchantID, tx.Now())
	if err != nil {
		return site{}, err
	}
	s.sheet, err = load(tx, by.Institution, s.Order, s.Model, plan)
	return s, err
}

// Answer records a step. The last step before the tests makes the terminal
// installed.
func (s *Service) Answer(ctx context.Context, by audit.Actor, order ID, in Input) (View, error) {
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		at, err := arrive(tx, by, order)
		if err != nil {
			return err
		}
		a, err := at.judge(by, in)
		if err != nil {
			return err
		}
		if err := insertAnswer(tx, by.Institution, order, a); err != nil {
			return err
		}
		at.sheet.answers[a.Item] = a
		if at.Terminal.Status() == terminal.Keyed && at.sheet.installed() {
			if _, err := terminal.InstallTx(tx, by, at.Terminal.ID); err != nil {
				return err
			}
		}
		return audit.Write(tx, by, "fieldwork.answer", "work_order", order.String(),
			map[string]string{"item": strconv.Itoa(a.Item), "passed": strconv.FormatBool(a.Passed)})
	})
	if err != nil {
		return View{}, err
	}
	return s.Look(ctx, by, order)
}

func (at site) judge(by audit.Actor, in Input) (Answer, error) {
	no := strconv.Itoa(in.Item)
	it, ok := at.sheet.item(in.Item)
	switch {
	case !ok:
		return Answer{}, ErrItem.New("no", no)
	case len(it.Cases) > 0:
		return Answer{}, ErrProven.New("no", no)
	}
	if open := at.sheet.openBefore(it.Stage); open != 0 {
		return Answer{}, ErrOrderOfSteps.New("open", strconv.Itoa(open))
	}
	passed, valid := it.judge(at.Terminal, at.Model, at.sheet.limits, in.OK, strings.TrimSpace(in.Value))
	switch {
	case !valid:
		return Answer{}, atField("value", ErrValue.New("no", no))
	case !in.OK && strings.TrimSpace(in.Note) == "":
		return Answer{}, atField("note", ErrRemedy.New())
	}
	return Answer{Item: it.No, Passed: passed, Value: it.kept(strings.TrimSpace(in.Value)), Note: in.Note,
		LonE6: in.LonE6, LatE6: in.LatE6, By: by.User}, nil
}

// RecordTest records a commissioning case. A payment case carries what the
// caller found out about the payment; sign-in and settlement are looked up
// here. A case that fails makes the order faulty; the failure is stored, not
// returned as an error.
func (s *Service) RecordTest(ctx context.Context, by audit.Actor, order ID, name string, fact PaymentFact) (Case, error) {
	var out Case
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		at, err := arrive(tx, by, order)
		if err != nil {
			return err
		}
		switch {
		case !at.sheet.has(name):
			return ErrCase.New()
		case !at.sheet.installed():
			return ErrNotInstalled.New()
		}
		if out, err = at.try(tx, by, name, fact); err != nil {
			return err
		}
		if err := insertCase(tx, by.Institution, order, out); err != nil {
			return err
		}
		at.sheet.cases[name] = out
		return at.aftermath(tx, by, out)
	})
	return out, err
}

func (at site) try(tx *store.Tx, by audit.Actor, name string, fact PaymentFact) (Case, error) {
	c := Case{Name: name, By: by.User, At: tx.Now()}
	switch name {
	case "signin":
		ring, err := keys.Work(tx, by.Institution, at.Terminal.ID.String(), tx.Now())
		if err != nil {
			return Case{}, err
		}
		c.Passed, c.Detail = ring.Current.MAC.ID != "", "no_work_keys"
		if c.Passed {
			c.Detail = "kcv " + ring.Current.MAC.KCV
		}
	case "settle":
		c.Passed, c.Detail = at.Terminal.Batch != at.Order.BatchFrom, "batch "+at.Terminal.Batch
	default:
		for other, done := range at.sheet.cases {
			if other != name && done.RRN == fact.RRN && done.Passed {
				return Case{}, ErrUsed.New()
			}
		}
		c.RRN, c.PaymentID = fact.RRN, fact.PaymentID
		most, err := terminal.CommissioningMaxFen(tx, by.Institution, day.Of(tx.Now()))
		if err != nil {
			return Case{}, err
		}
		c.Passed, c.Detail = fact.proves(name, at.Terminal.ID, most)
	}
	return c, nil
}

// aftermath moves the order between on_site and faulty.
func (at site) aftermath(tx *store.Tx, by audit.Actor, c Case) error {
	detail := map[string]string{"case": c.Name, "passed": strconv.FormatBool(c.Passed), "rrn": c.RRN, "detail": c.Detail}
	if err := audit.Write(tx, by, "fieldwork.test", "work_order", at.Order.ID.String(), detail); err != nil {
		return err
	}
	var err error
	switch {
	case !c.Passed && at.Order.Status() == OnSite:
		if _, err = fire(tx, by, at.Order, "fault"); err == nil {
			err = outbox.Emit(tx, by.Institution,
				Failed{at.Order.ID, at.Order.MerchantID, at.Terminal.ID.String(), c.Name, c.Detail})
		}
	case c.Passed && at.Order.Status() == Faulty && !at.sheet.anyFailed():
		_, err = fire(tx, by, at.Order, "repair")
	}
	return err
}

// Signature is what the merchant signs with.
type Signature struct {
	Name         string // as written by the person who takes over
	LonE6, LatE6 int64
}

// SignOff closes the order: every step has passed, the merchant signs at the
// place. The terminal becomes active and the shop's conditions are met.
func (s *Service) SignOff(ctx context.Context, by audit.Actor, order ID, sig Signature) (View, error) {
	name := strings.TrimSpace(sig.Name)
	switch {
	case utf8.RuneCountInString(name) < 2:
		return View{}, atField("signature", ErrSignature.New())
	case sig.LonE6 == 0 || sig.LatE6 == 0:
		return View{}, atField("lon", ErrSignature.New())
	}
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		at, err := arrive(tx, by, order)
		if err != nil {
			return err
		}
		if open := at.sheet.open(); open != 0 {
			return ErrOrderOfSteps.New("open", strconv.Itoa(open))
		}
		if err := at.near(tx, by, sig); err != nil {
			return err
		}
		return at.close(tx, by, name, sig)
	})
	if err != nil {
		return View{}, err
	}
	return s.Look(ctx, by, order)
}

// near refuses a sign-off that is given far from the bound place.
func (at site) near(tx *store.Tx, by audit.Actor, sig Signature) error {
	most, err := institution.ParamInt(tx, by.Institution, "install.far_metres", day.Of(tx.Now()))
	if err != nil {
		return err
	}
	bindings, err := terminal.Bindings(tx, by.Institution, at.Terminal.ID)
	if err != nil || len(bindings) == 0 {
		return err
	}
	place := bindings[len(bindings)-1].Place
	if d := metres(place.LonE6, place.LatE6, sig.LonE6, sig.LatE6); int64(d) > most {
		return ErrFar.New("metres", strconv.Itoa(d), "most", strconv.FormatInt(most, 10))
	}
	return nil
}

func (at site) close(tx *store.Tx, by audit.Actor, name string, sig Signature) error {
	form := fmt.Sprintf("%s|%s|%s|%s|%d|%d", at.Order.Number, at.Terminal.TUSN, at.Terminal.TID, name, sig.LonE6, sig.LatE6)
	sum := sha256.Sum256([]byte(form))
	err := insertSignOff(tx, by.Institution, at.Order.ID, SignOff{SignedAs: party.MaskName(name), Digest: hex.EncodeToString(sum[:]),
		LonE6: sig.LonE6, LatE6: sig.LatE6, Manual: at.Model.Manual, By: by.User})
	if err != nil {
		return err
	}
	for _, step := range []func(*store.Tx, audit.Actor, terminal.ID) (terminal.Terminal, error){terminal.TestTx, terminal.ActivateTx} {
		if _, err := step(tx, by, at.Terminal.ID); err != nil {
			return err
		}
	}
	for _, condition := range []string{"installed", "tested"} {
		if err := merchant.MeetTx(tx, by, merchant.ID(at.Order.MerchantID), condition, at.Order.Number); err != nil {
			return err
		}
	}
	if _, err := fire(tx, by, at.Order, "sign_off"); err != nil {
		return err
	}
	return outbox.Emit(tx, by.Institution, Finished{at.Order.ID, at.Order.Number, at.Order.MerchantID, at.Terminal.ID.String()})
}
