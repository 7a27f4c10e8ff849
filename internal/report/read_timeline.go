package report

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/store"
)

// Item is a point of a timeline.
type Item struct {
	Stage  int // 1–7 of the road
	Name   string
	Kind   string // noun and event: "contract.sign", "payment.sale"
	At     time.Time
	By     string // user
	Zh, En string
	NoteZh string
	NoteEn string
	Noun   string
	ID     string
	Link   string
}

// Timeline is the whole road of one shop.
type Timeline struct {
	Application, Number, Name, Merchant string

	Items []Item
}

// shopRoles are those of people who see their own shop only.
var shopRoles = []string{audit.Owner, audit.Manager, audit.Cashier}

func isShop(by audit.Actor) bool {
	return by.Merchant != "" || !slices.ContainsFunc(by.Roles, func(r string) bool { return !slices.Contains(shopRoles, r) })
}

// maxPayments bounds the payments of a timeline; the newest are shown.
const maxPayments = 500

// Timeline tells a shop's road from the first form to the bank slip. The
// application may be named by its id or its number.
func (s *Service) Timeline(ctx context.Context, by audit.Actor, application string) (t Timeline, err error) {
	err = s.read(ctx, func(q store.Q) error {
		t = Timeline{}
		var owner string
		err := q.Row(`SELECT id, number, name, merchant_id, owner_user FROM onboarding_application
			WHERE institution_id = $1 AND (id = $2 OR number = $3)`, string(by.Institution), application, application).
			Scan(&t.Application, &t.Number, &t.Name, &t.Merchant, &owner)
		if errors.Is(err, store.ErrNoRows) || err == nil && isShop(by) && owner != by.User && (by.Merchant == "" || by.Merchant != t.Merchant) {
			return ErrUnknown.New()
		}
		if err != nil {
			return err
		}
		for _, part := range []func(store.Q, id.Institution, Timeline) ([]Item, error){steps, payments, acts} {
			items, err := part(q, by.Institution, t)
			if err != nil {
				return err
			}
			t.Items = append(t.Items, items...)
		}
		sort.SliceStable(t.Items, func(i, j int) bool { return t.Items[i].At.Before(t.Items[j].At) })
		return nil
	})
	return t, err
}

// nouns lists the lives that belong to a shop.
const nouns = `SELECT 'application' AS life, id FROM onboarding_application WHERE institution_id = $1 AND id = $2
	UNION SELECT 'contract', id FROM contract_contract WHERE institution_id = $1 AND application_id = $2
	UNION SELECT 'merchant', id FROM merchant_merchant WHERE institution_id = $1 AND id = $3
	UNION SELECT 'deposit', id FROM billing_deposit WHERE institution_id = $1 AND merchant_id = $3
	UNION SELECT 'terminal', id FROM terminal_device WHERE institution_id = $1 AND merchant_id = $3 AND merchant_id <> ''
	UNION SELECT 'work_order', id FROM fieldwork_order WHERE institution_id = $1 AND merchant_id = $3
	UNION SELECT 'certificate', id FROM training_certificate WHERE institution_id = $1 AND merchant_id = $3
	UNION SELECT 'adjustment', id FROM settlement_adjustment WHERE institution_id = $1 AND merchant_id = $3
	UNION SELECT 'freeze', id FROM settlement_freeze WHERE institution_id = $1 AND merchant_id = $3
	UNION SELECT 'settlement_account', id FROM merchant_account WHERE institution_id = $1 AND merchant_id = $3 AND maker_party <> ''
	UNION SELECT 'payout', id FROM settlement_payout WHERE institution_id = $1 AND merchant_id = $3
	UNION SELECT 'business_day', r.business_date FROM settlement_payout p JOIN settlement_run r
		ON r.institution_id = p.institution_id AND r.run_id = p.run_id WHERE p.institution_id = $1 AND p.merchant_id = $3`

