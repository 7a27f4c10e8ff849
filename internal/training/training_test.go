package training_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"tillway/internal/audit"
	"tillway/internal/contract/contracttest"
	"tillway/internal/institution/institutiontest"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/module/moduletest"
	"tillway/internal/training"
)

var (
	ctx        = context.Background()
	migrations = append(append([]store.Migration{}, contracttest.Migrations...), training.Migrations)
)

type house struct {
	*contracttest.Shop
	training *training.Service
	cashier  audit.Actor
}

func each(t *testing.T, fn func(t *testing.T, h house)) {
	v := moduletest.Start(t)
	storetest.Each(t, migrations, func(t *testing.T, db *store.DB) {
		h := house{Shop: contracttest.Open(t, db, v), training: training.New(db).WithPick(rand.New(rand.NewPCG(1, 2)).IntN)}
		h.cashier = contracttest.Person("cashier", audit.Cashier)
		h.cashier.Merchant = h.Merchant.ID.String()
		fn(t, h)
	})
}

func (h house) study(t *testing.T, by audit.Actor) {
	t.Helper()
	for _, c := range training.Mandatory {
		if err := h.training.Complete(ctx, by, c); err != nil {
			t.Fatal(err)
		}
	}
}

func (h house) begin(t *testing.T, by audit.Actor) training.Exam {
	t.Helper()
	e, err := h.training.Begin(ctx, by)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// answers fills a paper in; wrong says which questions to miss.
func answers(e training.Exam, wrong func(q training.Asked) bool) map[string][]string {
	right := map[string]map[string]bool{}
	for _, q := range training.Bank() {
		right[q.ID] = map[string]bool{}
		for _, o := range q.Options {
			right[q.ID][o.Zh] = o.Right
		}
	}
	out := map[string][]string{}
	for _, q := range e.Questions {
		miss := wrong(q)
		for _, o := range q.Options {
			if right[q.ID][o.Zh] != miss {
				out[q.ID] = append(out[q.ID], o.Letter)
			}
		}
	}
	return out
}

func none(training.Asked) bool { return false }

// first misses the first n questions of the given courses.
func first(n int, courses ...string) func(training.Asked) bool {
	return func(q training.Asked) bool {
		for _, c := range courses {
			if q.Course == c && n > 0 {
				n--
				return true
			}
		}
		return false
	}
}

func wantErr(t *testing.T, err error, want *errs.Definition) {
	t.Helper()
	if !errs.Is(err, want) {
		t.Fatalf("got %v, want %s", err, want.Code)
	}
}

func TestS085_TrainedCashierMeetsTheCondition(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		_, err := h.training.Begin(ctx, h.cashier)
		wantErr(t, err, training.ErrIncomplete)
		h.study(t, h.cashier)
		e := h.begin(t, h.cashier)
		if len(e.Questions) != 20 || h.Met("trained") {
			t.Fatalf("%d questions", len(e.Questions))
		}
		r, cert, err := h.training.Grade(ctx, h.cashier, e.ID, answers(e, none))
		if err != nil || !r.Passed || r.Score != 100 || cert == nil || !h.Met("trained") {
			t.Fatalf("%+v %v %v", r, cert, err)
		}
		_, _, err = h.training.Grade(ctx, h.cashier, e.ID, answers(e, none))
		wantErr(t, err, training.ErrGraded)
	})
}

func TestS125_CertificateEndsAfterAYear(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		h.study(t, h.cashier)
		e := h.begin(t, h.cashier)
		_, cert, err := h.training.Grade(ctx, h.cashier, e.ID, answers(e, none))
		if err != nil || cert.ExpiresOn != cert.IssuedOn.AddMonths(12) {
			t.Fatalf("%+v %v", cert, err)
		}
		if err := h.training.ExpireDue(ctx, cert.ExpiresOn.AddDays(-1)); err != nil || !h.Met("trained") {
			t.Fatal("it ended a day early", err)
		}
		h.DB.Clock().Set(cert.ExpiresOn.At(time.Hour))
		if err := h.training.ExpireDue(ctx, day.Of(h.DB.Clock().Now())); err != nil || h.Met("trained") {
			t.Fatal("the shop is trained without a certificate", err)
		}
	})
}

func TestS125_PapersDifferAndHoldNoAnswers(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		h.study(t, h.cashier)
		h.study(t, h.Owner)
		a, b := h.begin(t, h.cashier), h.begin(t, h.Owner)
		same := 0
		for i := range a.Questions {
			if a.Questions[i].ID == b.Questions[i].ID {
				same++
			}
		}
		if same == len(a.Questions) {
			t.Fatal("two candidates got one paper")
		}
		perCourse := map[string]int{}
		for _, q := range a.Questions {
			perCourse[q.Course]++
		}
		for _, c := range training.Mandatory {
			if perCourse[c] != 5 {
				t.Errorf("%d questions of %s", perCourse[c], c)
			}
		}
		_, _, err := h.training.Grade(ctx, h.Owner, a.ID, nil)
		wantErr(t, err, training.ErrExam) // another's paper
	})
}

