package onboarding_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/onboarding"
	"tillway/internal/onboarding/onboardingtest"
	"tillway/internal/party"
)

func TestS010_ConsentsAreSeparateVersionedAndWithdrawable(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		a, err := s.Room.Create(ctx, s.Owner, institution.SoleTrader, "")
		if err != nil || len(a.Consents) != 0 {
			t.Fatalf("a new application has consents %v: %v", a.Consents, err)
		}
		of := s.Draft()
		for _, text := range onboarding.ConsentTexts() {
			if err := s.Room.Consent(ctx, s.Owner, of, map[string]bool{text.Kind: false}); err != nil {
				t.Fatal(err)
			}
			_, err := s.Room.Submit(ctx, s.Owner, of)
			if got := codes(err); !slices.Equal(got, []string{"consents." + text.Kind + "=CONSENT_MISSING"}) {
				t.Fatalf("without %s: %v %v", text.Kind, got, err)
			}
			if err := s.Room.Consent(ctx, s.Owner, of, map[string]bool{text.Kind: true}); err != nil {
				t.Fatal(err)
			}
			for _, c := range s.Get(of).Consents {
				if c.Kind == text.Kind && (c.Version != text.Version || !c.Agreed) {
					t.Fatalf("on record: %+v, the text is %s", c, text.Version)
				}
			}
		}
		if _, err := s.Room.Submit(ctx, s.Owner, of); err != nil {
			t.Fatal(err)
		}
	})
}

func TestS025_EveryPaperIsThere(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		a, err := s.Room.Create(ctx, s.Owner, institution.SoleTrader, "")
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Room.Save(ctx, s.Owner, a.ID, onboardingtest.Whole(s.Form(day.Of(s.DB.Clock().Now()))))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Room.Upload(ctx, s.Owner, a.ID, "id_front", onboardingtest.Picture()); err != nil {
			t.Fatal(err)
		}
		_, err = s.Room.Submit(ctx, s.Owner, a.ID)
		got := codes(err)
		for _, want := range []string{"documents.id_back=DOC_MISSING", "documents.licence=DOC_MISSING", "documents.special_trade_permit=DOC_MISSING"} {
			if !slices.Contains(got, want) {
				t.Errorf("%s is not among %v", want, got)
			}
		}
		if slices.Contains(got, "documents.id_front=DOC_MISSING") || slices.Contains(got, "documents.lease=DOC_MISSING") {
			t.Errorf("complains of what is there or not needed: %v", got)
		}
		of := s.Submitted()
		r := onboardingtest.Pass(1)
		r.Originals = false
		_, err = s.Room.Decide(ctx, s.Reviewer1, of, r)
		wantErr(t, err, onboarding.ErrOriginals)
		r = onboardingtest.Pass(1)
		delete(r.Checklist, "account")
		_, err = s.Room.Decide(ctx, s.Reviewer1, of, r)
		wantErr(t, err, onboarding.ErrReviewList)
	})
}

