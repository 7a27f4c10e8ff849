package terminal_test

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"testing"

	"tillway/internal/audit"
	"tillway/internal/contract/contracttest"
	"tillway/internal/keys"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/merchant"
	"tillway/internal/module/moduletest"
	"tillway/internal/terminal"
)

var (
	ctx        = context.Background()
	migrations = append(append([]store.Migration{}, contracttest.Migrations...), keys.Migrations, terminal.Migrations)
	ops        = contracttest.Person("ops", audit.Operations)
	holder1    = contracttest.Person("kh1", audit.KeyHolder1)
	holder2    = contracttest.Person("kh2", audit.KeyHolder2)
	place      = terminal.Place{Address: "测试市示范区临河巷23号", LonE6: 121473701, LatE6: 31230416, CRS: "GCJ02"}
)

type house struct {
	*contracttest.Shop
	terminals *terminal.Service
	keys      *keys.Service
}

func each(t *testing.T, fn func(t *testing.T, h house)) {
	v := moduletest.Start(t)
	storetest.Each(t, migrations, func(t *testing.T, db *store.DB) {
		shop, k := contracttest.Open(t, db, v), keys.New(db, v)
		fn(t, house{shop, terminal.New(db, k, shop.Merchants), k})
	})
}

// ready gives the shop what a terminal needs: a contract and a settled deposit.
func (h house) ready(t *testing.T) {
	t.Helper()
	h.InForce()
	h.write(t, func(tx *store.Tx) error { return merchant.MeetTx(tx, ops, h.Merchant.ID, "deposit", "DEP1") })
}

func (h house) write(t *testing.T, fn func(tx *store.Tx) error) {
	t.Helper()
	if err := h.DB.Write(ctx, fn); err != nil {
		t.Fatal(err)
	}
}

func (h house) stock(t *testing.T, tusn, model string) terminal.Terminal {
	t.Helper()
	x, err := h.terminals.Stock(ctx, ops, tusn, model)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// bound is a terminal with its merchant, its place and its TID.
func (h house) bound(t *testing.T, tusn string) terminal.Terminal {
	t.Helper()
	x := h.stock(t, tusn, "T200-4G")
	if _, err := h.terminals.Allocate(ctx, ops, x.ID, h.Merchant.ID.String()); err != nil {
		t.Fatal(err)
	}
	x, err := h.terminals.Bind(ctx, ops, x.ID, place)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func (h house) verify(x terminal.Terminal) (err error) {
	_ = h.DB.Read(ctx, func(q store.Q) error {
		err = terminal.VerifyBinding(q, contracttest.Inst, x)
		return nil
	})
	return err
}

func wantErr(t *testing.T, err error, want *errs.Definition) {
	t.Helper()
	if !errs.Is(err, want) {
		t.Fatalf("got %v, want %s", err, want.Code)
	}
}

func TestS036_OneDeviceOneMerchant(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		h.ready(t)
		x := h.bound(t, "TW20000000000001")
		_, err := h.terminals.Stock(ctx, ops, "tw20000000000001", "T200-4G")
		wantErr(t, err, terminal.ErrTUSN)
		_, err = h.terminals.Allocate(ctx, ops, x.ID, "mer_other")
		if err == nil {
			t.Fatal("a second merchant got the device")
		}
		h.write(t, func(tx *store.Tx) error {
			_, err := terminal.ReturnTx(tx, ops, x.ID, "swap")
			return err
		})
		again := h.bound(t, "TW20000000000001") // came back, and is stocked anew
		if again.TID == x.TID {
			t.Fatalf("TID %s was given twice", x.TID)
		}
	})
}

