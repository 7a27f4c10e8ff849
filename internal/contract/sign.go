package contract

import (
	"context"
	"crypto/subtle"
	"crypto/x509"
	"time"

	"tillway/internal/audit"
	"tillway/internal/contract/signature"
	"tillway/internal/institution"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/rnd"
	"tillway/internal/kit/store"
	"tillway/internal/kit/vault"
	"tillway/internal/merchant"
	"tillway/internal/party"
)

const sandboxCode = "000000" // in the sandbox every one-time code is this

// RequestCode makes a one-time code for the signer. It is sealed at once; the
// sender of messages asks for it with SignCode.
func (s *Service) RequestCode(ctx context.Context, by audit.Actor, con ID) error {
	var c Contract
	err := s.db.Read(ctx, func(q store.Q) (err error) {
		c, err = mayBeSigned(q, by, con, s.db.Clock().Now())
		return err
	})
	if err != nil {
		return err
	}
	clear := sandboxCode
	if s.db.Kind() != store.Sandbox {
		clear = rnd.Digits(6)
	}
	sealed, err := s.vault.Seal(ctx, c.dataKey, codeAAD(by.Institution, con), []byte(clear))
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *store.Tx) error {
		p := institution.On(tx, by.Institution, day.Of(tx.Now()))
		lasts := p.Duration("contract.code_minutes")
		if p.Err() != nil {
			return p.Err()
		}
		if err := putCode(tx, by.Institution, con, sealed, tx.Now().Add(lasts)); err != nil {
			return err
		}
		if err := audit.Write(tx, by, "contract.request_code", "contract", con.String(), nil); err != nil {
			return err
		}
		return outbox.Emit(tx, by.Institution, SignCode{con, c.MerchantID, int(lasts.Minutes())})
	})
}

func codeAAD(inst id.Institution, con ID) string {
	return inst.String() + "/contract_code/" + con.String()
}

// SignCode returns the code on its way to the signer, for the sender of
// messages alone.
func (s *Service) SignCode(ctx context.Context, inst id.Institution, con ID) (string, error) {
	var c Contract
	var on code
	err := s.db.Read(ctx, func(q store.Q) (err error) {
		if c, err = Get(q, inst, con); err != nil {
			return err
		}
		on, err = getCode(q, inst, con)
		return err
	})
	if err != nil {
		return "", err
	}
	clear, err := s.vault.Open(ctx, c.dataKey, codeAAD(inst, con), on.sealed)
	return string(clear), err
}

// checkCode compares what the signer typed; a miss is counted.
func (s *Service) checkCode(ctx context.Context, by audit.Actor, con ID, typed string) error {
	var on code
	var most int64
	err := s.db.Read(ctx, func(q store.Q) (err error) {
		if most, err = institution.ParamInt(q, by.Institution, "contract.code_tries", day.Of(s.db.Clock().Now())); err != nil {
			return err
		}
		on, err = getCode(q, by.Institution, con)
		return err
	})
	switch {
	case err != nil:
		return err
	case int64(on.tries) >= most:
		return ErrCodeTries.New()
	case on.used || s.db.Clock().Now().After(on.until):
		return ErrCode.New()
	}
	clear, err := s.SignCode(ctx, by.Institution, con)
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare([]byte(clear), []byte(typed)) == 1 {
		return nil
	}
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		if err := missCode(tx, by.Institution, con); err != nil {
			return err
		}
		return audit.Write(tx, by, "contract.wrong_code", "contract", con.String(), nil)
	})
	if err != nil {
		return err
	}
	return ErrCode.New()
}

