package contract_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/x509"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tillway/internal/audit"
	"tillway/internal/contract"
	"tillway/internal/contract/contracttest"
	"tillway/internal/contract/signature"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/money"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/module/moduletest"
)

var ctx = context.Background()

func each(t *testing.T, fn func(t *testing.T, s *contracttest.Shop)) {
	v := moduletest.Start(t)
	storetest.Each(t, contracttest.Migrations, func(t *testing.T, db *store.DB) { fn(t, contracttest.Open(t, db, v)) })
}

func wantErr(t *testing.T, err error, want *errs.Definition) {
	t.Helper()
	if !errs.Is(err, want) {
		t.Fatalf("got %v, want %s", err, want.Code)
	}
}

func wantIllegal(t *testing.T, err error) {
	t.Helper()
	if e := errs.As(err); e == nil || e.Def.Kind != errs.Conflict {
		t.Fatalf("got %v, want a conflict", err)
	}
}

func plan(t *testing.T, s *contracttest.Shop) (p contract.Plan, err error) {
	t.Helper()
	_ = s.DB.Read(ctx, func(q store.Q) error {
		p, err = contract.FeePlan(q, contracttest.Inst, s.Merchant.ID.String(), s.DB.Clock().Now())
		return nil
	})
	return p, err
}

func TestS042_NothingIsSignedBeforeEveryClauseIsRead(t *testing.T) {
	each(t, func(t *testing.T, s *contracttest.Shop) {
		c := s.Draft()
		if c.Status() != contract.Sent || c.Digest == "" || len(c.Clauses) == 0 {
			t.Fatalf("after sending: %s %q", c.Status(), c.Digest)
		}
		wantErr(t, s.Contracts.RequestCode(ctx, s.Owner, c.ID), contract.ErrUnread)
		for _, cl := range c.Clauses[1:] {
			if _, err := s.Contracts.Read(ctx, s.Owner, c.ID, cl.ID); err != nil {
				t.Fatal(err)
			}
		}
		wantErr(t, s.Contracts.RequestCode(ctx, s.Owner, c.ID), contract.ErrUnread)
		_, err := s.Contracts.Read(ctx, s.Owner, c.ID, "no such clause")
		wantErr(t, err, contract.ErrClause)
		v, err := s.Contracts.Read(ctx, s.Owner, c.ID, c.Clauses[0].ID)
		if err != nil || v.Unread() != 0 || v.Contract.Status() != contract.Reading {
			t.Fatalf("%d unread, %s, %v", v.Unread(), v.Contract.Status(), err)
		}
		s.Sign(c)
	})
}

