package merchant

import (
	"context"
	"encoding/json"
	"time"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/party"
)

type accountKind struct{}

func (accountKind) Prefix() string { return "acc" }

// AccountID names a settlement account.
type AccountID = id.Of[accountKind]

// accountField is where the sealed value lives (part of its AAD).
const accountField = "merchant_account/account"

// NewAccount is a settlement account in the clear, before it is sealed.
type NewAccount struct {
	Party    party.ID // whose key seals it
	Type     string   // company, personal
	Holder   string
	Number   secret.String
	BankCode string // 联行号
	BankName string
	Cycle    string // T1
}

// SealedAccount is a settlement account ready to be stored.
type SealedAccount struct {
	party         party.ID
	sealed, index []byte
	see           Settlement
}

// inside is what is sealed.
type inside struct {
	Number string `json:"number"`
	Holder string `json:"holder"`
}

// SealAccount seals an account. Do it before the transaction that stores it.
func (s *Service) SealAccount(ctx context.Context, inst id.Institution, n NewAccount) (SealedAccount, error) {
	number := party.NormalCardNumber(n.Number.Reveal())
	plain, err := json.Marshal(inside{number, n.Holder})
	if err != nil {
		return SealedAccount{}, err
	}
	a := SealedAccount{party: n.Party, see: Settlement{Type: n.Type, Last4: tail4(number), Bank: n.BankName, BankCode: n.BankCode,
		HolderMasked: n.Holder, Cycle: n.Cycle}}
	if n.Type == Personal {
		a.see.HolderMasked = party.MaskName(n.Holder)
	}
	if a.sealed, err = s.parties.SealValue(ctx, inst, n.Party, accountField, plain); err != nil {
		return a, err
	}
	a.index, err = s.parties.Index(ctx, inst, accountField, number)
	return a, err
}

// Types of settlement account.
const (
	Corporate = "company"  // 对公
	Personal  = "personal" // 对私法人
)

func tail4(s string) string { return s[max(0, len(s)-4):] }

// openAccount stores the account an application was approved with. The two
// reviewers of the application are its two approvals.
func openAccount(tx *store.Tx, by audit.Actor, of ID, a SealedAccount, evidence string) error {
	acc := account{ID: id.New[accountKind](tx.Now()), Merchant: of, sealedAccount: a, Evidence: evidence}
	var err error
	if acc.pos, err = accountLife.Begin(tx, by.Institution, acc.ID.String(), by.User); err != nil {
		return err
	}
	for _, event := range []string{"check", "approve", "take_effect"} {
		if acc.pos, err = accountLife.Fire(tx, by.Institution, acc.ID.String(), acc.pos, event, by.User); err != nil {
			return err
		}
	}
	now := tx.NowMicros()
	acc.ValidUS = &now
	return insertAccount(tx, by.Institution, acc)
}

// account is a row of merchant_account.
type account struct {
	ID       AccountID
	Merchant ID
	sealedAccount
	Evidence                string
	maker, checker, decider string
	ValidUS                 *int64
	pos                     flow.Pos
}

type sealedAccount = SealedAccount

func (a account) visible() Settlement {
	v := a.see
	v.Ref = a.ID
	return v
}

// Account is a settlement account in the clear, for a payout.
type Account struct {
	Ref      AccountID
	Type     string
	Number   secret.String
	Holder   string
	BankCode string
	BankName string
	Last4    string
	Cycle    string
}

// SettlementAccount opens the account that receives payouts at this moment.
// Who opened it is on record before it is returned.
func (s *Service) SettlementAccount(ctx context.Context, by audit.Actor, of ID) (Account, error) {
	var a account
	var found bool
	err := s.db.Write(ctx, func(tx *store.Tx) (err error) {
		if err := takeEffect(tx, by, of); err != nil {
			return err
		}
		got, ok, err := accountInForce(tx, by.Institution, of)
		if err != nil {
			return err
		}
		a, found = got, ok
		return audit.Write(tx, by, "merchant.open_account", "merchant", of.String(), map[string]string{"account": got.ID.String()})
	})
	if err != nil {
		return Account{}, err
	}
	if !found {
		return Account{}, ErrNoAccount.New()
	}
	plain, err := s.parties.OpenValue(ctx, by.Institution, a.party, accountField, a.sealed)
	if err != nil {
		return Account{}, err
	}
	var in inside
	if err := json.Unmarshal(plain, &in); err != nil {
		return Account{}, err
	}
	return Account{Ref: a.ID, Type: a.see.Type, Number: secret.New(in.Number), Holder: in.Holder, BankCode: a.see.BankCode,
		BankName: a.see.Bank, Last4: a.see.Last4, Cycle: a.see.Cycle}, nil
}

