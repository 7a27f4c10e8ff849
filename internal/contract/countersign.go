package contract

import (
	"bytes"
	"context"
	"encoding/pem"
	"errors"
	"strconv"

	"tillway/internal/audit"
	"tillway/internal/contract/signature"
	"tillway/internal/institution"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
)

// condition is the name under which the shop's readiness knows this room.
const condition = "contract"

// Countersign is the bank's signature. It makes the contract effective, keeps
// the evidence file and meets the shop's condition.
func (s *Service) Countersign(ctx context.Context, by audit.Actor, con ID) (View, error) {
	if by.Merchant != "" {
		return View{}, ErrContract.New()
	}
	before, err := s.Look(ctx, by, con)
	if err != nil {
		return View{}, err
	}
	if _, err := life.Peek(before.Contract.pos, "countersign"); err != nil {
		return View{}, err
	}
	made, err := s.bankFiles(ctx, by, before)
	if err != nil {
		return View{}, err
	}
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		c, err := Get(tx, by.Institution, con)
		if err != nil {
			return err
		}
		for _, f := range made {
			if err := insertFile(tx, by.Institution, con, f); err != nil {
				return err
			}
		}
		if c, err = fire(tx, by, c, "countersign"); err != nil {
			return err
		}
		c.EffectiveAt = tx.Now()
		if c, err = fire(tx, by, c, "enter"); err != nil {
			return err
		}
		if err := merchant.MeetTx(tx, by, merchant.ID(c.MerchantID), condition, c.Number); err != nil {
			return err
		}
		return outbox.Emit(tx, by.Institution, Effective{c.ID, c.Number, c.MerchantID, c.DepositFen})
	})
	if err != nil {
		return View{}, err
	}
	return s.Look(ctx, by, con)
}

// bankFiles makes the countersignature and the evidence.
func (s *Service) bankFiles(ctx context.Context, by audit.Actor, v View) ([]File, error) {
	inst, c := by.Institution, v.Contract
	document, err := s.document(ctx, inst, c)
	if err != nil {
		return nil, err
	}
	merchants, _, err := s.Download(ctx, by, c.ID, FileMerchantSignature)
	if err != nil {
		return nil, err
	}
	roots, err := s.roots(ctx, inst)
	if err != nil {
		return nil, err
	}
	if _, err := signature.Verify(document, merchants, roots); err != nil {
		return nil, ErrDamaged.Wrap(err) // nothing that does not check is countersigned
	}
	var bank institution.Institution
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		bank, err = institution.Get(q, inst)
		return err
	})
	if err != nil {
		return nil, err
	}
	banks, err := s.signBytes(ctx, inst, c.Number+" "+bank.NameZh, document)
	if err != nil {
		return nil, err
	}
	proof, err := s.evidence(ctx, inst, v, bank, map[string][]byte{
		"agreement.pdf": document, "merchant.p7s": merchants, "institution.p7s": banks})
	if err != nil {
		return nil, err
	}
	var out []File
	for kind, content := range map[string][]byte{FileBankSignature: banks, FileEvidence: proof} {
		f, err := s.keep(ctx, inst, c, kind, content)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// evidence is the file a court would ask for: how the contract came about,
// step by step, with every document.
func (s *Service) evidence(ctx context.Context, inst id.Institution, v View, bank institution.Institution, parts map[string][]byte) ([]byte, error) {
	root, err := s.authority(ctx, inst)
	if err != nil {
		return nil, err
	}
	parts["authority.pem"] = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root.certificate})
	e := signature.Evidence{Agreement: v.Contract.Number, Institution: bank.NameZh, Merchant: v.Contract.MerchantID,
		Test: bank.Mode == institution.Sandbox}
	if err := s.recordEvents(ctx, inst, v, &e); err != nil {
		return nil, err
	}
	for name, content := range parts {
		if err := e.Add(name, mediaType(name), content); err != nil {
			return nil, err
		}
	}
	var zip bytes.Buffer
	err = e.Export(&zip, func(manifest []byte) ([]byte, error) {
		return s.signBytes(ctx, inst, v.Contract.Number+" "+bank.NameZh, manifest)
	})
	return zip.Bytes(), err
}

func mediaType(name string) string {
	switch name {
	case "agreement.pdf":
		return "application/pdf"
	case "authority.pem":
		return "application/x-pem-file"
	}
	return "application/pkcs7-signature"
}

func (s *Service) recordEvents(ctx context.Context, inst id.Institution, v View, e *signature.Evidence) error {
	for _, cl := range v.Contract.Clauses {
		if o, ok := v.Opened[cl.ID]; ok {
			e.Record(signature.Event{At: o.At, Kind: "clause.opened", Actor: o.By,
				Values: map[string]string{"clause": cl.ID, "key": strconv.FormatBool(cl.Key)}})
		}
	}
	for _, qn := range v.Questions {
		e.Record(signature.Event{At: qn.AskedAt, Kind: "question.asked", Actor: qn.AskedBy,
			Values: map[string]string{"clause": qn.Clause, "digest": sha([]byte(qn.Text))}})
		e.Record(signature.Event{At: qn.AnsweredAt, Kind: "question.answered", Actor: qn.AnsweredBy,
			Values: map[string]string{"accepted": strconv.FormatBool(qn.Accepted), "digest": sha([]byte(qn.Answer))}})
	}
	return s.db.Read(ctx, func(q store.Q) error {
		steps, err := life.Steps(q, inst, v.Contract.ID.String())
		for _, st := range steps {
			e.Record(signature.Event{At: st.At, Kind: "contract." + st.Event, Actor: st.By,
				Values: map[string]string{"to": st.To}})
		}
		return err
	})
}

// Verdict says what a signature is worth.
type Verdict struct {
	Valid      bool
	Reason     string // valid, tampered, unknown, malformed
	Contract   ID     // of the document, when it is one of ours
	Signer     string
	SignedAt   string
	Digest     string
	KnownPaper bool
}

// The reasons of a verdict.
const (
	ReasonValid     = "valid"
	ReasonTampered  = "tampered"
	ReasonUnknown   = "unknown"
	ReasonMalformed = "malformed"
)

// Verify checks a document and a detached signature that somebody holds (S48).
func (s *Service) Verify(ctx context.Context, inst id.Institution, document, der []byte) (Verdict, error) {
	roots, err := s.roots(ctx, inst)
	if err != nil {
		return Verdict{}, err
	}
	v := Verdict{Digest: sha(document)}
	err = s.db.Read(ctx, func(q store.Q) error {
		con, err := ofDigest(q, inst, v.Digest)
		if errors.Is(err, store.ErrNoRows) {
			return nil
		}
		v.Contract, v.KnownPaper = con, err == nil
		return err
	})
	if err != nil {
		return Verdict{}, err
	}
	signed, err := signature.Verify(document, der, roots)
	switch {
	case errors.Is(err, signature.ErrMalformed):
		v.Reason = ReasonMalformed
	case errors.Is(err, signature.ErrAltered):
		v.Reason = ReasonTampered
	case err != nil:
		v.Reason = ReasonUnknown
	default:
		v.Valid, v.Reason = true, ReasonValid
		v.Signer, v.SignedAt = signed.By.Subject.CommonName, signed.At.Format("2006-01-02T15:04:05Z07:00")
	}
	return v, nil
}