func TestS009_ReadingIsRecordedOncePerClause(t *testing.T) {
	each(t, func(t *testing.T, s *contracttest.Shop) {
		c := s.Draft()
		first, err := s.Contracts.Read(ctx, s.Owner, c.ID, c.Clauses[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		s.DB.Clock().Set(s.DB.Clock().Now().Add(time.Hour))
		again, err := s.Contracts.Read(ctx, s.Owner, c.ID, c.Clauses[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		id := c.Clauses[0].ID
		if !first.Opened[id].At.Equal(again.Opened[id].At) || again.Opened[id].By != s.Owner.User {
			t.Fatalf("%+v then %+v", first.Opened[id], again.Opened[id])
		}
	})
}

func TestS038_InvitationHoldsFifteenDays(t *testing.T) {
	each(t, func(t *testing.T, s *contracttest.Shop) {
		c := s.Draft()
		s.ReadAll(c)
		s.DB.Clock().Set(c.ExpiresAt.Add(time.Second))
		wantErr(t, s.Contracts.RequestCode(ctx, s.Owner, c.ID), contract.ErrExpired)
		if err := s.Contracts.ExpireDue(ctx); err != nil {
			t.Fatal(err)
		}
		_, err := s.Contracts.Read(ctx, s.Owner, c.ID, c.Clauses[0].ID)
		wantErr(t, err, contract.ErrExpired)
		renewed, err := s.Contracts.Send(ctx, s.Officer, c.ID)
		if err != nil || renewed.Status() != contract.Sent || renewed.Digest != c.Digest {
			t.Fatalf("renewed %s %v", renewed.Status(), err)
		}
	})
}

func TestS074_DraftCannotBeSigned(t *testing.T) {
	each(t, func(t *testing.T, s *contracttest.Shop) {
		var c contract.Contract
		if err := s.DB.Write(ctx, func(tx *store.Tx) (err error) {
			c, err = contract.DraftTx(tx, s.Officer, "app_1", s.Merchant.ID.String())
			return err
		}); err != nil {
			t.Fatal(err)
		}
		_, err := s.Contracts.Sign(ctx, s.Owner, c.ID, "000000")
		wantErr(t, err, contract.ErrNotApproved)
		_, err = s.Contracts.Countersign(ctx, s.Officer, c.ID)
		wantIllegal(t, err)
		_, err = plan(t, s)
		wantErr(t, err, contract.ErrNoPlan)
	})
}

func TestS044_OpenQuestionBlocksTheSignature(t *testing.T) {
	each(t, func(t *testing.T, s *contracttest.Shop) {
		c := s.Draft()
		s.ReadAll(c)
		v, err := s.Contracts.Ask(ctx, s.Owner, c.ID, c.Clauses[4].ID, "押金什么时候退？")
		if err != nil || v.Contract.Status() != contract.QuestionOpen || v.Questions[0].Text != "押金什么时候退？" {
			t.Fatalf("%+v %v", v.Questions, err)
		}
		wantIllegal(t, s.Contracts.RequestCode(ctx, s.Owner, c.ID))
		q := v.Questions[0].ID
		_, err = s.Contracts.Accept(ctx, s.Owner, c.ID, q)
		wantErr(t, err, contract.ErrQuestion) // nothing to accept yet
		if v, err = s.Contracts.Answer(ctx, s.Officer, c.ID, q, "归还终端后 10 个工作日内。"); err != nil || v.Questions[0].Answer == "" {
			t.Fatal(err)
		}
		if v, err = s.Contracts.Accept(ctx, s.Owner, c.ID, q); err != nil || v.Contract.Status() != contract.Reading {
			t.Fatalf("%s %v", v.Contract.Status(), err)
		}
		s.Sign(c)
	})
}

func TestS048_SignaturesProveTheDocument(t *testing.T) {
	each(t, func(t *testing.T, s *contracttest.Shop) {
		c := s.InForce()
		if c.Status() != contract.EffectiveStatus || !s.Met("contract") {
			t.Fatalf("%s, met %v", c.Status(), s.Met("contract"))
		}
		file := map[string][]byte{}
		for _, kind := range []string{contract.FilePDF, contract.FileMerchantSignature, contract.FileBankSignature, contract.FileEvidence} {
			content, _, err := s.Contracts.Download(ctx, s.Owner, c.ID, kind)
			if err != nil {
				t.Fatal(kind, err)
			}
			file[kind] = content
		}
		if !bytes.HasPrefix(file[contract.FilePDF], []byte("%PDF-")) {
			t.Fatal("the document is no PDF")
		}
		for _, kind := range []string{contract.FileMerchantSignature, contract.FileBankSignature} {
			v, err := s.Contracts.Verify(ctx, contracttest.Inst, file[contract.FilePDF], file[kind])
			if err != nil || !v.Valid || v.Contract != c.ID {
				t.Fatalf("%s: %+v %v", kind, v, err)
			}
			flipped := bytes.Clone(file[contract.FilePDF])
			flipped[len(flipped)/2] ^= 1
			v, err = s.Contracts.Verify(ctx, contracttest.Inst, flipped, file[kind])
			if err != nil || v.Valid || v.Reason != contract.ReasonTampered {
				t.Fatalf("flipped: %+v %v", v, err)
			}
		}
		v, err := s.Contracts.Verify(ctx, contracttest.Inst, file[contract.FilePDF], []byte("no signature"))
		if err != nil || v.Valid || v.Reason != contract.ReasonMalformed {
			t.Fatalf("garbage: %+v %v", v, err)
		}
		checkEvidence(t, file[contract.FileEvidence], len(c.Clauses))
	})
}

func checkEvidence(t *testing.T, file []byte, clauses int) {
	t.Helper()
	// the authority's certificate travels in the file; a court gets it from the institution
	_, _, err := signature.OpenEvidence(file, x509.NewCertPool())
	if err == nil {
		t.Fatal("evidence opened without a trusted authority")
	}
	roots := x509.NewCertPool()
	if ok := roots.AppendCertsFromPEM(authorityOf(t, file)); !ok {
		t.Fatal("no authority in the evidence")
	}
	e, _, err := signature.OpenEvidence(file, roots)
	if err != nil {
		t.Fatal(err)
	}
	opened := 0
	for _, ev := range e.Events {
		if ev.Kind == "clause.opened" && !ev.At.IsZero() {
			opened++
		}
	}
	if opened != clauses || !e.Test {
		t.Fatalf("%d of %d clauses in the evidence, test %v", opened, clauses, e.Test)
	}
}

func TestS047_StoredFilesAreSealedAndTheSameYearsLater(t *testing.T) {
	v := moduletest.Start(t)
	storetest.Each(t, contracttest.Migrations, func(t *testing.T, db *store.DB) {
		s := contracttest.Open(t, db, v)
		dir := t.TempDir()
		s.Contracts = contract.New(db, v, dir)
		c := s.InForce()
		before, f, err := s.Contracts.Download(ctx, s.Owner, c.ID, contract.FilePDF)
		if err != nil {
			t.Fatal(err)
		}
		db.Clock().Set(db.Clock().Now().AddDate(2, 0, 0))
		after, g, err := s.Contracts.Download(ctx, s.Owner, c.ID, contract.FilePDF)
		if err != nil || !bytes.Equal(before, after) || f.Digest != g.Digest {
			t.Fatal("another document two years later", err)
		}
		paths, _ := filepath.Glob(filepath.Join(dir, "*", "*", f.Digest+".sealed"))
		if len(paths) != 1 {
			t.Fatalf("found %v", paths)
		}
		sealed, _ := os.ReadFile(paths[0])
		if bytes.Contains(sealed, []byte("%PDF-")) {
			t.Fatal("the document lies in the clear")
		}
		sealed[len(sealed)/2] ^= 1
		if err := os.WriteFile(paths[0], sealed, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.Contracts.Download(ctx, s.Owner, c.ID, contract.FilePDF); err == nil {
			t.Fatal("a damaged file was handed out")
		}
	})
}

func TestS085_ASuspendedContractStopsTheShopAndAnotherPersonResumesIt(t *testing.T) {
	each(t, func(t *testing.T, s *contracttest.Shop) {
		risk, compliance := contracttest.Person("risk", audit.Risk), contracttest.Person("compliance", audit.Compliance)
		c := s.Draft()
		_, err := s.Contracts.Suspend(ctx, risk, c.ID, "可疑交易核查")
		wantIllegal(t, err)
		s.ReadAll(c)
		s.Sign(c)
		if _, err := s.Contracts.Countersign(ctx, s.Officer, c.ID); err != nil {
			t.Fatal(err)
		}
		_, err = s.Contracts.Suspend(ctx, risk, c.ID, "查")
		if e := errs.As(err); e == nil || len(e.Faults) != 1 || e.Faults[0].Path != "reason" {
			t.Fatalf("a reason of one character: %v", err)
		}
		v, err := s.Contracts.Suspend(ctx, risk, c.ID, "可疑交易核查")
		if err != nil || v.Contract.Status() != contract.Suspended || v.Contract.SuspendedFor != "可疑交易核查" || s.Met("contract") {
			t.Fatalf("%s for %q, met %v, %v", v.Contract.Status(), v.Contract.SuspendedFor, s.Met("contract"), err)
		}
		second := risk
		second.User = "usr_other_account"
		_, err = s.Contracts.Resume(ctx, second, c.ID, "核查未见异常")
		wantErr(t, err, contract.ErrSamePerson)
		if s.Met("contract") {
			t.Fatal("one person let it go on")
		}
		v, err = s.Contracts.Resume(ctx, compliance, c.ID, "核查未见异常")
		if err != nil || v.Contract.Status() != contract.EffectiveStatus || v.Contract.SuspendedFor != "" || !s.Met("contract") {
			t.Fatalf("%s, met %v, %v", v.Contract.Status(), s.Met("contract"), err)
		}
	})
}

func TestS078_SignedFeesDoNotFollowTheDefaults(t *testing.T) {
	each(t, func(t *testing.T, s *contracttest.Shop) {
		c := s.InForce()
		before, err := plan(t, s)
		if err != nil {
			t.Fatal(err)
		}
		inst := institution.New(s.DB)
		for name, value := range map[string]string{"fee.credit.ppm": "9000", "deposit.fen": "99900"} {
			change, err := inst.ProposeParam(ctx, s.Officer, name, value, day.Of(s.DB.Clock().Now()), "年度调价测试")
			if err != nil {
				t.Fatal(err)
			}
			if err := inst.ApproveParam(ctx, contracttest.Person("second"), change); err != nil {
				t.Fatal(err)
			}
		}
		s.DB.Clock().Set(s.DB.Clock().Now().AddDate(0, 0, 3))
		after, err := plan(t, s)
		if err != nil || after.Rows["credit"] != before.Rows["credit"] || after.Rows["credit"].PPM != 6000 {
			t.Fatalf("%+v then %+v, %v", before.Rows, after.Rows, err)
		}
		v, err := s.Contracts.Look(ctx, s.Owner, c.ID)
		if err != nil || v.Contract.DepositFen != 29900 {
			t.Fatalf("deposit %d, %v", v.Contract.DepositFen, err)
		}
		_ = s.DB.Read(ctx, func(q store.Q) error {
			byID, err := contract.FeePlanByID(q, contracttest.Inst, before.ID)
			if err != nil || byID.Rows["debit"] != before.Rows["debit"] {
				t.Errorf("by id %+v %v", byID, err)
			}
			return nil
		})
	})
}

func TestS041_NothingOutsideTheAnnexIsCharged(t *testing.T) {
	each(t, func(t *testing.T, s *contracttest.Shop) {
		s.InForce()
		p, err := plan(t, s)
		if err != nil {
			t.Fatal(err)
		}
		fee, err := p.Fee("debit", money.FromFen(500000))
		if err != nil || fee.Fen() != 2000 { // 0.5 % of 5,000 capped at 20
			t.Fatalf("fee %s %v", fee, err)
		}
		if fee, err = p.Fee("credit", money.FromFen(123456)); err != nil || fee.Fen() != 741 {
			t.Fatalf("fee %s %v", fee, err)
		}
		_, err = p.Fee("unionpay_qr", money.FromFen(100))
		wantErr(t, err, contract.ErrProduct)
		_ = s.DB.Read(ctx, func(q store.Q) error {
			err = contract.Chargeable(q, contracttest.Inst, s.Merchant.ID.String(), "paper_roll", s.DB.Clock().Now())
			return nil
		})
		wantErr(t, err, contract.ErrProduct)
	})
}

func TestSignatureNeedsTheOwnerAndTheCode(t *testing.T) {
	each(t, func(t *testing.T, s *contracttest.Shop) {
		c := s.Draft()
		s.ReadAll(c)
		cashier := s.Owner
		cashier.Roles = []string{audit.Cashier}
		wantErr(t, s.Contracts.RequestCode(ctx, cashier, c.ID), contract.ErrNotSigner)
		stranger := s.Owner
		stranger.Merchant = "mer_other"
		wantErr(t, s.Contracts.RequestCode(ctx, stranger, c.ID), contract.ErrContract)
		_, err := s.Contracts.Sign(ctx, s.Owner, c.ID, "000000") // none was asked for
		wantErr(t, err, contract.ErrCode)
		if err := s.Contracts.RequestCode(ctx, s.Owner, c.ID); err != nil {
			t.Fatal(err)
		}
		for range 5 {
			_, err = s.Contracts.Sign(ctx, s.Owner, c.ID, "111111")
			wantErr(t, err, contract.ErrCode)
		}
		_, err = s.Contracts.Sign(ctx, s.Owner, c.ID, "000000")
		wantErr(t, err, contract.ErrCodeTries)
		s.Sign(c)
	})
}

func authorityOf(t *testing.T, file []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("authority.pem")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestS046_EveryVoucherHasItsDigestAndDownloadsAreLogged(t *testing.T) {
	each(t, func(t *testing.T, s *contracttest.Shop) {
		c := s.InForce()
		v, err := s.Contracts.Look(ctx, s.Owner, c.ID)
		if err != nil || len(v.Files) != 4 {
			t.Fatalf("%d vouchers, %v", len(v.Files), err)
		}
		for _, f := range v.Files {
			if len(f.Digest) != 64 || f.Size == 0 {
				t.Errorf("%+v", f)
			}
			if _, _, err := s.Contracts.Download(ctx, s.Owner, c.ID, f.Kind); err != nil {
				t.Error(f.Kind, err)
			}
		}
		var log []audit.Line
		if err := s.DB.Read(ctx, func(q store.Q) (err error) {
			log, err = audit.List(q, contracttest.Inst, audit.Filter{})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		taken := 0
		for _, l := range log {
			if l.Verb == "contract.download" && l.User == s.Owner.User {
				taken++
			}
		}
		if taken != 4 {
			t.Fatalf("%d downloads of the owner on record", taken)
		}
		stranger := s.Owner
		stranger.Merchant = "mer_other"
		_, _, err = s.Contracts.Download(ctx, stranger, c.ID, contract.FilePDF)
		wantErr(t, err, contract.ErrContract)
	})
}
