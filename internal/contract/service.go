package contract

import (
	"context"
	"slices"
	"strings"

	"tillway/internal/audit"
	"tillway/internal/contract/paper"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/kit/vault"
	"tillway/internal/merchant"
	"tillway/internal/onboarding"
)

// Service is the room's use cases.
type Service struct {
	db    *store.DB
	vault vault.Vault
	dir   string // where sealed files lie
}

// New returns the room. dir holds the sealed files and is made when missing.
func New(db *store.DB, v vault.Vault, dir string) *Service {
	return &Service{db: db, vault: v, dir: dir}
}

// Subscriptions draft a contract when an application is approved.
func (s *Service) Subscriptions() []outbox.Subscription {
	return []outbox.Subscription{{
		Name: "contract.drafts", Topics: []string{onboarding.Approved{}.Topic()},
		Handle: func(tx *store.Tx, e outbox.Envelope) error {
			ev, err := outbox.Decode[onboarding.Approved](e)
			if err != nil {
				return err
			}
			_, err = DraftTx(tx, audit.System(e.Institution, "contract.drafts"), ev.ApplicationID.String(), ev.MerchantID.String())
			return err
		},
	}}
}

// DraftTx fixes clauses, fees and deposit from the parameters of today. It is
// harmless to repeat.
func DraftTx(tx *store.Tx, by audit.Actor, application, merchantID string) (Contract, error) {
	if c, err := byApplication(tx, by.Institution, application); err == nil || !errs.Is(err, ErrContract) {
		return c, err
	}
	m, err := merchant.Get(tx, by.Institution, merchant.ID(merchantID))
	if err != nil {
		return Contract{}, err
	}
	today := day.Of(tx.Now())
	rows, err := fixFees(tx, by.Institution, m.Products, today)
	if err != nil {
		return Contract{}, err
	}
	c := Contract{ID: id.New[contractKind](tx.Now()), MerchantID: merchantID, ApplicationID: application,
		DraftedOn: today, Clauses: paper.StandardClauses()}
	if err := c.fixTerms(tx, by.Institution, today); err != nil {
		return Contract{}, err
	}
	n, err := draftedOn(tx, by.Institution, today)
	if err != nil {
		return Contract{}, err
	}
	c.Number = contractNumber(today, n+1)
	if c.pos, err = life.Begin(tx, by.Institution, c.ID.String(), by.User); err != nil {
		return Contract{}, err
	}
	if err := insert(tx, by.Institution, c, rows); err != nil {
		return Contract{}, err
	}
	return c, audit.Write(tx, by, "contract.draft", "contract", c.ID.String(),
		map[string]string{"number": c.Number, "merchant": merchantID, "application": application})
}

func (c *Contract) fixTerms(q store.Q, inst id.Institution, on day.Date) (err error) {
	if c.DepositFen, err = institution.ParamInt(q, inst, "deposit.fen", on); err != nil {
		return err
	}
	if c.MinimumFen, err = institution.ParamInt(q, inst, "settlement.minimum_fen", on); err != nil {
		return err
	}
	cutoff, err := institution.Param(q, inst, "settlement.cutoff", on)
	c.Cutoff = cutoff.Value
	return err
}

// fixFees reads today's rates of the products a merchant applied for. Cards
// come as a pair: a terminal cannot take one kind only.
func fixFees(q store.Q, inst id.Institution, products []string, on day.Date) ([]Fee, error) {
	var rows []Fee
	for _, p := range feeCodes {
		if (p.product == "wechat" || p.product == "alipay") && !slices.Contains(products, p.product) {
			continue
		}
		rate, err := institution.ParamRate(q, inst, "fee."+p.product+".ppm", on)
		if err != nil {
			return nil, err
		}
		f := Fee{Product: p.product, PPM: rate, CapFen: -1}
		if p.product == "debit" {
			if f.CapFen, err = institution.ParamInt(q, inst, "fee.debit.cap_fen", on); err != nil {
				return nil, err
			}
		}
		rows = append(rows, f)
	}
	return rows, nil
}

