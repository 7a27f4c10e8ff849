package report_test

import (
	"context"
	"slices"
	"testing"

	"tillway/internal/audit"
	"tillway/internal/billing"
	"tillway/internal/contract"
	"tillway/internal/fieldwork"
	"tillway/internal/identity"
	"tillway/internal/institution"
	"tillway/internal/keys"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/ledger"
	"tillway/internal/merchant"
	"tillway/internal/module/moduletest"
	"tillway/internal/notify"
	"tillway/internal/onboarding"
	"tillway/internal/onboarding/onboardingtest"
	"tillway/internal/party"
	"tillway/internal/payment"
	"tillway/internal/report"
	"tillway/internal/risk"
	"tillway/internal/settlement"
	"tillway/internal/terminal"
	"tillway/internal/training"
)

var all = []store.Migration{flow.Migrations, outbox.Migrations, audit.Migrations, party.Migrations, identity.Migrations,
	institution.Migrations, keys.Migrations, ledger.Migrations, risk.Migrations, merchant.Migrations, onboarding.Migrations,
	contract.Migrations, billing.Migrations, terminal.Migrations, fieldwork.Migrations, payment.Migrations, settlement.Migrations,
	training.Migrations, notify.Migrations}

// TestEveryQuestionRunsOnAnEmptyHouse asks everything where there is nothing:
// the rooms' tables are as the questions think, on both engines.
func TestEveryQuestionRunsOnAnEmptyHouse(t *testing.T) {
	storetest.Each(t, all, func(t *testing.T, db *store.DB) {
		s, ctx := report.New(db), context.Background()
		staff := audit.Actor{Institution: "ins_999", User: "usr_1", Roles: audit.Roles}
		queues, err := s.Queues(ctx, staff)
		if err != nil {
			t.Fatal(err)
		}
		if len(queues) < 12 {
			t.Errorf("somebody with every role has %d queues", len(queues))
		}
		for _, q := range queues {
			if q.Count != 0 || !q.OldestAt.IsZero() {
				t.Errorf("%s: %d waiting in an empty house", q.Name, q.Count)
			}
		}
		if hits, err := s.Search(ctx, staff, "AP20260302000001"); err != nil || len(hits) != 0 {
			t.Errorf("search: %v, %v", hits, err)
		}
		if f, err := s.Figures(ctx, staff); err != nil || f != (report.Figures{}) {
			t.Errorf("figures: %+v, %v", f, err)
		}
		if d, err := s.Today(ctx, staff); err != nil || d.Count != 0 || d.ExpectedDate == "" {
			t.Errorf("today: %+v, %v", d, err)
		}
	})
}

// TestS001_OneTimelineTellsTheRoadInOrder walks a shop to its approval and
// reads its timeline as its owner, as staff and as a stranger.
func TestS001_OneTimelineTellsTheRoadInOrder(t *testing.T) {
	v := moduletest.Start(t)
	storetest.Each(t, all, func(t *testing.T, db *store.DB) {
		stage, ctx := onboardingtest.Set(t, db, v), context.Background()
		m := stage.Approved()
		s := report.New(db)
		line, err := s.Timeline(ctx, stage.Owner, m.ApplicationID)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"application.", "application.submit", "application.verify", "application.pass1", "merchant.", "application.pass2"}
		found := 0
		for i, item := range line.Items {
			if i > 0 && item.At.Before(line.Items[i-1].At) {
				t.Errorf("%s is before %s", item.Kind, line.Items[i-1].Kind)
			}
			if slices.Contains(want, item.Kind) {
				found++
			}
			if item.Zh == "" || item.En == "" || item.Name == "" {
				t.Errorf("%s has no words", item.Kind)
			}
		}
		if found != len(want) {
			t.Errorf("%d of %d steps: %+v", found, len(want), line.Items)
		}
		if byNumber, err := s.Timeline(ctx, stage.Reviewer1, line.Number); err != nil || len(byNumber.Items) != len(line.Items) {
			t.Errorf("staff, by number: %d items, %v", len(byNumber.Items), err)
		}
		stranger := audit.Actor{Institution: stage.Owner.Institution, User: "usr_x", Merchant: "mer_x", Roles: []string{audit.Owner}}
		if _, err := s.Timeline(ctx, stranger, m.ApplicationID); !errs.Is(err, report.ErrUnknown) {
			t.Errorf("a stranger reads it: %v", err)
		}
		foreign := stage.Reviewer1
		foreign.Institution = "ins_998"
		if _, err := s.Timeline(ctx, foreign, m.ApplicationID); !errs.Is(err, report.ErrUnknown) {
			t.Errorf("another institution reads it: %v", err)
		}
		for _, text := range []string{line.Number, m.MID, m.ShortName} {
			if hits, err := s.Search(ctx, stage.Reviewer1, text); err != nil || len(hits) == 0 {
				t.Errorf("search %q: %v, %v", text, hits, err)
			}
			if hits, err := s.Search(ctx, stranger, text); err != nil || len(hits) != 0 {
				t.Errorf("a stranger finds %q: %v, %v", text, hits, err)
			}
		}
	})
}
