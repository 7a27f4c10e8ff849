package api

import (
	"context"
	"time"

	"tillway/internal/billing"
	"tillway/internal/contract"
	"tillway/internal/fieldwork"
	"tillway/internal/identity"
	"tillway/internal/institution"
	"tillway/internal/keys"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/jobs"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
	"tillway/internal/notify"
	"tillway/internal/onboarding"
	"tillway/internal/party"
	"tillway/internal/payment"
	"tillway/internal/report"
	"tillway/internal/settlement"
	"tillway/internal/terminal"
	"tillway/internal/training"
)

// Rooms are the services that routes call.
type Rooms struct {
	DB          *store.DB
	Clock       *clock.Business
	Relay       *outbox.Relay
	Jobs        *jobs.Runner
	Party       *party.Service
	Identity    *identity.Service
	Institution *institution.Service
	Keys        *keys.Service
	Merchant    *merchant.Service
	Onboarding  *onboarding.Service
	Contract    *contract.Service
	Billing     *billing.Service
	Terminal    *terminal.Service
	Fieldwork   *fieldwork.Service
	Training    *training.Service
	Payment     *payment.Service
	Settlement  *settlement.Service
	Notify      *notify.Service
	Report      *report.Service
	World       map[string]string                                     // addresses of the sandbox's simulators
	Triggers    []Trigger                                             // the simulators' table; nil without them
	MoveWorld   func(ctx context.Context, offset time.Duration) error // tells the simulators the time; nil without them
}

// registerRooms calls every room's file, lowest room first.
func (s *Server) registerRooms() {
	s.session()
	s.users()
	s.userActs()
	s.institution()
	s.params()
	s.merchant()
	s.onboarding()
	s.contract()
	s.billing()
	s.terminal()
	s.keys()
	s.fieldwork()
	s.training()
	s.payment()
	s.ledger()
	s.settlement()
	s.notify()
	s.report()
	s.audit()
	s.events()
	s.sandbox()
}
