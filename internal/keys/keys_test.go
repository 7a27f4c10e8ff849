package keys_test

import (
	"bytes"
	"context"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"testing"
	"time"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/keys"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/module/moduletest"
)

var (
	migrations = []store.Migration{flow.Migrations, audit.Migrations, institution.Migrations, keys.Migrations}
	holder1    = audit.Actor{Institution: "ins_999", User: "usr_1", Party: "pty_1", Roles: []string{audit.KeyHolder1}}
	holder2    = audit.Actor{Institution: "ins_999", User: "usr_2", Party: "pty_2", Roles: []string{audit.KeyHolder2}}
	lane       = audit.System("ins_999", "lane")
)

const terminal = "trm_1"

func each(t *testing.T, fn func(t *testing.T, db *store.DB, s *keys.Service)) {
	v := moduletest.Start(t)
	storetest.Each(t, migrations, func(t *testing.T, db *store.DB) { fn(t, db, keys.New(db, v)) })
}

func ceremony(t *testing.T, s *keys.Service) keys.Key {
	t.Helper()
	ctx := context.Background()
	if _, err := s.GenerateTMK(ctx, holder1, terminal); err != nil {
		t.Fatal(err)
	}
	k, err := s.ApproveTMK(ctx, holder2, terminal)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func ring(t *testing.T, s *keys.Service) keys.Ring {
	t.Helper()
	r, err := s.Work(context.Background(), "ins_999", terminal)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func wantErr(t *testing.T, err error, want *errs.Definition) {
	t.Helper()
	if !errs.Is(err, want) {
		t.Fatalf("got %v, want %s", err, want.Code)
	}
}

func TestS061_MasterKeyNeedsTwoPeople(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *keys.Service) {
		ctx := context.Background()
		made, err := s.GenerateTMK(ctx, holder1, terminal)
		if err != nil {
			t.Fatal(err)
		}
		if made.Status() != keys.Pending || len(made.KCV) != 6 {
			t.Fatalf("made %s with KCV %q", made.Status(), made.KCV)
		}
		_, err = s.ApproveTMK(ctx, holder1, terminal)
		wantErr(t, err, keys.ErrSamePerson)
		other := holder1
		other.User = "usr_9" // a second account of the same person
		_, err = s.ApproveTMK(ctx, other, terminal)
		wantErr(t, err, keys.ErrSamePerson)
		_, err = s.ApproveTMK(ctx, lane, terminal)
		wantErr(t, err, keys.ErrSamePerson)
		_, err = s.SignOn(ctx, lane, terminal, "003")
		wantErr(t, err, keys.ErrNoKey)
		approved, err := s.ApproveTMK(ctx, holder2, terminal)
		if err != nil {
			t.Fatal(err)
		}
		if approved.Status() != keys.Current || approved.KCV != made.KCV {
			t.Fatalf("approved %s %s", approved.Status(), approved.KCV)
		}
	})
}

func TestS061_MasterKeyLeavesOnceUnderTheDevicesKey(t *testing.T) {
	device, public := deviceKey(t)
	each(t, func(t *testing.T, db *store.DB, s *keys.Service) {
		ctx := context.Background()
		ceremony(t, s)
		_, _, err := s.SealForDevice(ctx, holder1, terminal, "not a key")
		wantErr(t, err, keys.ErrDeviceKey)
		sealed, k, err := s.SealForDevice(ctx, holder1, terminal, public)
		if err != nil {
			t.Fatal(err)
		}
		clear, err := rsa.DecryptOAEP(sha256.New(), nil, device, sealed, []byte("TMK"))
		if err != nil || len(clear) != 16 {
			t.Fatalf("device cannot open it: %d bytes, %v", len(clear), err)
		}
		if bytes.Contains(k.Block, clear) {
			t.Fatal("the block holds the clear key")
		}
		mark := func() error {
			return db.Write(ctx, func(tx *store.Tx) error { return keys.MarkExportedTx(tx, holder1, k.ID, public) })
		}
		if err := mark(); err != nil {
			t.Fatal(err)
		}
		wantErr(t, mark(), keys.ErrExported)
		_, _, err = s.SealForDevice(ctx, holder1, terminal, public)
		wantErr(t, err, keys.ErrExported)
	})
}

