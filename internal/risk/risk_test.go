package risk_test

import (
	"context"
	"sync/atomic"
	"testing"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/institution/institutiontest"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/run"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/risk"
)

const inst = id.Institution("ins_999")

var (
	rooms = []store.Migration{flow.Migrations, outbox.Migrations, audit.Migrations, institution.Migrations, risk.Migrations}
	by    = audit.System(inst, "test")
)

func each(t *testing.T, fn func(t *testing.T, db *store.DB)) {
	t.Helper()
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		_, err := institution.New(db).Create(t.Context(), audit.System("", "test"), institution.NewInstitution{
			Code: "999", NameZh: "测试银行", NameEn: "Test Bank", Kind: institution.Bank, Mode: "sandbox", Hotline: "95999", Hours: "9-18",
		})
		if err != nil {
			t.Fatal(err)
		}
		fn(t, db)
	})
}

func sale(product string, fen int64) risk.Facts {
	return risk.Facts{PaymentID: "pay_1", MerchantID: "mer_1", TerminalID: "trm_1", Product: product, AmountFen: fen,
		Date: day.MustParse("2026-03-02"), Counts: true}
}

func check(t *testing.T, db *store.DB, f risk.Facts) (refused *errs.E) {
	t.Helper()
	if err := db.Write(t.Context(), func(tx *store.Tx) (err error) {
		refused, err = risk.CheckTx(tx, inst, f)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return refused
}

func giveBack(t *testing.T, db *store.DB, f risk.Facts) {
	t.Helper()
	if err := db.Write(t.Context(), func(tx *store.Tx) error { return risk.GiveBackTx(tx, inst, f) }); err != nil {
		t.Fatal(err)
	}
}

func wants(t *testing.T, got *errs.E, want *errs.Definition) {
	t.Helper()
	switch {
	case want == nil && got != nil:
		t.Errorf("refused: %v", got)
	case want != nil && (got == nil || got.Def != want):
		t.Errorf("got %v, want %s", got, want.Code)
	}
}

// Level M on probation: 10,000.00 a credit payment, 25,000.00 a day, 100,000.00
// of debit cards, 25,000.00 of each wallet.
func TestS089_LimitsByLevelAndProduct(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		wants(t, check(t, db, sale("credit", 10_000_01)), risk.ErrSingle)
		wants(t, check(t, db, sale("credit", 10_000_00)), nil)
		wants(t, check(t, db, sale("debit", 99_999_00)), nil) // no single limit, its own day
		wants(t, check(t, db, sale("debit", 1_01)), risk.ErrDay)
		wants(t, check(t, db, sale("debit", 1_00)), nil)
		wants(t, check(t, db, sale("wechat", 25_000_00)), nil)
		wants(t, check(t, db, sale("wechat", 1)), risk.ErrDay)
		wants(t, check(t, db, sale("alipay", 1)), nil)
		tomorrow := sale("wechat", 1)
		tomorrow.Date = tomorrow.Date.AddDays(1)
		wants(t, check(t, db, tomorrow), nil)
		if e := check(t, db, sale("wechat", 1)); e.Zh() == "" || e.Args["limit"] != "25,000.00" {
			t.Errorf("the refusal reads %q %v", e.Zh(), e.Args)
		}
	})
}

func TestWhatComesBackIsFreeAgain(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		all := sale("wechat", 25_000_00)
		wants(t, check(t, db, all), nil)
		part := sale("wechat", 1_000_00)
		part.Partial = true
		giveBack(t, db, part)
		wants(t, check(t, db, sale("wechat", 1_000_01)), risk.ErrDay)
		wants(t, check(t, db, sale("wechat", 1_000_00)), nil)
		giveBack(t, db, all)
		wants(t, check(t, db, sale("wechat", 25_000_00)), nil)
	})
}

// TestCountersHoldUnderRace: payments that come together cannot pass a limit
// together.
func TestCountersHoldUnderRace(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		var passed atomic.Int64
		g := run.New(t.Context())
		for range 40 {
			g.Go("payment", func(ctx context.Context) error {
				var refused *errs.E
				err := db.Write(ctx, func(tx *store.Tx) (err error) {
					refused, err = risk.CheckTx(tx, inst, sale("alipay", 1_000_00))
					return err
				})
				if refused == nil {
					passed.Add(1)
				}
				return err
			})
		}
		if err := g.Wait(); err != nil {
			t.Fatal(err)
		}
		if passed.Load() != 25 {
			t.Errorf("%d payments of 1,000.00 passed a limit of 25,000.00", passed.Load())
		}
	})
}

// TestARefusalLeavesNothing: a card that is refused for the day's sum is not
// counted by RK01.
func TestARefusalLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		wants(t, check(t, db, sale("credit", 10_000_00)), nil)
		wants(t, check(t, db, sale("credit", 10_000_00)), nil)
		card := sale("credit", 10_000_00)
		card.PANIndex = []byte("0123456789abcdef")
		for range 8 {
			wants(t, check(t, db, card), risk.ErrDay)
		}
		s := risk.New(db)
		if a, err := s.Alerts(t.Context(), inst, "", db.Clock().Now().AddDate(50, 0, 0), 10); err != nil || len(a) != 0 {
			t.Errorf("alerts %v, %v", a, err)
		}
	})
}

func TestRK01ShadowThenEnforce(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		s := risk.New(db)
		card := sale("credit", 100)
		card.PANIndex = []byte("0123456789abcdef")
		for range 6 {
			wants(t, check(t, db, card), nil)
		}
		institutiontest.Set(t, db, inst, "risk.RK01.mode", "enforce")
		wants(t, check(t, db, card), risk.ErrRule)
		giveBack(t, db, card)
		giveBack(t, db, card)
		wants(t, check(t, db, card), nil)
		rules, err := s.Rules(t.Context(), inst)
		if err != nil || len(rules) != 1 || rules[0].Mode != risk.Enforce {
			t.Errorf("%+v, %v", rules, err)
		}
		a, err := s.Alerts(t.Context(), inst, "mer_1", db.Clock().Now().AddDate(50, 0, 0), 10)
		if err != nil || len(a) != 2 || a[0].Mode != risk.Enforce || a[1].Mode != risk.Shadow {
			t.Errorf("%+v, %v", a, err)
		}
	})
}

func TestLevels(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		s := risk.New(db)
		if err := s.SetLevel(t.Context(), by, "mer_1", "Z", "test"); !errs.Is(err, risk.ErrLevel) {
			t.Errorf("level Z: %v", err)
		}
		for level, want := range map[risk.Level]*errs.Definition{risk.High: risk.ErrSingle, risk.Low: nil, risk.Suspended: risk.ErrSuspended} {
			if err := s.SetLevel(t.Context(), by, "mer_1", level, "test"); err != nil {
				t.Fatal(err)
			}
			wants(t, check(t, db, sale("credit", 2_500_01)), want)
		}
	})
}

// TestTheReviewsGradeCounts: a merchant that was never graded here has the
// level its review gave it.
func TestTheReviewsGradeCounts(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		f := sale("credit", 2_500_01)
		f.Level = risk.High
		wants(t, check(t, db, f), risk.ErrSingle)
		f.Level = risk.Low // a later request does not change it
		wants(t, check(t, db, f), risk.ErrSingle)
	})
}

func TestCardWithoutPIN(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		f := sale("debit", 1_000_00)
		f.WithoutPIN = true
		wants(t, check(t, db, f), nil)
		f.AmountFen++
		wants(t, check(t, db, f), risk.ErrNoPIN)
	})
}