func TestS036_BindingIsChainedAndTamperingIsSeen(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		h.ready(t)
		x := h.bound(t, "TW20000000000001")
		if x.TID != "10000001" || x.BindingVersion != 1 || h.verify(x) != nil {
			t.Fatalf("%+v, %v", x, h.verify(x))
		}
		moved := place
		moved.LonE6 += 130_000
		x, err := h.terminals.Bind(ctx, ops, x.ID, moved)
		if err != nil || x.BindingVersion != 2 || x.TID != "10000001" || h.verify(x) != nil {
			t.Fatalf("%+v %v %v", x, err, h.verify(x))
		}
		_, all, err := h.terminals.Get(ctx, ops, x.ID)
		if err != nil || len(all) != 2 || string(all[1].PrevHash) != string(all[0].Hash) {
			t.Fatal("the versions are not chained", err)
		}
		forged := x
		forged.MID = "999990070119999" // somebody edits the device's row
		wantErr(t, h.verify(forged), terminal.ErrBindingBroken)
		for _, sql := range []string{
			`UPDATE terminal_binding SET lon_e6 = 1 WHERE version = 2`,
			`DELETE FROM terminal_binding WHERE version = 2`,
		} {
			err := h.DB.Write(ctx, func(tx *store.Tx) error { _, err := tx.Exec(sql); return err })
			if !store.IsRefused(err) {
				t.Fatalf("%s: %v", sql, err)
			}
		}
	})
}

func TestS075_NoTerminalWhileTheDepositIsUnpaid(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		x := h.stock(t, "TW20000000000001", "T200-4G")
		_, err := h.terminals.Allocate(ctx, ops, x.ID, h.Merchant.ID.String())
		wantErr(t, err, terminal.ErrNotReady)
		h.InForce()
		_, err = h.terminals.Allocate(ctx, ops, x.ID, h.Merchant.ID.String())
		wantErr(t, err, terminal.ErrNotReady)
		h.write(t, func(tx *store.Tx) error { return merchant.MeetTx(tx, ops, h.Merchant.ID, "deposit", "DEP1") })
		if _, err = h.terminals.Allocate(ctx, ops, x.ID, h.Merchant.ID.String()); err != nil {
			t.Fatal(err)
		}
	})
}

func TestModelsWithoutApprovalAreNotDeployed(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		h.ready(t)
		old := h.stock(t, "TW10000000000001", "C10-OLD")
		_, err := h.terminals.Allocate(ctx, ops, old.ID, h.Merchant.ID.String())
		wantErr(t, err, terminal.ErrApproval)
		_, err = h.terminals.Stock(ctx, ops, "TW10000000000002", "NO-SUCH")
		wantErr(t, err, terminal.ErrModel)
	})
}

func TestS061_KeyLoadingByTwoPeople(t *testing.T) {
	private, err := rsa.GenerateKey(nil, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKIXPublicKey(&private.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	public := string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
	each(t, func(t *testing.T, h house) {
		h.ready(t)
		x := h.bound(t, "TW20000000000001")
		if _, err := h.terminals.GenerateKey(ctx, holder1, x.ID); err != nil {
			t.Fatal(err)
		}
		_, err := h.terminals.LoadKey(ctx, holder1, x.ID, public)
		wantErr(t, err, keys.ErrNoKey)
		k, err := h.terminals.ApproveKey(ctx, holder2, x.ID)
		if err != nil {
			t.Fatal(err)
		}
		loaded, err := h.terminals.LoadKey(ctx, ops, x.ID, public)
		if err != nil || loaded.KCV != k.KCV || loaded.Terminal.Status() != terminal.Keyed {
			t.Fatalf("%+v %v", loaded, err)
		}
		_, err = h.terminals.LoadKey(ctx, ops, x.ID, public)
		wantErr(t, err, keys.ErrExported)
		if _, err := h.terminals.Block(ctx, ops, x.ID, "tamper"); err != nil {
			t.Fatal(err)
		}
		_, err = h.keys.SignOn(ctx, ops, x.ID.String(), "003")
		wantErr(t, err, keys.ErrNoKey)
		_, err = h.terminals.GenerateKey(ctx, holder1, x.ID)
		wantErr(t, err, terminal.ErrNotBound)
	})
}

func TestBatchClosesOnce(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		h.ready(t)
		x := h.bound(t, "TW20000000000001")
		for range 2 { // the answer was lost and the settlement told again
			if err := h.terminals.CloseBatch(ctx, ops, x.ID, "000001", true); err != nil {
				t.Fatal(err)
			}
		}
		got, err := h.terminals.ByTID(ctx, contracttest.Inst, x.TID)
		if err != nil || got.Batch != "000002" {
			t.Fatalf("batch %s, %v", got.Batch, err)
		}
		_, err = h.terminals.ByTID(ctx, "ins_998", x.TID)
		wantErr(t, err, terminal.ErrUnknown)
	})
}
