package institution

import (
	"context"
	"maps"
	"slices"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
)

// Service holds the room's use cases.
type Service struct{ db *store.DB }

// New returns the room.
func New(db *store.DB) *Service { return &Service{db: db} }

// Create makes an institution in draft with its first parameters.
func (s *Service) Create(ctx context.Context, by audit.Actor, n NewInstitution) (id.Institution, error) {
	if faults := n.validate(s.db.Kind()); len(faults) > 0 {
		return "", errs.Fields(faults...)
	}
	first, err := firstValues(n.Params)
	if err != nil {
		return "", err
	}
	i := Institution{ID: IDOf(n.Code), Code: n.Code, NameZh: n.NameZh, NameEn: n.NameEn, Kind: n.Kind, LicenceNo: n.LicenceNo,
		Scope: n.Scope, Mode: n.Mode, Hotline: n.Hotline, Hours: n.Hours}
	by.Institution = i.ID
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		i := i
		if _, err := load(tx, i.ID); !errs.Is(err, ErrUnknown) {
			return orExists(err)
		}
		var err error
		if i.pos, err = institutionLife.Begin(tx, i.ID, i.ID.String(), by.User); err != nil {
			return err
		}
		if err := insert(tx, i); err != nil {
			return err
		}
		for _, c := range first {
			if _, err := appendValue(tx, i.ID, c, ""); err != nil {
				return err
			}
		}
		return audit.Write(tx, by, "institution.create", "institution", i.ID.String(), map[string]string{"kind": i.Kind, "mode": i.Mode})
	})
	return i.ID, err
}

func orExists(err error) error {
	if err != nil {
		return err
	}
	return ErrExists.New()
}

// firstValues are the defaults with an institution's own values over them.
func firstValues(own map[string]string) ([]Change, error) {
	values := map[string]string{}
	for _, s := range Defaults() {
		values[s.Name] = s.Default
	}
	for name, value := range own {
		spec, known := specOf(name)
		if !known {
			return nil, ErrNoParam.New("name", name)
		}
		if !spec.valid(value) {
			return nil, ErrParamValue.New("name", name, "want", spec.want())
		}
		values[name] = value
	}
	var out []Change
	for _, name := range slices.Sorted(maps.Keys(values)) {
		out = append(out, Change{Name: name, Value: values[name], From: firstDay})
	}
	return out, nil
}

// SetLicence records the licence of a payment institution.
func (s *Service) SetLicence(ctx context.Context, by audit.Actor, number, scope string) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		if err := setLicence(tx, by.Institution, number, scope); err != nil {
			return err
		}
		return audit.Write(tx, by, "institution.set_licence", "institution", by.Institution.String(), map[string]string{"licence_no": number})
	})
}

// Enable lets an institution take business.
func (s *Service) Enable(ctx context.Context, by audit.Actor, of id.Institution) error {
	return s.move(ctx, by, of, "enable")
}

// Suspend stops an institution from taking new business.
func (s *Service) Suspend(ctx context.Context, by audit.Actor, of id.Institution) error {
	return s.move(ctx, by, of, "suspend")
}

func (s *Service) move(ctx context.Context, by audit.Actor, of id.Institution, event string) error {
	by.Institution = of
	return s.db.Write(ctx, func(tx *store.Tx) error {
		i, err := load(tx, of)
		if err != nil {
			return err
		}
		if event == "enable" {
			if err := i.mayEnable(); err != nil {
				return err
			}
		}
		to, err := institutionLife.Fire(tx, of, of.String(), i.pos, event, by.User)
		if err != nil {
			return err
		}
		if err := setPos(tx, i, to); err != nil {
			return err
		}
		if err := audit.Write(tx, by, "institution."+event, "institution", of.String(), nil); err != nil {
			return err
		}
		if event == "enable" {
			return outbox.Emit(tx, of, Enabled{InstitutionID: of})
		}
		return nil
	})
}

// Get returns an institution.
func Get(q store.Q, of id.Institution) (Institution, error) { return load(q, of) }

// MustBeEnabled refuses business with an institution that takes none.
func MustBeEnabled(q store.Q, of id.Institution) (Institution, error) {
	i, err := load(q, of)
	if err == nil && i.Status != "enabled" {
		err = ErrNotEnabled.New()
	}
	return i, err
}

// Offer is an institution beside its public terms, for applicants who compare
// (S63, S65).
type Offer struct {
	Institution
	Terms []Term `json:"terms"`
}

// Term is one public parameter.
type Term struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Unit  Unit   `json:"unit"`
	Zh    string `json:"meaning_zh"`
	En    string `json:"meaning_en"`
}

// List returns every institution; Offers those that take business.
func (s *Service) List(ctx context.Context) (out []Institution, err error) {
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		out, err = list(q)
		return err
	})
	return out, err
}

// Offers returns the enabled institutions with their terms of today, by code:
// the order says nothing about who pays for it.
func (s *Service) Offers(ctx context.Context) (out []Offer, err error) {
	today := day.Of(s.db.Clock().Now())
	err = s.db.Read(ctx, func(q store.Q) error {
		all, err := list(q)
		if err != nil {
			return err
		}
		for _, i := range all {
			if i.Status != "enabled" {
				continue
			}
			o := Offer{Institution: i}
			for _, spec := range Defaults() {
				if !spec.Public {
					continue
				}
				v, err := Param(q, i.ID, spec.Name, today)
				if err != nil {
					return err
				}
				o.Terms = append(o.Terms, Term{spec.Name, v.Value, spec.Unit, spec.Zh, spec.En})
			}
			out = append(out, o)
		}
		return nil
	})
	return out, err
}

// ChecklistOf is Checklist with a snapshot of its own, as of today.
func (s *Service) ChecklistOf(ctx context.Context, inst id.Institution, kind, mcc string) (out []Document, err error) {
	today := day.Of(s.db.Clock().Now())
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		if _, err = MustBeEnabled(q, inst); err != nil {
			return err
		}
		out, err = Checklist(q, inst, kind, mcc, today)
		return err
	})
	return out, err
}
