package merchant

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"unicode/utf8"

	"tillway/internal/audit"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/party"
)

// Service holds the use cases that need more than a transaction.
type Service struct {
	db      *store.DB
	parties *party.Service
}

// New returns the room.
func New(db *store.DB, parties *party.Service) *Service { return &Service{db: db, parties: parties} }

// lastSequence is the end of an area's and trade's numbers.
const lastSequence = 9999

var digitForms = map[int]*regexp.Regexp{3: regexp.MustCompile(`^[0-9]{3}$`), 4: regexp.MustCompile(`^[0-9]{4}$`)}

// nextMID gives out a merchant number. Numbers are never used again, and a gap
// is no fault.
func nextMID(tx *store.Tx, inst id.Institution, code, area, mcc string) (string, error) {
	if !digitForms[3].MatchString(code) || !digitForms[4].MatchString(area) || !digitForms[4].MatchString(mcc) {
		return "", ErrBadNumber.New()
	}
	n, err := nextSequence(tx, inst, area, mcc)
	if err != nil {
		return "", err
	}
	if n > lastSequence {
		return "", ErrNumbersUsed.New()
	}
	return fmt.Sprintf("%s%s%s%04d", code, area, mcc, n), nil
}

// OpenTx makes the merchant of an approved application.
func OpenTx(tx *store.Tx, by audit.Actor, o Opening) (Merchant, error) {
	mid, err := nextMID(tx, by.Institution, o.Code, o.Area, o.MCC)
	if err != nil {
		return Merchant{}, err
	}
	m := Merchant{ID: id.New[merchantKind](tx.Now()), MID: mid, ApplicationID: o.ApplicationID, Name: o.Name, ShortName: o.ShortName,
		MCC: o.MCC, Kind: o.Kind, USCC: o.USCC, LegalParty: o.LegalParty, RiskLevel: o.RiskLevel, Products: o.Products}
	if m.pos, err = life.Begin(tx, by.Institution, m.ID.String(), by.User); err != nil {
		return m, err
	}
	if err := insertMerchant(tx, by.Institution, m); err != nil {
		return m, err
	}
	if err := furnish(tx, by, m, o); err != nil {
		return m, err
	}
	err = audit.Write(tx, by, "merchant.open", "merchant", m.ID.String(), map[string]string{"mid": mid, "application": o.ApplicationID})
	if err != nil {
		return m, err
	}
	if err := outbox.Emit(tx, by.Institution, Opened{MerchantID: m.ID, ApplicationID: o.ApplicationID, MID: mid, RiskLevel: o.RiskLevel}); err != nil {
		return m, err
	}
	return load(tx, by.Institution, m.ID)
}

// furnish gives a new merchant its store, conditions, switches and account.
func furnish(tx *store.Tx, by audit.Actor, m Merchant, o Opening) error {
	o.Store.ID = id.New[storeKind](tx.Now())
	if o.Store.Name == "" {
		o.Store.Name = o.ShortName
	}
	if err := insertStore(tx, by.Institution, m.ID, o.Store); err != nil {
		return err
	}
	for _, c := range Conditions {
		if err := insertCondition(tx, by.Institution, m.ID, c); err != nil {
			return err
		}
	}
	first := o.firstSwitches()
	for _, f := range Functions {
		if _, err := setSwitch(tx, by.Institution, m.ID, f, first[f]); err != nil {
			return err
		}
	}
	return openAccount(tx, by, m.ID, o.Account, o.ApplicationID)
}

// MeetTx records that a condition of trade is met. When it was the last one,
// the merchant becomes active.
func MeetTx(tx *store.Tx, by audit.Actor, of ID, condition, ref string) error {
	return change(tx, by, of, condition, true, ref)
}

// UnmeetTx records that a condition of trade is lost: the merchant is halted.
func UnmeetTx(tx *store.Tx, by audit.Actor, of ID, condition, reason string) error {
	return change(tx, by, of, condition, false, reason)
}

func change(tx *store.Tx, by audit.Actor, of ID, condition string, met bool, ref string) error {
	if !slices.Contains(Conditions, condition) {
		return ErrCondition.New()
	}
	m, err := load(tx, by.Institution, of)
	if err != nil {
		return err
	}
	changed, err := setCondition(tx, by.Institution, of, condition, met, ref)
	if err != nil || !changed {
		return err
	}
	verb := "merchant.meet"
	if !met {
		verb = "merchant.unmeet"
	}
	if err := audit.Write(tx, by, verb, "merchant", of.String(), map[string]string{"condition": condition, "ref": ref}); err != nil {
		return err
	}
	if err := outbox.Emit(tx, by.Institution, ConditionChanged{MerchantID: of, Condition: condition, Met: met, Ref: ref}); err != nil {
		return err
	}
	return settle(tx, by, m)
}

// settle moves a merchant to where its conditions put it.
func settle(tx *store.Tx, by audit.Actor, m Merchant) error {
	all, err := conditions(tx, by.Institution, m.ID)
	if err != nil {
		return err
	}
	ready := !slices.ContainsFunc(all, func(c Condition) bool { return !c.Met })
	switch at := m.pos.Status; {
	case ready && at.Is("pending"):
		return move(tx, by, m, "activate")
	case ready && at.Is("halted"):
		return move(tx, by, m, "resume")
	case !ready && at.Is("active"):
		return move(tx, by, m, "halt")
	}
	return nil
}