func deviceKey(t *testing.T) (*rsa.PrivateKey, string) {
	t.Helper()
	k, err := rsa.GenerateKey(nil, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKIXPublicKey(&k.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	return k, string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}

// Work keys are pending until a good MAC, then current, and the pair before
// serves messages in flight for a minute.
func TestS061_WorkKeysOfASignIn(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *keys.Service) {
		ctx := context.Background()
		ceremony(t, s)
		if !ring(t, s).Empty() {
			t.Fatal("work keys before the first sign-in")
		}
		f62, err := s.SignOn(ctx, lane, terminal, "003")
		if err != nil || len(f62) != 40 {
			t.Fatalf("F62 of %d bytes, %v", len(f62), err)
		}
		first := ring(t, s)
		if first.Pending.MAC.ID == "" || first.Current.MAC.ID != "" || first.Pending.Track.ID != "" {
			t.Fatalf("after sign-in %+v", first)
		}
		if _, err := s.SignOn(ctx, lane, terminal, "003"); err != nil { // the answer was lost: it signs in again
			t.Fatal(err)
		}
		second := ring(t, s)
		if second.Pending.MAC.ID == first.Pending.MAC.ID {
			t.Fatal("the last sign-in must win")
		}
		promote(t, s)
		r := ring(t, s)
		if r.Current.MAC.ID != second.Pending.MAC.ID || r.Current.PIN.ID != second.Pending.PIN.ID || r.Pending.MAC.ID != "" {
			t.Fatalf("after promotion %+v", r)
		}
		if _, err := s.SignOn(ctx, lane, terminal, "004"); err != nil {
			t.Fatal(err)
		}
		promote(t, s)
		next := ring(t, s)
		if next.Previous.MAC.ID != r.Current.MAC.ID || next.Current.Track.ID == "" {
			t.Fatalf("the pair before must stay for messages in flight: %+v", next)
		}
		db.Clock().Set(db.Clock().Now().Add(61 * time.Second))
		if got := ring(t, s); got.Previous.MAC.ID != "" || got.Current.MAC.ID != next.Current.MAC.ID {
			t.Fatalf("a minute later %+v", got)
		}
	})
}

func promote(t *testing.T, s *keys.Service) {
	t.Helper()
	if err := s.Promote(context.Background(), lane, terminal); err != nil {
		t.Fatal(err)
	}
}

func TestS061_ReturnDestroysEveryKey(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, s *keys.Service) {
		ctx := context.Background()
		ceremony(t, s)
		if _, err := s.SignOn(ctx, lane, terminal, "003"); err != nil {
			t.Fatal(err)
		}
		promote(t, s)
		err := db.Write(ctx, func(tx *store.Tx) error { return keys.DestroyTx(tx, holder1, terminal, "returned") })
		if err != nil {
			t.Fatal(err)
		}
		all, err := s.History(ctx, holder1, terminal)
		if err != nil || len(all) != 3 {
			t.Fatalf("%d keys, %v", len(all), err)
		}
		for _, k := range all {
			if k.Status() != keys.Destroyed || len(k.Block) != 0 || k.KCV == "" {
				t.Fatalf("%s %s is %s with %d bytes", k.Usage, k.KCV, k.Status(), len(k.Block))
			}
		}
		_, err = s.SignOn(ctx, lane, terminal, "003")
		wantErr(t, err, keys.ErrNoKey)
	})
}

func TestZoneKeysOfALine(t *testing.T) {
	network, public := deviceKey(t)
	each(t, func(t *testing.T, db *store.DB, s *keys.Service) {
		ctx := context.Background()
		if _, err := s.GenerateZone(ctx, holder1, keys.LinkNetwork); err != nil {
			t.Fatal(err)
		}
		_, err := s.ExportZone(ctx, holder1, keys.LinkNetwork, public)
		wantErr(t, err, keys.ErrNoKey)
		if _, err := s.ApproveZone(ctx, holder2, keys.LinkNetwork); err != nil {
			t.Fatal(err)
		}
		out, err := s.ExportZone(ctx, holder2, keys.LinkNetwork, public)
		if err != nil {
			t.Fatal(err)
		}
		zpk, err1 := rsa.DecryptOAEP(sha256.New(), nil, network, out.ZPK.Cipher, []byte("ZPK"))
		zak, err2 := rsa.DecryptOAEP(sha256.New(), nil, network, out.ZAK.Cipher, []byte("ZAK"))
		if err1 != nil || err2 != nil || len(zpk) != 16 || bytes.Equal(zpk, zak) {
			t.Fatalf("network's copy: %v %v", err1, err2)
		}
	})
}
