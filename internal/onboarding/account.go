package onboarding

import (
	"context"
	"strings"

	"tillway/internal/audit"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/secret"
	"tillway/internal/merchant"
)

// ChangeAccount asks for another settlement account of a merchant. It passes
// the rules of an application and the registry's check before two people look
// at it (S99).
func (s *Service) ChangeAccount(ctx context.Context, by audit.Actor, of merchant.ID, fresh Settle) (merchant.AccountID, error) {
	m, err := s.merchants.Get(ctx, by, of)
	if err != nil {
		return "", err
	}
	who, err := s.parties.Open(ctx, by, m.LegalParty, "change of the settlement account")
	if err != nil {
		return "", err
	}
	t, err := s.terms(ctx, by.Institution)
	if err != nil {
		return "", err
	}
	f := Form{Base: Base{LicenseName: m.Name}, Legal: Legal{Name: who.Name, IDNo: who.IDNo}, Settle: fresh}.normal()
	c := &checker{Form: f, kind: m.Kind, complete: true, terms: t}
	if c.settle(); len(c.faults) > 0 {
		for i := range c.faults { // here the section is the whole request
			c.faults[i].Path = strings.TrimPrefix(c.faults[i].Path, "settle.")
		}
		return "", errs.Fields(c.faults...)
	}
	evidence, err := s.confirm(ctx, f)
	if err != nil {
		return "", err
	}
	return s.merchants.ProposeAccount(ctx, by, of, merchant.NewAccount{Type: f.Settle.AcctType, Holder: f.Settle.AcctName,
		Number: secret.New(f.Settle.AcctNo), BankCode: f.Settle.BankCode, BankName: f.Settle.BankName, Cycle: f.Settle.Cycle}, evidence)
}

// confirm asks the registry about a personal card. A company's account is
// compared with its papers by the two people who decide.
func (s *Service) confirm(ctx context.Context, f Form) (evidence string, err error) {
	if f.Settle.AcctType != merchant.Personal {
		return "", nil
	}
	card, err := s.registries.Card(ctx, CardQuery{Name: f.Settle.AcctName, IDNo: f.Legal.IDNo, CardNo: f.Settle.AcctNo, Mobile: f.Settle.ReservedMobile})
	if err != nil {
		return "", ErrRegistry.Wrap(err)
	}
	switch v := card.verdict(); {
	case card.Code == cardTooFrequent || card.Code == cardRetryLater:
		return "", ErrRegistry.New()
	case !v.ok:
		return "", ErrChecksFailed.New("checks", v.kind+" "+v.result)
	}
	return card.Ref, nil
}
