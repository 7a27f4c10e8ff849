package fieldwork_test

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"testing"

	"tillway/internal/audit"
	"tillway/internal/billing"
	"tillway/internal/contract/contracttest"
	"tillway/internal/fieldwork"
	"tillway/internal/institution/institutiontest"
	"tillway/internal/keys"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/ledger"
	"tillway/internal/module/moduletest"
	"tillway/internal/terminal"
)

var (
	ctx        = context.Background()
	migrations = append(append([]store.Migration{}, contracttest.Migrations...),
		ledger.Migrations, billing.Migrations, keys.Migrations, terminal.Migrations, fieldwork.Migrations)
	ops      = contracttest.Person("ops", audit.Operations)
	engineer = contracttest.Person("engineer", audit.Engineer)
	place    = terminal.Place{Address: "测试市示范区临河巷23号", LonE6: 121473701, LatE6: 31230416, CRS: "GCJ02"}
	here     = fieldwork.Signature{Name: "欧阳测试", LonE6: 121473801, LatE6: 31230516}
	public   = devicePublicKey()
)

func devicePublicKey() string {
	k, err := rsa.GenerateKey(nil, 2048)
	if err != nil {
		panic(err)
	}
	der, err := x509.MarshalPKIXPublicKey(&k.PublicKey)
	if err != nil {
		panic(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}

type house struct {
	*contracttest.Shop
	field     *fieldwork.Service
	billing   *billing.Service
	terminals *terminal.Service
	keys      *keys.Service
	relay     *outbox.Relay
	order     fieldwork.ID
	terminal  terminal.Terminal
}

// each opens a shop with contract and deposit, its order planned and a keyed
// terminal of the model waiting.
func each(t *testing.T, model string, fn func(t *testing.T, h *house)) {
	v := moduletest.Start(t)
	storetest.Each(t, migrations, func(t *testing.T, db *store.DB) {
		shop, k := contracttest.Open(t, db, v), keys.New(db, v)
		h := &house{Shop: shop, field: fieldwork.New(db), billing: billing.New(db), keys: k,
			terminals: terminal.New(db, k, shop.Merchants), relay: outbox.NewRelay(db, slog.New(slog.NewTextHandler(io.Discard, nil)))}
		for _, sub := range append(h.billing.Subscriptions(), h.field.Subscriptions()...) {
			h.relay.Subscribe(sub)
		}
		h.InForce()
		h.drain(t)
		h.payDeposit(t)
		h.drain(t)
		orders, err := h.field.Find(ctx, engineer, fieldwork.Filter{})
		if err != nil || len(orders) != 1 || orders[0].Status() != fieldwork.Planned {
			t.Fatalf("%d orders, %v", len(orders), err)
		}
		h.order = orders[0].ID
		h.equip(t, model)
		fn(t, h)
	})
}

func (h *house) drain(t *testing.T) {
	t.Helper()
	must(t, h.relay.Drain(ctx))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (h *house) payDeposit(t *testing.T) { t.Helper(); h.payDepositAs(t, "B1") }

func (h *house) payDepositAs(t *testing.T, bankRef string) {
	t.Helper()
	all, err := h.billing.Find(ctx, ops, billing.Filter{})
	must(t, err)
	_, err = h.billing.Received(ctx, ops, all[0].Number, all[0].AmountFen, bankRef, "欧阳测试")
	must(t, err)
}

func (h *house) recallDeposit(t *testing.T, transfer, bankRef string) {
	t.Helper()
	all, err := h.billing.Find(ctx, ops, billing.Filter{})
	must(t, err)
	must(t, h.DB.Write(ctx, func(tx *store.Tx) error {
		ours, err := billing.RecalledTx(tx, ops, transfer, all[0].AmountFen, bankRef)
		if err == nil && !ours {
			t.Error("the recalled transfer was not known")
		}
		return err
	}))
}

func (h *house) equip(t *testing.T, model string) {
	t.Helper()
	x, err := h.terminals.Stock(ctx, ops, "TW20000000000001", model)
	must(t, err)
	_, err = h.field.Answer(ctx, engineer, h.order, fieldwork.Input{Item: 1, OK: true})
	wantErr(t, err, fieldwork.ErrNoTerminal)
	_, err = h.terminals.Allocate(ctx, ops, x.ID, h.Merchant.ID.String())
	must(t, err)
	_, err = h.terminals.Bind(ctx, ops, x.ID, place)
	must(t, err)
	_, err = h.field.Answer(ctx, engineer, h.order, fieldwork.Input{Item: 1, OK: true})
	wantErr(t, err, fieldwork.ErrNotKeyed)
	_, err = h.terminals.GenerateKey(ctx, contracttest.Person("kh1"), x.ID)
	must(t, err)
	_, err = h.terminals.ApproveKey(ctx, contracttest.Person("kh2"), x.ID)
	must(t, err)
	loaded, err := h.terminals.LoadKey(ctx, engineer, x.ID, public)
	must(t, err)
	h.terminal = loaded.Terminal
}

var values = map[int]string{5: "221", 10: "89860000000000000001", 11: "4821", 16: "S-0001/S-0002", 17: "TW20000000000001", 19: "3"}

func (h *house) answer(item int) (fieldwork.View, error) {
	value := values[item]
	if item == 2 {
		value = "-80"
		if m, _ := terminal.ModelOf(h.terminal.Model); !m.SIM {
			value = "0"
		}
	}
	return h.field.Answer(ctx, engineer, h.order, fieldwork.Input{Item: item, OK: true, Value: value})
}

// install answers every step up to the tests.
func (h *house) install(t *testing.T) {
	t.Helper()
	m, err := terminal.ModelOf(h.terminal.Model)
	must(t, err)
	for _, it := range fieldwork.Checklist(m, fieldwork.Limits{}) {
		if it.No <= 20 {
			_, err := h.answer(it.No)
			must(t, err)
		}
	}
}

func (h *house) state(t *testing.T, item int) string {
	t.Helper()
	v, err := h.field.Look(ctx, engineer, h.order)
	must(t, err)
	for _, it := range v.Items {
		if it.No == item {
			return it.State
		}
	}
	return "not there"
}

func (h *house) status(t *testing.T) string {
	t.Helper()
	x, _, err := h.terminals.Get(ctx, ops, h.terminal.ID)
	must(t, err)
	return x.Status()
}

// good is a payment that proves a case.
func (h *house) good(name string, n int) fieldwork.PaymentFact {
	f := fieldwork.PaymentFact{PaymentID: "pay_" + strconv.Itoa(n), RRN: fmt.Sprintf("%012d", n), TerminalID: h.terminal.ID,
		Channel: "card", AmountFen: 1, Approved: true, RefundedFen: 1}
	switch name {
	case "card_void":
		f.Voided, f.RefundedFen = true, 0
	case "wechat_refund":
		f.Channel = "wechat"
	case "alipay_refund":
		f.Channel = "alipay"
	}
	return f
}

func (h *house) try(t *testing.T, name string, f fieldwork.PaymentFact) fieldwork.Case {
	t.Helper()
	c, err := h.field.RecordTest(ctx, engineer, h.order, name, f)
	must(t, err)
	return c
}

// signIn gives the terminal work keys as a sign-in and a good MAC do.
func (h *house) signIn(t *testing.T) {
	t.Helper()
	_, err := h.keys.SignOn(ctx, engineer, h.terminal.ID.String(), "003")
	must(t, err)
	must(t, h.keys.Promote(ctx, engineer, h.terminal.ID.String()))
}

func wantErr(t *testing.T, err error, want *errs.Definition) {
	t.Helper()
	if !errs.Is(err, want) {
		t.Fatalf("got %v, want %s", err, want.Code)
	}
}

func TestS050_OrderCannotCloseWithAStepOpen(t *testing.T) {
	each(t, "T200-4G", func(t *testing.T, h *house) {
		_, err := h.answer(12) // peripherals before the site
		wantErr(t, err, fieldwork.ErrOrderOfSteps)
		h.install(t)
		if h.status(t) != terminal.Installed {
			t.Fatalf("terminal is %s after the last check before the tests", h.status(t))
		}
		h.signIn(t)
		must(t, h.terminals.CloseBatch(ctx, ops, h.terminal.ID, "000001", true))
		names := []string{"signin", "card_void", "card_refund", "wechat_refund", "alipay_refund", "settle"}
		for i, name := range names {
			_, err := h.field.SignOff(ctx, engineer, h.order, here)
			wantErr(t, err, fieldwork.ErrOrderOfSteps)
			if c := h.try(t, name, h.good(name, i+1)); !c.Passed {
				t.Fatalf("%+v", c)
			}
		}
		for _, item := range []int{23, 24} {
			_, err := h.field.SignOff(ctx, engineer, h.order, here)
			wantErr(t, err, fieldwork.ErrOrderOfSteps)
			_, err = h.answer(item)
			must(t, err)
		}
		if h.Met("installed") || h.Met("tested") {
			t.Fatal("met before the merchant signed")
		}
		v, err := h.field.SignOff(ctx, engineer, h.order, here)
		must(t, err)
		if v.Order.Status() != fieldwork.Done || h.status(t) != terminal.Active || !h.Met("installed") || !h.Met("tested") {
			t.Fatalf("%s, terminal %s", v.Order.Status(), h.status(t))
		}
		if v.SignOff.SignedAs != "欧阳**" || len(v.SignOff.Digest) != 64 || v.SignOff.Manual == "" {
			t.Fatalf("%+v", v.SignOff)
		}
		if _, err = h.answer(1); errs.As(err) == nil || errs.As(err).Def.Kind != errs.Conflict {
			t.Fatalf("an order that is done took an answer: %v", err)
		}
	})
}

func TestS058_VoltageIsJudgedByTheRule(t *testing.T) {
	each(t, "T200-4G", func(t *testing.T, h *house) {
		for _, item := range []int{1, 2, 3, 4} {
			_, err := h.answer(item)
			must(t, err)
		}
		for value, want := range map[string]string{"180": fieldwork.StateFailed, "197": fieldwork.StateFailed, "243": fieldwork.StateFailed,
			"198": fieldwork.StatePassed, "242": fieldwork.StatePassed} {
			_, err := h.field.Answer(ctx, engineer, h.order, fieldwork.Input{Item: 5, OK: true, Value: value})
			must(t, err)
			if got := h.state(t, 5); got != want {
				t.Errorf("%s V: %s, want %s", value, got, want)
			}
		}
		_, err := h.field.Answer(ctx, engineer, h.order, fieldwork.Input{Item: 5, OK: true, Value: "two hundred"})
		wantErr(t, err, fieldwork.ErrValue)
		_, err = h.field.Answer(ctx, engineer, h.order, fieldwork.Input{Item: 5, OK: true, Value: "180"})
		must(t, err)
		_, err = h.answer(6)
		must(t, err)
		_, err = h.answer(7) // the next stage stays closed until the supply is mended
		wantErr(t, err, fieldwork.ErrOrderOfSteps)
	})
}

func TestS053_WeakSignalFails(t *testing.T) {
	each(t, "T200-4G", func(t *testing.T, h *house) {
		for value, want := range map[string]string{"-96": fieldwork.StateFailed, "-95": fieldwork.StatePassed, "5": fieldwork.StateFailed} {
			v, err := h.field.Answer(ctx, engineer, h.order, fieldwork.Input{Item: 2, OK: true, Value: value})
			must(t, err)
			if v.Items[1].State != want || v.Items[1].FixZh == "" || v.Items[1].FixEn == "" {
				t.Errorf("%s dBm: %+v", value, v.Items[1])
			}
		}
	})
	each(t, "D80-LAN", func(t *testing.T, h *house) {
		for value, want := range map[string]string{"6": fieldwork.StateFailed, "5": fieldwork.StatePassed, "-80": fieldwork.StateFailed} {
			_, err := h.field.Answer(ctx, engineer, h.order, fieldwork.Input{Item: 2, OK: true, Value: value})
			must(t, err)
			if got := h.state(t, 2); got != want {
				t.Errorf("loss %s %%: %s, want %s", value, got, want)
			}
		}
	})
}

// TestS053_TheInstitutionSetsTheLimits: two people move them, and the form says
// the new ones.
func TestS053_TheInstitutionSetsTheLimits(t *testing.T) {
	each(t, "T200-4G", func(t *testing.T, h *house) {
		institutiontest.Set(t, h.DB, engineer.Institution, "install.signal_dbm", "-80")
		v, err := h.field.Answer(ctx, engineer, h.order, fieldwork.Input{Item: 2, OK: true, Value: "-81"})
		must(t, err)
		if it := v.Items[1]; it.State != fieldwork.StateFailed || !strings.Contains(it.En, "−80 dBm") || !strings.Contains(it.Zh, "−80 dBm") {
			t.Errorf("-81 dBm where -80 is the limit: %s, %s", it.State, it.En)
		}
	})
}

func TestS056_PhoneLineOnlyWhereTheModelHasOne(t *testing.T) {
	steps := func(model string) map[int]bool {
		m, err := terminal.ModelOf(model)
		must(t, err)
		out := map[int]bool{}
		for _, it := range fieldwork.Checklist(m, fieldwork.Limits{}) {
			out[it.No] = true
		}
		return out
	}
	mobile, desk, base := steps("T200-4G"), steps("D80-LAN"), steps("M30-BT")
	if mobile[8] || !desk[8] || base[8] {
		t.Error("the phone line step must follow the model")
	}
	if !mobile[11] || desk[11] || !base[11] { // S059
		t.Error("the Bluetooth step must follow the model")
	}
	if !mobile[10] || desk[10] {
		t.Error("the SIM step must follow the model")
	}
}

func TestS059_PairingCode0000IsRefusedAndNotKept(t *testing.T) {
	each(t, "M30-BT", func(t *testing.T, h *house) {
		for _, item := range []int{1, 2, 3, 4, 5, 6, 7} {
			_, err := h.answer(item)
			must(t, err)
		}
		_, err := h.field.Answer(ctx, engineer, h.order, fieldwork.Input{Item: 11, OK: true, Value: "0000"})
		must(t, err)
		if h.state(t, 11) != fieldwork.StateFailed {
			t.Fatal("0000 passed")
		}
		v, err := h.field.Answer(ctx, engineer, h.order, fieldwork.Input{Item: 11, OK: true, Value: "4821"})
		must(t, err)
		for _, it := range v.Items {
			if it.No == 11 && (it.State != fieldwork.StatePassed || it.Answer.Value != "****") {
				t.Fatalf("%+v %+v", it, it.Answer)
			}
		}
	})
}
