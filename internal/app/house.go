package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"tillway/internal/api"
	"tillway/internal/billing"
	"tillway/internal/contract"
	"tillway/internal/fieldwork"
	"tillway/internal/identity"
	"tillway/internal/institution"
	"tillway/internal/keys"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/jobs"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/kit/vault"
	"tillway/internal/merchant"
	"tillway/internal/notify"
	"tillway/internal/notify/smshttp"
	"tillway/internal/onboarding"
	"tillway/internal/onboarding/registryhttp"
	"tillway/internal/party"
	"tillway/internal/payment"
	"tillway/internal/report"
	"tillway/internal/settlement"
	"tillway/internal/settlement/collecthttp"
	"tillway/internal/sim/cards"
	"tillway/internal/switching/link"
	"tillway/internal/terminal"
	"tillway/internal/training"
	"tillway/internal/wallet"
)

// house is every room, wired in the order of the stairs.
type house struct {
	api.Rooms
	log    *slog.Logger
	cfg    Config
	vault  *vault.Client
	line   *link.Line
	wallet wallet.Router
}

// open reads the world's addresses and opens the database, before anything is
// made or started: a wrong --db leaves no trace.
func open(ctx context.Context, cfg Config, log *slog.Logger) (*house, error) {
	h := &house{log: log, cfg: cfg}
	var err error
	if h.World, err = readWorld(cfg.World); err != nil {
		return nil, err
	}
	if err := h.openStore(ctx); err != nil {
		return nil, err
	}
	return h, nil
}

// found makes the lowest rooms, which need nothing of the outside; the module
// must be running.
func (h *house) found(ctx context.Context, socket string) (err error) {
	if h.vault, err = vault.Dial(ctx, socket); err != nil {
		return err
	}
	if err := h.recogniseModule(ctx); err != nil {
		return err
	}
	h.Party = party.New(h.DB, h.vault)
	h.Identity = identity.New(h.DB, h.Party)
	h.Institution = institution.New(h.DB)
	return nil
}

// fromInput as the world's file says that its addresses come on standard
// input, later: the demo starts the world and us side by side.
const fromInput = "-"

