package wallet_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/kit/vault"
	"tillway/internal/module/moduletest"
	"tillway/internal/payment"
	"tillway/internal/sim"
	"tillway/internal/sim/alipay"
	"tillway/internal/sim/simtest"
	"tillway/internal/sim/wechat"
	"tillway/internal/wallet"
	alipayadapter "tillway/internal/wallet/alipay"
	wechatadapter "tillway/internal/wallet/wechat"
	"tillway/internal/wire/clearing"
)

const inst = id.Institution("ins_999")

var rooms = []store.Migration{audit.Migrations, wallet.Migrations}

// world is a wallet's simulator and the router that speaks to it.
type world struct {
	adapter wallet.Router
	channel payment.Channel
	prefix  string // of its payment codes
	url     string
	dir     string // where both sides put their public keys
	vault   vault.Vault
	db      *store.DB
	n       int
	t       *testing.T
}

func each(t *testing.T, fn func(t *testing.T, w *world)) {
	t.Helper()
	v := moduletest.Start(t)
	t.Run("wechat", func(t *testing.T) {
		c := sim.Config{Dir: t.TempDir(), Clock: sim.NewClock(0)}
		w := &world{channel: payment.WeChat, prefix: "1300000000000000", url: simtest.Start(t, wechat.Open, c).Endpoints()["wechat"]}
		fn(t, w.open(t, v, c))
	})
	t.Run("alipay", func(t *testing.T) {
		c := sim.Config{Dir: t.TempDir(), Clock: sim.NewClock(0)}
		w := &world{channel: payment.Alipay, prefix: "2800000000000000", url: simtest.Start(t, alipay.Open, c).Endpoints()["alipay"]}
		fn(t, w.open(t, v, c))
	})
}

func (w *world) open(t *testing.T, v vault.Vault, c sim.Config) *world {
	t.Helper()
	w.t, w.vault, w.dir, w.db = t, v, filepath.Join(c.Dir, string(w.channel)), storetest.Open(t, store.SQLite, rooms)
	w.adapter = w.connect(w.url)
	return w
}

// connect is what the house does when it starts.
func (w *world) connect(url string) wallet.Router {
	w.t.Helper()
	s, err := wallet.Introduce(w.t.Context(), w.db, w.vault, audit.System(inst, "test"), w.channel, w.dir)
	if err != nil {
		w.t.Fatal(err)
	}
	a := wallet.Account{Institution: inst, URL: url, AppID: "wx999", MchID: "1900000999", Serial: "TEST"}
	if w.channel == payment.WeChat {
		return wallet.Router{w.channel: wechatadapter.New(a, s)}
	}
	return wallet.Router{w.channel: alipayadapter.New(a, s)}
}

func (w *world) order(scenario string, fen int64) payment.WalletOrder {
	w.n++
	return payment.WalletOrder{
		Institution: inst, Channel: w.channel, Order: payment.ID("pay_" + scenario + string(rune('a'+w.n))), Merchant: "测试客栈",
		MerchantID: "mer_1", TID: "10000001", AmountFen: fen, Currency: "CNY", Code: secret.New(w.prefix + scenario),
	}
}

func (w *world) expect(a payment.WalletAnswer, err error, want payment.WalletState) {
	w.t.Helper()
	if err != nil || a.State != want {
		w.t.Fatalf("%+v, %v; want %s", a, err, want)
	}
}

// TestS086_PayQueryRefund walks each wallet through sale, query and refund.
func TestS086_PayQueryRefund(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		o := w.order("00", 1234)
		a, err := w.adapter.Pay(ctx, o)
		w.expect(a, err, payment.WalletPaid)
		if a.Ref == "" {
			t.Error("no number of the wallet's own")
		}
		a, err = w.adapter.Query(ctx, o)
		w.expect(a, err, payment.WalletPaid)
		r := payment.WalletRefund{Institution: inst, Channel: w.channel, Order: o.Order, Refund: "pay_r1", AmountFen: 1000, TotalFen: 1234, Currency: "CNY"}
		for range 2 { // the same number twice is one refund
			a, err = w.adapter.Refund(ctx, r)
			w.expect(a, err, payment.WalletPaid)
		}
		r.Refund, r.AmountFen = "pay_r2", 235
		a, err = w.adapter.Refund(ctx, r)
		w.expect(a, err, payment.WalletFailed)
		r.Refund, r.AmountFen = "pay_r3", 234
		a, err = w.adapter.Refund(ctx, r)
		w.expect(a, err, payment.WalletPaid)
	})
}

func TestDeclinesAreFinal(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for scenario, code := range map[string]string{"07": "14", "08": "14", "09": "51", "10": "61", "11": "61"} {
			a, err := w.adapter.Pay(context.Background(), w.order(scenario, 100))
			w.expect(a, err, payment.WalletFailed)
			if a.Code != code {
				t.Errorf("scenario %s: %s, want %s", scenario, a.Code, code)
			}
		}
	})
}