func move(tx *store.Tx, by audit.Actor, m Merchant, event string) error {
	to, err := life.Fire(tx, by.Institution, m.ID.String(), m.pos, event, by.User)
	if err != nil {
		return err
	}
	if err := setPos(tx, by.Institution, m, to); err != nil {
		return err
	}
	if err := audit.Write(tx, by, "merchant."+event, "merchant", m.ID.String(), nil); err != nil {
		return err
	}
	return outbox.Emit(tx, by.Institution, Moved{Verb: moved[event], MerchantID: m.ID, MID: m.MID, RiskLevel: m.RiskLevel})
}

// Get returns a merchant.
func Get(q store.Q, inst id.Institution, of ID) (Merchant, error) { return load(q, inst, of) }

// ByMID returns the merchant with a number.
func ByMID(q store.Q, inst id.Institution, mid string) (Merchant, error) {
	return loadByMID(q, inst, mid)
}

// ByApplication returns the merchant that an application became.
func ByApplication(q store.Q, inst id.Institution, application string) (Merchant, error) {
	return loadByApplication(q, inst, application)
}

// MayTrade tells whether a merchant may trade, and which conditions are
// missing. A closed merchant misses none and may not.
func MayTrade(q store.Q, inst id.Institution, of ID) (ok bool, missing []string, err error) {
	m, err := scanMerchant(q.Row(selectMerchant+` WHERE institution_id = $1 AND id = $2`, inst, of))
	if err != nil {
		return false, nil, err
	}
	all, err := conditions(q, inst, of)
	for _, c := range all {
		if !c.Met {
			missing = append(missing, c.Name)
		}
	}
	return m.pos.Status.Is("active") && len(missing) == 0, missing, err
}

// Readiness returns the conditions of trade and how they stand.
func Readiness(q store.Q, inst id.Institution, of ID) ([]Condition, error) {
	return conditions(q, inst, of)
}

// SwitchesOf returns which functions are on.
func SwitchesOf(q store.Q, inst id.Institution, of ID) (Switches, error) {
	return switches(q, inst, of)
}

// HasTwin tells whether an open merchant has the same paper, place and trade
// (acquiring-rules §1.7, hard duplicate).
func HasTwin(q store.Q, inst id.Institution, uscc string, at Store, mcc string) (bool, error) {
	n, err := twins(q, inst, uscc, at.AddressKey(), mcc)
	return n > 0, err
}

// Get returns a merchant that the actor may see.
func (s *Service) Get(ctx context.Context, by audit.Actor, of ID) (m Merchant, err error) {
	if !sees(by, of) {
		return m, ErrUnknown.New()
	}
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		m, err = load(q, by.Institution, of)
		return err
	})
	return m, err
}

// sees keeps a shop's people to their shop.
func sees(by audit.Actor, of ID) bool { return by.Merchant == "" || by.Merchant == of.String() }

// View is a merchant with everything a page about it shows.
type View struct {
	Merchant
	Conditions []Condition `json:"conditions"`
	Switches   Switches    `json:"switches"`
}

// View returns a merchant with its conditions and switches.
func (s *Service) View(ctx context.Context, by audit.Actor, of ID) (v View, err error) {
	if !sees(by, of) {
		return v, ErrUnknown.New()
	}
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		if v.Merchant, err = load(q, by.Institution, of); err != nil {
			return err
		}
		if v.Conditions, err = conditions(q, by.Institution, of); err != nil {
			return err
		}
		v.Switches, err = switches(q, by.Institution, of)
		return err
	})
	return v, err
}

// List returns the merchants that the actor may see, after a cursor.
func (s *Service) List(ctx context.Context, by audit.Actor, after ID, limit int) (out []Merchant, err error) {
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		if out, err = listMerchants(q, by.Institution, by.Merchant, after, limit); err != nil {
			return err
		}
		for i := range out {
			if out[i], err = complete(q, by.Institution, out[i], nil); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// SetSwitches turns functions on or off. It takes effect with the commit: the
// next payment sees it.
func (s *Service) SetSwitches(ctx context.Context, by audit.Actor, of ID, to Switches, reason string) error {
	if utf8.RuneCountInString(reason) < 5 {
		return ErrReason.New()
	}
	for name := range to {
		if !slices.Contains(Functions, name) {
			return ErrSwitch.New("name", name)
		}
	}
	if !sees(by, of) {
		return ErrUnknown.New()
	}
	return s.db.Write(ctx, func(tx *store.Tx) error {
		m, err := load(tx, by.Institution, of)
		if err != nil {
			return err
		}
		if trade, _ := TradeOf(m.MCC); to[Preauth] && !trade.Preauth {
			return ErrNotForTrade.New()
		}
		for _, name := range Functions {
			on, asked := to[name]
			if !asked {
				continue
			}
			if err := turn(tx, by, of, name, on, reason); err != nil {
				return err
			}
		}
		return nil
	})
}

func turn(tx *store.Tx, by audit.Actor, of ID, name string, on bool, reason string) error {
	changed, err := setSwitch(tx, by.Institution, of, name, on)
	if err != nil || !changed {
		return err
	}
	state := map[bool]string{true: "on", false: "off"}[on]
	err = audit.Write(tx, by, "merchant.switch", "merchant", of.String(), map[string]string{"function": name, "to": state, "reason": reason})
	if err != nil {
		return err
	}
	return outbox.Emit(tx, by.Institution, Switched{MerchantID: of, Function: name, On: on})
}