func readWorld(path string) (map[string]string, error) {
	if path == "" || path == fromInput {
		return map[string]string{}, nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return parseWorld(b, path)
}

// meetWorld waits for the world's addresses where they come on standard input.
func (h *house) meetWorld(in io.Reader) (err error) {
	if h.cfg.World != fromInput {
		return nil
	}
	b, err := io.ReadAll(in)
	if err == nil {
		h.World, err = parseWorld(b, h.cfg.World)
	}
	return err
}

func parseWorld(b []byte, path string) (map[string]string, error) {
	world := map[string]string{}
	if err := json.Unmarshal(b, &world); err != nil {
		return nil, errWorldFile.Wrap(err, "path", path, "reason", "it is not a JSON object of texts", "reason@zh", "不是由文本组成的 JSON 对象")
	}
	for name, at := range world {
		if name != "network" && !strings.HasPrefix(at, "http://") { // the network's own is host:port
			return nil, errWorldFile.New("path", path, "reason", name+" is not at an http:// address", "reason@zh", name+" 的地址不以 http:// 开头")
		}
	}
	return world, nil
}

// openStore opens the database with the business clock where it was left.
func (h *house) openStore(ctx context.Context) error {
	h.Clock = clock.NewBusiness(0)
	db, err := store.Open(ctx, h.cfg.DB, store.Options{Log: h.log, Clock: h.Clock, Migrations: allMigrations(), Kind: h.cfg.Mode, Fatal: giveUp})
	if err != nil {
		return err
	}
	h.DB = db
	if err := h.setClock(ctx); err != nil {
		_ = db.Close()
		return err
	}
	return nil
}

// giveUp ends the process: nobody knows any more what is on the disk.
func giveUp(err error) {
	stop := errStopping.WithReason(err)
	if e := errs.As(err); e != nil {
		stop = errStopping.Wrap(err, "reason", strings.TrimSuffix(e.En(), "."), "reason@zh", strings.TrimSuffix(e.Zh(), "。"))
	}
	fmt.Fprintln(os.Stderr, sentence(stop))
	os.Exit(1)
}

// setClock puts the business clock where it was left.
func (h *house) setClock(ctx context.Context) error {
	var offset string
	if err := h.DB.Read(ctx, func(q store.Q) (err error) { offset, err = store.Meta(q, api.ClockKey); return err }); err != nil {
		return err
	}
	if offset == "" {
		return h.firstTime(ctx)
	}
	us, err := strconv.ParseInt(offset, 10, 64)
	if err != nil {
		return fmt.Errorf("the business clock's offset is damaged: %w", err)
	}
	h.Clock.Restore(time.Duration(us) * time.Microsecond)
	return nil
}

// firstTime sets a new sandbox's business clock, and notes it even where it is
// the real one: a later start may not move it back behind what has happened.
func (h *house) firstTime(ctx context.Context) error {
	if h.cfg.Mode != store.Sandbox {
		return nil
	}
	if h.cfg.BusinessTime != "" {
		t, err := time.Parse(time.RFC3339, h.cfg.BusinessTime)
		if err != nil {
			return err
		}
		h.Clock.Restore(t.Sub(clock.Now()))
	}
	return h.DB.Write(ctx, func(tx *store.Tx) error {
		return store.SetMeta(tx, api.ClockKey, strconv.FormatInt(h.Clock.Offset().Microseconds(), 10))
	})
}

var errOtherModule = errs.Define("app.other_module", errs.Conflict,
	"安全模块的存储主密钥不是这个数据库所用的那把。", "The security module's storage master key is not the one this database was made with.",
	"请用原来的 --data 目录启动，或恢复安全模块的备份。", "Start with the original --data folder, or restore the module's backup.")

// recogniseModule refuses a module whose storage key is not the database's:
// nothing sealed could be opened again.
func (h *house) recogniseModule(ctx context.Context) error {
	st, err := h.vault.Status(ctx)
	if err != nil {
		return err
	}
	return h.DB.Write(ctx, func(tx *store.Tx) error {
		known, err := store.Meta(tx, "module_fingerprint")
		switch {
		case err != nil || known == st.Fingerprint:
			return err
		case known != "":
			return errOtherModule.New()
		}
		return store.SetMeta(tx, "module_fingerprint", st.Fingerprint)
	})
}

// build makes the other rooms, lowest first.
func (h *house) build() {
	db, log, data := h.DB, h.log, h.cfg.Data
	inst := institution.IDOf(sandboxCode)
	h.Keys = keys.New(db, h.vault)
	h.Merchant = merchant.New(db, h.Party)
	h.Onboarding = onboarding.New(db, h.Party, h.Identity, h.Merchant, registryhttp.New(h.World["registry"]), data)
	h.Contract = contract.New(db, h.vault, filepath.Join(data, "contracts"))
	h.Billing = billing.New(db)
	h.Terminal = terminal.New(db, h.Keys, h.Merchant)
	h.Fieldwork = fieldwork.New(db)
	h.Training = training.New(db)
	h.line = &link.Line{Institution: inst, Acquirer: "09990000", Addr: h.World["network"], DB: db, Vault: h.vault, Log: log}
	h.wallet = wallet.Router{}
	h.Payment = payment.New(db, h.vault, h.line, h.wallet, party.SandboxBINs, log)
	h.line.Late = h.Payment
	h.Settlement = settlement.New(db, h.Merchant, h.Billing, filepath.Join(data, "bank"), log)
	h.Settlement.CollectFrom(collecthttp.New(h.World["network_control"], h.wallet))
	code := func(ctx context.Context, inst id.Institution, contractID string) (string, error) {
		return h.Contract.SignCode(ctx, inst, contract.ID(contractID))
	}
	h.Notify = notify.New(db, h.Party, smshttp.New(h.World["sms"]), code, log)
	h.Report = report.New(db)
	h.Relay = outbox.NewRelay(db, log)
	for _, s := range subscriptions(h.Rooms) {
		h.Relay.Subscribe(s)
	}
	if len(h.World) > 0 {
		h.MoveWorld = h.moveWorld
		for _, row := range cards.Table() {
			h.Triggers = append(h.Triggers, api.Trigger(row))
		}
	}
	h.Jobs = jobs.NewRunner(db, log)
	for _, j := range h.jobs(inst) {
		h.Jobs.Add(j)
	}
	h.Relay.AfterTelling(h.Jobs.Wake)
}

// subscriptions are who listens to what happens below.
func subscriptions(r api.Rooms) []outbox.Subscription {
	return slices.Concat(r.Contract.Subscriptions(), r.Billing.Subscriptions(), r.Fieldwork.Subscriptions(), r.Notify.Subscriptions())
}

// jobs is the house's timetable.
func (h *house) jobs(inst id.Institution) []jobs.Job {
	list := settlement.Jobs(h.Settlement, inst)
	if h.World["sms"] != "" { // without a gateway messages wait in their queue
		list = append(list, h.Notify.Jobs()...)
	}
	list = append(list, h.Contract.Jobs()...)
	return append(list,
		jobs.Job{Name: "onboarding.verify", Every: time.Minute, Do: func(ctx context.Context, _ day.Date) error { return h.Onboarding.VerifyPending(ctx, inst) }},
		jobs.Job{Name: "onboarding.expiry", Daily: "02:00", Do: func(ctx context.Context, _ day.Date) error { return h.Onboarding.Expire(ctx, inst) }},
		jobs.Job{Name: "onboarding.escalate", Every: time.Hour, Do: func(ctx context.Context, _ day.Date) error { return h.Onboarding.Escalate(ctx, inst) }},
		jobs.Job{Name: "onboarding.purge", Daily: "02:30", Do: func(ctx context.Context, _ day.Date) error { return h.Onboarding.Purge(ctx, inst) }},
		jobs.Job{Name: "identity.passwords", Daily: "08:30", Do: func(ctx context.Context, _ day.Date) error { return h.Identity.RemindPasswords(ctx, inst) }},
		jobs.Job{Name: "merchant.accounts", Every: 5 * time.Minute, Do: func(ctx context.Context, _ day.Date) error { return h.Merchant.TakeEffect(ctx, inst) }},
		jobs.Job{Name: "training.expiry", Daily: "01:00", Do: func(ctx context.Context, on day.Date) error { return h.Training.ExpireDue(ctx, on) }},
		jobs.Job{Name: "identity.sessions", Daily: "03:00", Do: func(ctx context.Context, _ day.Date) error { return h.Identity.ForgetSessions(ctx) }},
	)
}