func TestS072_FilesAreWhatTheyAre(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		a, err := s.Room.Create(ctx, s.Owner, institution.SoleTrader, "")
		if err != nil {
			t.Fatal(err)
		}
		up := func(docType string, content []byte) error {
			_, err := s.Room.Upload(ctx, s.Owner, a.ID, docType, content)
			return err
		}
		program := append([]byte("MZ\x90\x00\x03\x00\x00\x00"), bytes.Repeat([]byte{0}, 512)...)
		wantErr(t, up("licence", program), onboarding.ErrFileKind)
		wantErr(t, up("licence", []byte("<html><script>alert(1)</script></html>")), onboarding.ErrFileKind)
		wantErr(t, up("licence", []byte("\x89PNG\r\n\x1a\n garbage")), onboarding.ErrFileBroken)
		wantErr(t, up("licence", []byte("%PDF-1.4\n1 0 obj << /OpenAction << /S /JavaScript /JS (x) >> >>")), onboarding.ErrFileActive)
		wantErr(t, up("licence", nil), onboarding.ErrFileSize)
		wantErr(t, up("licence", make([]byte, 5<<20+1)), onboarding.ErrFileSize)
		wantErr(t, up("selfie", onboardingtest.Picture()), onboarding.ErrDocumentType)
		picture := onboardingtest.Picture()
		d, err := s.Room.Upload(ctx, s.Owner, a.ID, "licence", picture)
		sum := sha256.Sum256(picture)
		if err != nil || d.SHA256 != hex.EncodeToString(sum[:]) || d.MIME != "image/png" {
			t.Fatalf("%+v: %v", d, err)
		}
		if _, back, err := s.Room.Document(ctx, s.Owner, a.ID, d.ID); err != nil || !bytes.Equal(back, picture) {
			t.Fatalf("it came back changed: %v", err)
		}
		stranger := s.Enrol("owner.two", s.Person("别家老板", 9), audit.Owner)
		_, _, err = s.Room.Document(ctx, stranger, a.ID, d.ID)
		wantErr(t, err, onboarding.ErrUnknown)
	})
}

func TestS026_CopiesLieSealed(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		of := s.Draft()
		var files int
		err := filepath.WalkDir(s.Dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			files++
			raw, err := os.ReadFile(path)
			if err == nil && bytes.Contains(raw, []byte("PNG")) {
				t.Errorf("%s shows its picture", path)
			}
			return err
		})
		if err != nil || files < 8 {
			t.Fatalf("%d files: %v", files, err)
		}
		a := s.Get(of)
		shown := fmt.Sprintf("%+v", a.Form)
		for _, clear := range []string{"6222000000000009", s.OwnerID.IDNo, s.OwnerID.Mobile, s.OwnerID.Name} {
			if strings.Contains(shown, clear) {
				t.Errorf("the page shows a value in the clear: %s", a.Form.Settle.AcctNo)
			}
		}
		if a.Settle.AcctNo != "622200******0009" || a.Legal.Name != "韩**" {
			t.Errorf("masks %s %s", a.Settle.AcctNo, a.Legal.Name)
		}
		// A page that sends the masks back changes nothing.
		if _, err := s.Room.Save(ctx, s.Owner, of, onboardingtest.Whole(a.Form)); err != nil {
			t.Fatal(err)
		}
		f, err := s.Room.Reveal(ctx, s.Reviewer1, of, "test")
		if err != nil || f.Settle.AcctNo != "6222000000000009" || f.Legal.IDNo != s.OwnerID.IDNo || f.Contact.Mobile != s.OwnerID.Mobile {
			t.Fatalf("after the masks came back: %v", err)
		}
	})
}

func TestS027_RefusedPapersAreDestroyedAfterTheTerm(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		of := s.Submitted()
		a := s.Decide(s.Reviewer1, of, onboarding.Ruling{Level: 1, Decision: "reject", ReasonCode: "LIST"})
		see := func() error {
			_, _, err := s.Room.Document(ctx, s.Reviewer1, of, a.Documents[0].ID)
			return err
		}
		for _, wait := range []int{0, 179} {
			s.DB.Clock().Set(s.DB.Clock().Now().AddDate(0, 0, wait))
			if err := s.Room.Purge(ctx, s.Owner.Institution); err != nil {
				t.Fatal(err)
			}
			if err := see(); err != nil {
				t.Fatalf("gone after %d days: %v", wait, err)
			}
		}
		s.DB.Clock().Set(s.DB.Clock().Now().AddDate(0, 0, 2))
		if err := s.Room.Purge(ctx, s.Owner.Institution); err != nil {
			t.Fatal(err)
		}
		wantErr(t, see(), party.ErrDestroyed)
		_, err := s.Room.Reveal(ctx, s.Reviewer1, of, "test")
		wantErr(t, err, party.ErrDestroyed)
	})
}