// fire moves a contract along its life and stores it.
func fire(tx *store.Tx, by audit.Actor, c Contract, event string) (Contract, error) {
	was := c.pos.Step
	var err error
	if c.pos, err = life.Fire(tx, by.Institution, c.ID.String(), c.pos, event, by.User); err != nil {
		return Contract{}, err
	}
	if err := update(tx, by.Institution, was, c); err != nil {
		return Contract{}, err
	}
	return c, audit.Write(tx, by, "contract."+event, "contract", c.ID.String(),
		map[string]string{"number": c.Number, "status": c.Status(), "digest": c.Digest})
}

// visible loads a contract the caller may see.
func visible(q store.Q, by audit.Actor, con ID) (Contract, error) {
	c, err := Get(q, by.Institution, con)
	if err == nil && by.Merchant != "" && by.Merchant != c.MerchantID {
		return Contract{}, ErrContract.New()
	}
	return c, err
}

// View is a contract as a person sees it.
type View struct {
	Contract  Contract
	Fees      []Fee
	Opened    map[string]Opened // by clause
	Questions []Question
	Files     []File
}

// Unread counts the clauses nobody has opened.
func (v View) Unread() int { return len(v.Contract.Clauses) - len(v.Opened) }

// Find lists contracts: a merchant sees its own, from the invitation on.
func (s *Service) Find(ctx context.Context, by audit.Actor, f Filter) (out []Contract, err error) {
	if by.Merchant != "" {
		f.Merchant = by.Merchant
	}
	err = s.db.Read(ctx, func(q store.Q) error {
		out, err = list(q, by.Institution, f)
		return err
	})
	if by.Merchant != "" {
		out = slices.DeleteFunc(out, func(c Contract) bool { return c.Status() == Drafted })
	}
	return out, err
}

// Look returns a contract with everything around it.
func (s *Service) Look(ctx context.Context, by audit.Actor, con ID) (v View, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		if v.Contract, err = visible(q, by, con); err != nil {
			return err
		}
		return v.load(q, by.Institution)
	})
	if err != nil {
		return View{}, err
	}
	return v, s.openQuestionTexts(ctx, by.Institution, &v)
}

func (v *View) load(q store.Q, inst id.Institution) (err error) {
	con := v.Contract.ID
	if v.Fees, err = fees(q, inst, con); err != nil {
		return err
	}
	opened, err := readings(q, inst, con)
	if err != nil {
		return err
	}
	v.Opened = map[string]Opened{}
	for _, o := range opened {
		v.Opened[o.Clause] = o
	}
	if v.Questions, err = questions(q, inst, con); err != nil {
		return err
	}
	v.Files, err = files(q, inst, con)
	return err
}

func (s *Service) openQuestionTexts(ctx context.Context, inst id.Institution, v *View) error {
	for i, qn := range v.Questions {
		text, err := s.vault.Open(ctx, v.Contract.dataKey, questionAAD(inst, qn.ID, "question"), qn.sealedText)
		if err != nil {
			return err
		}
		v.Questions[i].Text = string(text)
		if len(qn.sealedAnswer) == 0 {
			continue
		}
		answer, err := s.vault.Open(ctx, v.Contract.dataKey, questionAAD(inst, qn.ID, "answer"), qn.sealedAnswer)
		if err != nil {
			return err
		}
		v.Questions[i].Answer = string(answer)
	}
	return nil
}

func questionAAD(inst id.Institution, question, column string) string {
	return strings.Join([]string{inst.String(), "contract_question", question, column}, "/")
}

// Steps returns the life of a contract the caller may see.
func (s *Service) Steps(ctx context.Context, by audit.Actor, con ID) (out []flow.Step, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		if _, err := visible(q, by, con); err != nil {
			return err
		}
		out, err = life.Steps(q, by.Institution, con.String())
		return err
	})
	return out, err
}
