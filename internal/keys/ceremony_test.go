package keys_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"tillway/internal/audit"
	"tillway/internal/keys"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/module/moduletest"
)

// One person alone, with as many accounts as they like and in whatever order
// they try, never gets a key into use (book, reliability-security §4.4).
func TestS061_OnePersonAloneNeverHasAUsableKey(t *testing.T) {
	_, public := deviceKey(t)
	s := keys.New(storetest.Open(t, store.SQLite, migrations), moduletest.Start(t))
	ctx := context.Background()
	accounts := []audit.Actor{
		{Institution: "ins_999", User: "usr_a", Party: "pty_1", Roles: []string{audit.KeyHolder1}},
		{Institution: "ins_999", User: "usr_b", Party: "pty_1", Roles: []string{audit.KeyHolder2}},
		{Institution: "ins_999", User: "usr_c", Party: "", Roles: []string{audit.KeyHolder2}},
	}
	rapid.Check(t, func(t *rapid.T) {
		for range rapid.IntRange(1, 12).Draw(t, "calls") {
			by := rapid.SampledFrom(accounts).Draw(t, "account")
			owner := rapid.SampledFrom([]string{terminal, keys.LinkNetwork}).Draw(t, "owner")
			usable := false
			switch rapid.IntRange(0, 5).Draw(t, "verb") {
			case 0:
				_, _ = s.GenerateTMK(ctx, by, owner)
			case 1:
				_, err := s.ApproveTMK(ctx, by, owner)
				usable = err == nil
			case 2:
				_, _ = s.GenerateZone(ctx, by, owner)
			case 3:
				_, err := s.ApproveZone(ctx, by, owner)
				usable = err == nil
			case 4:
				_, _, err := s.SealForDevice(ctx, by, owner, public)
				usable = err == nil
			case 5:
				_, err := s.SignOn(ctx, by, owner, "003")
				usable = err == nil
			}
			if usable {
				t.Fatal("one person has a usable key")
			}
		}
	})
}
