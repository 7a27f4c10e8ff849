package payment

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/id"
	"tillway/internal/kit/rnd"
	"tillway/internal/kit/store"
	"tillway/internal/kit/vault"
	"tillway/internal/party"
)

// Service is the room's use cases.
type Service struct {
	db       *store.DB
	vault    vault.Vault
	network  Network
	wallet   Wallet
	bins     party.BINTable
	log      *slog.Logger
	pollUnit time.Duration // of the moments at which a wallet is asked again; a test has no seconds to wait
	boot     string        // tells this process's intents from those of one that died
	flights  flights
	keys     dataKeys
	asking   sync.Map // payments on the road in this process, from write one to write two
	sending  sync.Map // payments whose due is on its way: one in flight each

	// facts reads what a request is judged by from the rooms below.
	facts func(q store.Q, inst id.Institution, req Request, now time.Time) (facts, error)
	// retries reads how often the outside is asked again.
	retries func(q store.Q, inst id.Institution, now time.Time) (retryTimes, error)
	// testing tells whether a terminal is being commissioned.
	testing func(q store.Q, inst id.Institution, terminalID string) (bool, error)
}

// New makes the service. The network and the wallets are the world outside.
func New(db *store.DB, v vault.Vault, network Network, wallet Wallet, bins party.BINTable, log *slog.Logger) *Service {
	s := &Service{db: db, vault: v, network: network, wallet: wallet, bins: bins, log: log,
		pollUnit: time.Second, boot: rnd.Hex(8)}
	s.facts, s.retries, s.testing = s.gather, readRetries, commissioning
	return s
}

func (s *Service) now() time.Time { return s.db.Clock().Now() }

func (s *Service) read(ctx context.Context, fn func(q store.Q) error) error {
	return s.db.Read(ctx, fn)
}

// system acts where no person does: jobs and late answers.
func system(inst id.Institution) audit.Actor { return audit.System(inst, "payment") }
