package app

import (
	"tillway/internal/api"
	"tillway/internal/audit"
	"tillway/internal/billing"
	"tillway/internal/contract"
	"tillway/internal/fieldwork"
	"tillway/internal/identity"
	"tillway/internal/institution"
	"tillway/internal/keys"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/jobs"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/merchant"
	"tillway/internal/notify"
	"tillway/internal/onboarding"
	"tillway/internal/party"
	"tillway/internal/payment"
	"tillway/internal/risk"
	"tillway/internal/settlement"
	"tillway/internal/terminal"
	"tillway/internal/training"
	"tillway/internal/wallet"
)

// allMigrations is every room's part of the schema, lowest room first.
func allMigrations() []store.Migration {
	return []store.Migration{
		flow.Migrations, outbox.Migrations, jobs.Migrations, audit.Migrations, party.Migrations, identity.Migrations,
		institution.Migrations, keys.Migrations, ledger.Migrations, risk.Migrations, merchant.Migrations, onboarding.Migrations,
		contract.Migrations, billing.Migrations, terminal.Migrations, fieldwork.Migrations, payment.Migrations, wallet.Migrations,
		settlement.Migrations, api.Migrations, training.Migrations, notify.Migrations,
	}
}
