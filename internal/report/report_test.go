package report_test

import (
	"context"
	"testing"

	"tillway/internal/audit"
	"tillway/internal/billing"
	"tillway/internal/contract"
	"tillway/internal/fieldwork"
	"tillway/internal/identity"
	"tillway/internal/institution"
	"tillway/internal/keys"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/ledger"
	"tillway/internal/merchant"
	"tillway/internal/notify"
	"tillway/internal/onboarding"
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
