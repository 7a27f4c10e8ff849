package onboarding

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// Upload takes a document of the checklist.
func (s *Service) Upload(ctx context.Context, by audit.Actor, of ApplicationID, docType string, content []byte) (Document, error) {
	mime, err := inspect(content)
	if err != nil {
		return Document{}, err
	}
	a, f, err := s.editable(ctx, by, of)
	if err != nil {
		return Document{}, err
	}
	if err := s.known(ctx, a, f, docType); err != nil {
		return Document{}, err
	}
	address, err := s.files.put(ctx, by.Institution, a.prospect, content)
	if err != nil {
		return Document{}, err
	}
	sum := sha256.Sum256(content)
	d := Document{Type: docType, MIME: mime, Size: int64(len(content)), SHA256: hex.EncodeToString(sum[:]), address: address,
		ID: id.New[documentKind](s.db.Clock().Now())}
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		now, err := load(tx, by.Institution, of)
		if err == nil {
			err = now.mayEdit()
		}
		if err != nil {
			return err
		}
		if err := insertDocument(tx, a, d, by.User); err != nil {
			return err
		}
		return audit.Write(tx, by, "onboarding.upload", "application", of.String(), map[string]string{"type": docType, "sha256": d.SHA256})
	})
	d.At = s.db.Clock().Now()
	return d, err
}

// known refuses a type of document that nobody asked for.
func (s *Service) known(ctx context.Context, a Application, f Form, docType string) error {
	return s.db.Read(ctx, func(q store.Q) error {
		list, err := institution.Checklist(q, a.Institution, a.Kind, f.Base.MCC, s.today())
		if err == nil && !slices.ContainsFunc(list, func(d institution.Document) bool { return d.Type == docType }) {
			err = ErrDocumentType.New()
		}
		return err
	})
}

// Document opens a document. Every look is on record (S27).
func (s *Service) Document(ctx context.Context, by audit.Actor, of ApplicationID, doc DocumentID) (d Document, content []byte, err error) {
	var a Application
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		got, err := loadFor(tx, by, of)
		if err != nil {
			return err
		}
		found, err := loadDocument(tx, by.Institution, of, doc)
		if err != nil {
			return err
		}
		a, d = got, found
		return audit.Write(tx, by, "onboarding.view_document", "application", of.String(), map[string]string{"document": doc.String()})
	})
	if err != nil {
		return d, nil, err
	}
	content, err = s.files.get(ctx, by.Institution, a.prospect, d.address)
	return d, content, err
}

// Consent records consents given, and withdrawn where false. A kind that is
// not named keeps its last word.
func (s *Service) Consent(ctx context.Context, by audit.Actor, of ApplicationID, given map[string]bool) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		a, err := loadFor(tx, by, of)
		if err != nil {
			return err
		}
		for _, kind := range ConsentKinds {
			agreed, named := given[kind]
			if !named {
				continue
			}
			text, _ := consentText(kind)
			if err := insertConsent(tx, a, Consent{Kind: kind, Version: text.Version, Agreed: agreed}, by.User, by.IP); err != nil {
				return err
			}
			verb := map[bool]string{true: "onboarding.consent", false: "onboarding.withdraw_consent"}[agreed]
			if err := audit.Write(tx, by, verb, "application", of.String(), map[string]string{"kind": kind, "text": text.Version}); err != nil {
				return err
			}
		}
		return nil
	})
}