// TestR9_UnknownIsAskedAndClosed drives the scenarios in which the wallet does
// not say at once.
func TestR9_UnknownIsAskedAndClosed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		waits := w.order("03", 100)
		a, err := w.adapter.Pay(ctx, waits)
		w.expect(a, err, payment.WalletWaiting)
		a, err = w.adapter.Cancel(ctx, waits)
		w.expect(a, err, payment.WalletClosed)
		a, err = w.adapter.Query(ctx, waits)
		w.expect(a, err, payment.WalletClosed)

		paid := w.order("05", 100)
		if a, err := w.adapter.Pay(ctx, paid); err == nil {
			t.Fatalf("a system error gave %+v", a)
		}
		a, err = w.adapter.Query(ctx, paid)
		w.expect(a, err, payment.WalletPaid)

		never := w.order("00", 100)
		a, err = w.adapter.Query(ctx, never)
		w.expect(a, err, payment.WalletMissing)
		a, err = w.adapter.Cancel(ctx, never) // its late arrival must not charge
		w.expect(a, err, payment.WalletClosed)
		a, err = w.adapter.Pay(ctx, never)
		w.expect(a, err, payment.WalletClosed)
	})
}

func TestForeignSignatureIsSilence(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		pub, err := os.ReadFile("testdata/foreign_public.pem")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(w.dir, "platform_public.pem"), pub, 0o644); err != nil {
			t.Fatal(err)
		}
		a, err := w.connect(w.url).Pay(t.Context(), w.order("00", 100))
		if !errors.Is(err, wallet.ErrSignature) || errs.Is(err, payment.ErrNotSent) {
			t.Errorf("%+v, %v", a, err)
		}
	})
}

// TestKeyIsMadeOnce restarts the house: the wallet goes on knowing it.
func TestKeyIsMadeOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		mine := filepath.Join(w.dir, "merchant_public.pem")
		first, err := os.ReadFile(mine)
		if err != nil {
			t.Fatal(err)
		}
		w.adapter = w.connect(w.url)
		again, err := os.ReadFile(mine)
		if err != nil || !bytes.Equal(first, again) {
			t.Fatalf("the key changed at a restart: %v", err)
		}
		a, err := w.adapter.Pay(t.Context(), w.order("00", 100))
		w.expect(a, err, payment.WalletPaid)
	})
}

func TestKeyOnBothEngines(t *testing.T) {
	v := moduletest.Start(t)
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		by := audit.System(inst, "test")
		one, err := wallet.MerchantKey(t.Context(), db, v, by, payment.WeChat)
		if err != nil {
			t.Fatal(err)
		}
		two, err := wallet.MerchantKey(t.Context(), db, v, by, payment.WeChat)
		if err != nil || !bytes.Equal(one.Block, two.Block) {
			t.Errorf("another key the second time: %v", err)
		}
		other, err := wallet.MerchantKey(t.Context(), db, v, by, payment.Alipay)
		if err != nil || bytes.Equal(one.Public, other.Public) {
			t.Errorf("two wallets have one key: %v", err)
		}
	})
}

func TestBill(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		o := w.order("00", 10000)
		a, err := w.adapter.Pay(t.Context(), o)
		w.expect(a, err, payment.WalletPaid)
		a, err = w.adapter.Refund(t.Context(), payment.WalletRefund{Institution: inst, Channel: w.channel, Order: o.Order, Refund: "pay_r",
			AmountFen: 4000, TotalFen: 10000, Currency: "CNY"})
		w.expect(a, err, payment.WalletPaid)
		file, err := w.adapter.Bill(t.Context(), w.channel, clock.Now().In(clock.Shanghai).Format(time.DateOnly))
		if err != nil {
			t.Fatal(err)
		}
		bill, err := clearing.DecodeBill(file)
		if err != nil || len(bill.Lines) != 2 || bill.Lines[0].Order != string(o.Order) || bill.Lines[1].RefundOrder != "pay_r" {
			t.Errorf("%+v, %v", bill, err)
		}
		if _, err := w.adapter.Bill(t.Context(), w.channel, "today"); err == nil {
			t.Error("a bill of no day")
		}
	})
}

// TestNotSent knows what surely stayed in the house. A cancel or a question
// that stayed says nothing about the order: it is silence.
func TestNotSent(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		o := w.order("00", 100)
		dead := w.connect("http://127.0.0.1:1")
		if _, err := dead.Pay(t.Context(), o); !errs.Is(err, payment.ErrNotSent) {
			t.Errorf("no connection: %v", err)
		}
		if _, err := dead.Cancel(t.Context(), o); err == nil || errs.Is(err, payment.ErrNotSent) {
			t.Errorf("a cancel without connection: %v", err)
		}
		if _, err := dead.Query(t.Context(), o); err == nil || errs.Is(err, payment.ErrNotSent) {
			t.Errorf("a question without connection: %v", err)
		}
		if _, err := (wallet.Router{}).Pay(t.Context(), o); !errs.Is(err, payment.ErrNotSent) {
			t.Errorf("a wallet that is not connected: %v", err)
		}
		o.Institution = "ins_998"
		if _, err := w.adapter.Pay(t.Context(), o); !errs.Is(err, payment.ErrNotSent) {
			t.Errorf("another institution's order went out under our name: %v", err)
		}
	})
}