func TestS125_PassMarks(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		h.study(t, h.cashier)
		for _, c := range []struct {
			wrong         func(training.Asked) bool
			score, strict int
			passed        bool
		}{
			{first(2, "T4", "T5"), 90, 80, false}, // 90 overall, but the strict half is below 90
			{first(5, "T1", "T3"), 75, 100, false},
			{first(4, "T1", "T3"), 80, 100, true},
		} {
			e := h.begin(t, h.cashier)
			r, _, err := h.training.Grade(ctx, h.cashier, e.ID, answers(e, c.wrong))
			if err != nil || r.Score != c.score || r.StrictScore != c.strict || r.Passed != c.passed {
				t.Errorf("got %+v %v, want %+v", r, err, c)
			}
		}
		_, err := h.training.Begin(ctx, h.cashier)
		wantErr(t, err, training.ErrTries)
		for name, value := range map[string]string{"exam.tries_per_day": "4", "exam.questions": "8", "exam.pass_percent": "100"} {
			institutiontest.Set(t, h.DB, h.cashier.Institution, name, value)
		}
		e := h.begin(t, h.cashier)
		r, _, err := h.training.Grade(ctx, h.cashier, e.ID, answers(e, first(1, "T1", "T3")))
		if err != nil || len(e.Questions) != 8 || r.Passed {
			t.Errorf("by the new rules: %d questions, %+v, %v", len(e.Questions), r, err)
		}
		h.DB.Clock().Set(h.DB.Clock().Now().Add(24 * time.Hour))
		late := h.begin(t, h.cashier)
		h.DB.Clock().Set(h.DB.Clock().Now().Add(30*time.Minute + time.Second))
		_, _, err = h.training.Grade(ctx, h.cashier, late.ID, answers(late, none))
		wantErr(t, err, training.ErrLate)
	})
}

func TestRevokedCertificateOfTheOnlyCashierHaltsTheShop(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		var certs []training.CertificateID
		for _, by := range []audit.Actor{h.cashier, h.Owner} {
			h.study(t, by)
			e := h.begin(t, by)
			_, c, err := h.training.Grade(ctx, by, e.ID, answers(e, none))
			if err != nil {
				t.Fatal(err)
			}
			certs = append(certs, c.ID)
		}
		for i, left := range []bool{true, false} {
			if err := h.training.Revoke(ctx, h.Officer, certs[i], "left the shop"); err != nil || h.Met("trained") != left {
				t.Fatalf("after %d: met %v, %v", i+1, h.Met("trained"), err)
			}
		}
	})
}

func TestCertificatesAreSeenByTheBankAndByTheirOwnShop(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		h.study(t, h.cashier)
		e := h.begin(t, h.cashier)
		_, cert, err := h.training.Grade(ctx, h.cashier, e.ID, answers(e, none))
		if err != nil {
			t.Fatal(err)
		}
		stranger := h.Owner
		stranger.Merchant = "mer_other"
		for _, c := range []struct {
			who  string
			by   audit.Actor
			f    training.CertificateFilter
			seen int
		}{
			{"the bank", h.Officer, training.CertificateFilter{}, 1},
			{"the bank, another shop", h.Officer, training.CertificateFilter{Merchant: "mer_other"}, 0},
			{"the bank, revoked ones", h.Officer, training.CertificateFilter{Status: training.Revoked}, 0},
			{"the bank, the next page", h.Officer, training.CertificateFilter{After: cert.ID}, 0},
			{"the owner", h.Owner, training.CertificateFilter{Merchant: "mer_other"}, 1},
			{"another shop's owner", stranger, training.CertificateFilter{Merchant: h.Merchant.ID.String()}, 0},
		} {
			if got, err := h.training.Certificates(ctx, c.by, c.f); err != nil || len(got) != c.seen {
				t.Errorf("%s sees %d certificates, want %d (%v)", c.who, len(got), c.seen, err)
			}
		}
	})
}

func TestS083_TrainingRecordIsKept(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		h.study(t, h.cashier)
		h.study(t, h.cashier) // reading again changes nothing
		r, err := h.training.Record(ctx, h.Officer, h.Merchant.ID.String())
		if err != nil || len(r.Completions) != 4 || r.Completions[0].UserID != h.cashier.User || r.Completions[0].At.IsZero() {
			t.Fatalf("%+v %v", r, err)
		}
		stranger := h.cashier
		stranger.Merchant = "mer_other"
		if r, err = h.training.Record(ctx, stranger, h.Merchant.ID.String()); err != nil || len(r.Completions) != 0 {
			t.Fatalf("a stranger sees %+v", r)
		}
		outsider := h.Officer
		wantErr(t, h.training.Complete(ctx, outsider, "T1"), training.ErrNotStaff)
		wantErr(t, h.training.Complete(ctx, h.cashier, "T99"), training.ErrCourse)
	})
}

func TestS123_CoursesAndBankAreBilingualAndComplete(t *testing.T) {
	have := map[string]int{}
	for _, c := range training.Courses() {
		if len(c.Pages) < 4 {
			t.Errorf("%s has %d pages", c.ID, len(c.Pages))
		}
		for _, p := range c.Pages {
			if len([]rune(p.BodyZh)) < 60 || len(p.BodyEn) < 150 || p.TitleZh == "" || p.TitleEn == "" {
				t.Errorf("%s: page %q is thin", c.ID, p.TitleEn)
			}
		}
	}
	seen := map[string]bool{}
	for _, q := range training.Bank() {
		have[q.Course]++
		right := 0
		for _, o := range q.Options {
			if o.Zh == "" || o.En == "" {
				t.Errorf("%s has an empty option", q.ID)
			}
			if o.Right {
				right++
			}
		}
		if q.Zh == "" || q.En == "" || seen[q.ID] || right == 0 || right == len(q.Options) || (q.Kind == "multiple") != (right > 1) {
			t.Errorf("%s: %d of %d right, %s", q.ID, right, len(q.Options), q.Kind)
		}
		seen[q.ID] = true
	}
	for _, c := range training.Mandatory {
		if have[c] < 10 {
			t.Errorf("%d questions of %s", have[c], c)
		}
	}
	if len(training.Bank()) < 30 {
		t.Errorf("%d questions", len(training.Bank()))
	}
}
