package wallet_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"tillway/internal/audit"
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
)

const inst = id.Institution("ins_999")

var rooms = []store.Migration{audit.Migrations, wallet.Migrations}

// world is a wallet's simulator and the adapter that speaks to it.
type world struct {
	adapter wallet.Adapter
	channel payment.Channel
	prefix  string // of its payment codes
	url     string
	signer  *wallet.Signer
	n       int
	t       *testing.T
}

func each(t *testing.T, fn func(t *testing.T, w *world)) {
	t.Helper()
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	v := moduletest.Start(t)
	t.Run("wechat", func(t *testing.T) {
		c := sim.Config{Dir: t.TempDir(), Clock: sim.NewClock(0)}
		p := simtest.Start(t, wechat.Open, c)
		w := &world{t: t, channel: payment.WeChat, prefix: "1300000000000000", url: p.Endpoints()["wechat"]}
		w.signer = introduce(t, v, payment.WeChat, filepath.Join(c.Dir, "wechat"))
		w.adapter = wechatadapter.New(wallet.Account{Institution: inst, URL: w.url, AppID: "wx999", MchID: "1900000999", Serial: "TEST"}, w.signer)
		fn(t, w)
	})
	t.Run("alipay", func(t *testing.T) {
		c := sim.Config{Dir: t.TempDir(), Clock: sim.NewClock(0)}
		p := simtest.Start(t, alipay.Open, c)
		w := &world{t: t, channel: payment.Alipay, prefix: "2800000000000000", url: p.Endpoints()["alipay"]}
		w.signer = introduce(t, v, payment.Alipay, filepath.Join(c.Dir, "alipay"))
		w.adapter = alipayadapter.New(wallet.Account{Institution: inst, URL: w.url, AppID: "2021000999"}, w.signer)
		fn(t, w)
	})
}

func introduce(t *testing.T, v vault.Vault, channel payment.Channel, dir string) *wallet.Signer {
	t.Helper()
	db := storetest.Open(t, store.SQLite, rooms)
	s, err := wallet.Introduce(t.Context(), db, v, audit.System(inst, "test"), channel, dir)
	if err != nil {
		t.Fatal(err)
	}
	again, err := wallet.MerchantKey(t.Context(), db, v, audit.System(inst, "test"), channel)
	given, readErr := os.ReadFile(filepath.Join(dir, "merchant_public.pem"))
	if err != nil || readErr != nil || string(again.PublicPEM()) != string(given) {
		t.Fatalf("the key changed between two uses: %v %v", err, readErr)
	}
	return s
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
		r := payment.WalletRefund{Channel: w.channel, Order: o.Order, Refund: "pay_r1", AmountFen: 1000, TotalFen: 1234, Currency: "CNY"}
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

func TestAForeignSignatureIsNoAnswer(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		pub, err := os.ReadFile("testdata/foreign_public.pem")
		if err != nil {
			t.Fatal(err)
		}
		s, err := wallet.NewSigner(moduletest.Start(t), []byte("block"), pub)
		if err != nil {
			t.Fatal(err)
		}
		if s.Verify("text", "AAAA") == nil || w.signer.Verify("text", "not base64") == nil {
			t.Error("a bad signature was taken")
		}
	})
}

func TestNoConnectionIsNotSent(t *testing.T) {
	v := moduletest.Start(t)
	for channel, make := range map[payment.Channel]func(wallet.Account, *wallet.Signer) wallet.Adapter{
		payment.WeChat: func(a wallet.Account, s *wallet.Signer) wallet.Adapter { return wechatadapter.New(a, s) },
		payment.Alipay: func(a wallet.Account, s *wallet.Signer) wallet.Adapter { return alipayadapter.New(a, s) },
	} {
		k, err := v.GenerateKey(t.Context(), inst, vault.RSA)
		if err != nil {
			t.Fatal(err)
		}
		s, err := wallet.NewSigner(v, k.Block, wallet.Key{Public: k.Public}.PublicPEM())
		if err != nil {
			t.Fatal(err)
		}
		a := make(wallet.Account{URL: "http://127.0.0.1:1", AppID: "a", MchID: "m", Serial: "s"}, s)
		_, err = wallet.Router{channel: a}.Pay(t.Context(), payment.WalletOrder{Channel: channel, Order: "pay_1", AmountFen: 1, Currency: "CNY"})
		if !isNotSent(err) {
			t.Errorf("%s: %v", channel, err)
		}
	}
	if _, err := (wallet.Router{}).Pay(t.Context(), payment.WalletOrder{Channel: payment.WeChat}); !isNotSent(err) {
		t.Errorf("an unconnected wallet: %v", err)
	}
}

func isNotSent(err error) bool { return errs.Is(err, payment.ErrNotSent) }