// Sign is the merchant's signature: an event certificate for this person and
// this document, whose key is used once inside the security module (电子签名法
// 第13条).
func (s *Service) Sign(ctx context.Context, by audit.Actor, con ID, typed string) (View, error) {
	var c Contract
	var signer string
	err := s.db.Read(ctx, func(q store.Q) (err error) {
		if c, err = mayBeSigned(q, by, con, s.db.Clock().Now()); err != nil {
			return err
		}
		signer, err = merchantSigner(q, by, c)
		return err
	})
	if err != nil {
		return View{}, err
	}
	if err := s.checkCode(ctx, by, con, typed); err != nil {
		return View{}, err
	}
	f, err := s.signDocument(ctx, by.Institution, c, FileMerchantSignature, signer)
	if err != nil {
		return View{}, err
	}
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		c, err := mayBeSigned(tx, by, con, tx.Now())
		if err != nil {
			return err
		}
		first, err := useCode(tx, by.Institution, con)
		if err != nil {
			return err
		}
		if !first {
			return ErrCode.New()
		}
		if err := insertFile(tx, by.Institution, con, f); err != nil {
			return err
		}
		if c, err = fire(tx, by, c, "sign"); err != nil {
			return err
		}
		return outbox.Emit(tx, by.Institution, SignedByMerchant{c.ID, c.Number, c.MerchantID})
	})
	if err != nil {
		return View{}, err
	}
	return s.Look(ctx, by, con)
}

// merchantSigner names the signer as the certificate does: the business, and
// the person with the given name hidden.
func merchantSigner(q store.Q, by audit.Actor, c Contract) (string, error) {
	m, err := merchant.Get(q, by.Institution, merchant.ID(c.MerchantID))
	if err != nil {
		return "", err
	}
	who, err := party.MaskedOf(q, by.Institution, m.LegalParty)
	return m.Name + " " + who.Name, err
}

// signDocument signs the contract's document with a fresh event certificate
// and keeps the signature. The key's block is forgotten on return.
func (s *Service) signDocument(ctx context.Context, inst id.Institution, c Contract, kind, signer string) (File, error) {
	document, err := s.document(ctx, inst, c)
	if err != nil {
		return File{}, err
	}
	der, err := s.signBytes(ctx, inst, c.Number+" "+signer, document)
	if err != nil {
		return File{}, err
	}
	return s.keep(ctx, inst, c, kind, der)
}

func (s *Service) document(ctx context.Context, inst id.Institution, c Contract) ([]byte, error) {
	return s.fetch(ctx, inst, c, File{Kind: FilePDF, Digest: c.Digest})
}

func (s *Service) signBytes(ctx context.Context, inst id.Institution, name string, document []byte) ([]byte, error) {
	root, err := s.authority(ctx, inst)
	if err != nil {
		return nil, err
	}
	key, err := s.vault.GenerateKey(ctx, inst, vault.SIGN)
	if err != nil {
		return nil, err
	}
	now := clock.Now() // certificates and signatures live in real time
	der, err := s.vault.MakeCertificate(ctx, root.key, key.Block, vault.Certificate{
		CommonName: "测试事件证书 " + name, Serial: now.UnixMicro(),
		NotBefore: now.Add(-time.Minute).Unix(), NotAfter: now.Add(24 * time.Hour).Unix(), Authority: root.certificate,
	})
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	signer, err := vault.NewSigner(ctx, s.vault, key.Block, key.Public)
	if err != nil {
		return nil, err
	}
	return signature.Sign(document, signer, cert)
}

// authority returns the institution's test authority, made when first needed.
func (s *Service) authority(ctx context.Context, inst id.Institution) (a authority, err error) {
	find := func() (ok bool, err error) {
		err = s.db.Read(ctx, func(q store.Q) error {
			a, ok, err = getAuthority(q, inst)
			return err
		})
		return ok, err
	}
	if ok, err := find(); err != nil || ok {
		return a, err
	}
	key, err := s.vault.GenerateKey(ctx, inst, vault.SIGN)
	if err != nil {
		return authority{}, err
	}
	now := clock.Now()
	der, err := s.vault.MakeCertificate(ctx, key.Block, key.Block, vault.Certificate{
		CommonName: "Tillway 测试根证书 无法律效力 " + inst.String(), Serial: now.UnixMicro(),
		NotBefore: now.Add(-time.Hour).Unix(), NotAfter: now.AddDate(10, 0, 0).Unix(),
	})
	if err != nil {
		return authority{}, err
	}
	err = s.db.Write(ctx, func(tx *store.Tx) error { return insertAuthority(tx, inst, authority{key.Block, der}) })
	if err == nil {
		_, err = find() // another may have been first: all use the one that is stored
	}
	return a, err
}

func (s *Service) roots(ctx context.Context, inst id.Institution) (*x509.CertPool, error) {
	root, err := s.authority(ctx, inst)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(root.certificate)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	return pool, nil
}