// takeEffect puts accounts into force whose cooling time is over: of one
// merchant, or of all for "".
func takeEffect(tx *store.Tx, by audit.Actor, of ID) error {
	due, err := cooled(tx, by.Institution, of, tx.NowMicros())
	if err != nil {
		return err
	}
	for _, fresh := range due {
		old, found, err := accountInForce(tx, by.Institution, fresh.Merchant)
		if err != nil {
			return err
		}
		if found {
			if err := moveAccount(tx, by, old, "replace"); err != nil {
				return err
			}
		}
		if err := moveAccount(tx, by, fresh, "take_effect"); err != nil {
			return err
		}
		if err := tell(tx, by, fresh, "change", "changed", ""); err != nil {
			return err
		}
	}
	return nil
}

func moveAccount(tx *store.Tx, by audit.Actor, a account, event string) (err error) {
	old := a.pos.Step
	if a.pos, err = accountLife.Fire(tx, by.Institution, a.ID.String(), a.pos, event, by.User); err != nil {
		return err
	}
	return saveAccount(tx, by.Institution, a, old)
}

// ProposeAccount asks for another settlement account. evidence is the
// registry's reference of the four-element check that the caller made.
func (s *Service) ProposeAccount(ctx context.Context, by audit.Actor, of ID, n NewAccount, evidence string) (AccountID, error) {
	m, err := s.Get(ctx, by, of)
	if err != nil {
		return "", err
	}
	n.Party = m.LegalParty
	sealed, err := s.SealAccount(ctx, by.Institution, n)
	if err != nil {
		return "", err
	}
	var made AccountID
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		if open, err := accountUnderWay(tx, by.Institution, of); err != nil || open {
			return firstOf(err, ErrAccountPending.New())
		}
		a := account{ID: id.New[accountKind](tx.Now()), Merchant: of, sealedAccount: sealed, Evidence: evidence, maker: by.Party}
		if a.pos, err = accountLife.Begin(tx, by.Institution, a.ID.String(), by.User); err != nil {
			return err
		}
		if err := insertAccount(tx, by.Institution, a); err != nil {
			return err
		}
		made = a.ID
		return tell(tx, by, a, "propose", "proposed", "")
	})
	return made, err
}

func firstOf(err, or error) error {
	if err != nil {
		return err
	}
	return or
}

// DecideAccount takes a change one step on: check, approve or refuse. Maker,
// checker and approver are three different people; an approved account waits
// for the cooling time before it receives a payout (S99).
func (s *Service) DecideAccount(ctx context.Context, by audit.Actor, of AccountID, event string) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		a, err := loadAccount(tx, by.Institution, of)
		if err != nil {
			return err
		}
		if by.Party == a.maker || by.Party == a.checker {
			return ErrSamePerson.New()
		}
		old := a.pos.Step
		if a.pos, err = accountLife.Fire(tx, by.Institution, of.String(), a.pos, event, by.User); err != nil {
			return err
		}
		validFrom := ""
		switch event {
		case "check":
			a.checker = by.Party
		case "approve":
			hours, err := institution.ParamInt(tx, by.Institution, "account.cooling_hours", day.Of(tx.Now()))
			if err != nil {
				return err
			}
			a.decider = by.Party
			from := tx.Now().Add(time.Duration(hours) * time.Hour)
			us := clock.Micros(from)
			a.ValidUS, validFrom = &us, from.Format(time.RFC3339)
		case "refuse":
			a.decider = by.Party
		}
		if err := saveAccount(tx, by.Institution, a, old); err != nil {
			return err
		}
		return tell(tx, by, a, event, map[string]string{"check": "checked", "approve": "approved", "refuse": "refused"}[event], validFrom)
	})
}

func tell(tx *store.Tx, by audit.Actor, a account, verb, past, validFrom string) error {
	err := audit.Write(tx, by, "merchant."+verb+"_account", "merchant", a.Merchant.String(), map[string]string{"account": a.ID.String()})
	if err != nil {
		return err
	}
	return outbox.Emit(tx, by.Institution, AccountMoved{Verb: past, MerchantID: a.Merchant, AccountID: a.ID, Last4: a.see.Last4, ValidFrom: validFrom})
}

// AccountChange is a change of a settlement account under way.
type AccountChange struct {
	ID         AccountID `json:"id"`
	MerchantID ID        `json:"merchant_id"`
	Status     string    `json:"status"`
	Type       string    `json:"acct_type"`
	Last4      string    `json:"last4"`
	Bank       string    `json:"bank"`
	Holder     string    `json:"holder"`
	Evidence   string    `json:"evidence"` // the registry's reference
	ValidFrom  string    `json:"valid_from,omitempty"`
}

// AccountChanges returns the changes under way that the actor may see.
func (s *Service) AccountChanges(ctx context.Context, by audit.Actor) (out []AccountChange, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		rows, err := changesUnderWay(q, by.Institution, ID(by.Merchant))
		for _, a := range rows {
			c := AccountChange{ID: a.ID, MerchantID: a.Merchant, Status: a.pos.Status.String(), Type: a.see.Type, Last4: a.see.Last4,
				Bank: a.see.Bank, Holder: a.see.HolderMasked, Evidence: a.Evidence}
			if a.ValidUS != nil {
				c.ValidFrom = clock.FromMicros(*a.ValidUS).In(clock.Shanghai).Format(time.RFC3339)
			}
			out = append(out, c)
		}
		return err
	})
	return out, err
}