func steps(q store.Q, inst id.Institution, t Timeline) ([]Item, error) {
	notes, err := payoutNotes(q, inst, t.Merchant)
	if err != nil {
		return nil, err
	}
	all, err := store.Collect(q, func(r *store.Rows) (it Item, err error) {
		var event string
		var at int64
		err = r.Scan(&it.Noun, &it.ID, &event, &at, &it.By)
		it.Kind, it.At = it.Noun+"."+event, clock.FromMicros(at)
		return it, err
	}, `SELECT s.life, s.id, s.event, s.at_us, s.by_user FROM (`+nouns+`) n JOIN flow_step s
		ON s.institution_id = $1 AND s.life = n.life AND s.id = n.id ORDER BY s.at_us, s.life, s.id, s.step`,
		string(inst), t.Application, t.Merchant)
	var out []Item
	for _, it := range all {
		w, ok := said[it.Kind]
		if !ok {
			continue
		}
		if it.Noun == "payout" {
			it.NoteZh, it.NoteEn = notes[it.ID], notes[it.ID]
		}
		out = append(out, it.worded(w))
	}
	return out, err
}

func (it Item) worded(w words) Item {
	it.Stage, it.Name, it.Zh, it.En, it.Link = w.stage, stages[w.stage], w.zh, w.en, linkTo(it.Noun, it.ID)
	return it
}

func payoutNotes(q store.Q, inst id.Institution, merchant string) (map[string]string, error) {
	out := map[string]string{}
	_, err := store.Collect(q, func(r *store.Rows) (none struct{}, err error) {
		var pid, last4, ref string
		var fen int64
		if err = r.Scan(&pid, &fen, &last4, &ref); err == nil {
			out[pid] = fmt.Sprintf("%s · **** %s %s", money.FromFen(fen), last4, ref)
		}
		return none, err
	}, `SELECT id, amount_fen, account_last4, bank_ref FROM settlement_payout WHERE institution_id = $1 AND merchant_id = $2`,
		string(inst), merchant)
	return out, err
}

func payments(q store.Q, inst id.Institution, t Timeline) ([]Item, error) {
	if t.Merchant == "" {
		return nil, nil
	}
	return store.Collect(q, func(r *store.Rows) (it Item, err error) {
		var kind, status, rrn, code string
		var fen, at int64
		if err = r.Scan(&it.ID, &kind, &status, &rrn, &code, &fen, &at); err != nil {
			return it, err
		}
		it.Noun, it.Kind, it.At = "payment", "payment."+kind, clock.FromMicros(at)
		end := outcomes[status]
		if status == "declined" && code != "" {
			end[0], end[1] = end[0]+" "+code, end[1]+" "+code
		}
		amount := money.FromFen(fen).String()
		it.NoteZh = amount + " · " + end[0] + " · " + rrn
		it.NoteEn = amount + " · " + end[1] + " · " + rrn
		return it.worded(said[it.Kind]), nil
	}, `SELECT id, kind, status, rrn, code, COALESCE(approved_fen, requested_fen), occurred_at FROM payment
		WHERE institution_id = $1 AND merchant_id = $2 ORDER BY occurred_at DESC, id DESC LIMIT $3`,
		string(inst), t.Merchant, maxPayments)
}

// acts are what only the audit chain remembers: documents and batches.
func acts(q store.Q, inst id.Institution, t Timeline) ([]Item, error) {
	all, err := store.Collect(q, func(r *store.Rows) (it Item, err error) {
		var at int64
		err = r.Scan(&it.Kind, &it.Noun, &it.ID, &at, &it.By)
		it.At = clock.FromMicros(at)
		return it, err
	}, `SELECT verb, noun, noun_id, at_us, actor_user FROM audit_line WHERE institution_id = $1 AND (noun = 'application' AND noun_id = $2
		AND verb = 'onboarding.upload' OR noun = 'terminal' AND verb IN ('payment.settle_batch', 'terminal.close_batch') AND noun_id IN
		(SELECT id FROM terminal_device WHERE institution_id = $1 AND merchant_id = $3 AND merchant_id <> '')) ORDER BY seq`,
		string(inst), t.Application, t.Merchant)
	for i, it := range all {
		all[i] = it.worded(said[it.Kind])
	}
	return all, err
}
