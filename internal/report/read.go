package report

import (
	"errors"
	"strings"

	"tillway/internal/audit"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// merchantOf returns an application's merchant, "" before approval. A shop's
// people see their own application only; an applicant is its owner.
func merchantOf(q store.Q, by audit.Actor, application string) (merchant string, err error) {
	var owner string
	err = q.Row(`SELECT merchant_id, owner_user FROM onboarding_application WHERE institution_id = $1 AND id = $2`,
		by.Institution.String(), application).Scan(&merchant, &owner)
	if errors.Is(err, store.ErrNoRows) {
		return "", errNone.New()
	}
	shop := by.Has(audit.Owner) || by.Has(audit.Manager) || by.Has(audit.Cashier)
	if err == nil && shop && owner != by.User && (by.Merchant == "" || by.Merchant != merchant) {
		return "", errNone.New()
	}
	return merchant, err
}

// lifeSteps reads the steps of every life that belongs to the application or
// its merchant.
func lifeSteps(q store.Q, inst id.Institution, application, merchant string) ([]Step, error) {
	return store.Collect(q, func(r *store.Rows) (s Step, err error) {
		if err = r.Scan(&s.Kind, &s.Ref, &s.Status, &s.at, &s.Actor); err != nil {
			return s, err
		}
		s.At, s.Stage = local(s.at), stageOf[s.Kind]
		if s.Kind == "application" && strings.HasPrefix(s.Status, "r") || s.Status == "approved" && s.Kind == "application" {
			s.Stage = 2
		}
		s.TitleZh, s.TitleEn = title(s.Kind, s.Status)
		return s, nil
	}, `SELECT f.life, f.id, f.to_status, f.at_us, f.by_user FROM flow_step f
		WHERE f.institution_id = $1 AND f.id IN (
			SELECT $2
			UNION SELECT id FROM merchant_merchant WHERE institution_id = $1 AND id = $3
			UNION SELECT id FROM contract_contract WHERE institution_id = $1 AND application_id = $2
			UNION SELECT id FROM billing_deposit WHERE institution_id = $1 AND merchant_id = $3 AND merchant_id <> ''
			UNION SELECT id FROM terminal_device WHERE institution_id = $1 AND merchant_id = $3 AND merchant_id <> ''
			UNION SELECT id FROM fieldwork_order WHERE institution_id = $1 AND merchant_id = $3 AND merchant_id <> ''
			UNION SELECT id FROM training_certificate WHERE institution_id = $1 AND merchant_id = $3 AND merchant_id <> ''
			UNION SELECT id FROM settlement_payout WHERE institution_id = $1 AND merchant_id = $3 AND merchant_id <> '')
		ORDER BY f.at_us, f.life, f.id, f.step`, inst.String(), application, merchant)
}

// paymentSteps are the merchant's payments at their end.
func paymentSteps(q store.Q, inst id.Institution, merchant string) ([]Step, error) {
	if merchant == "" {
		return nil, nil
	}
	return store.Collect(q, func(r *store.Rows) (s Step, err error) {
		var kind string
		if err = r.Scan(&s.Ref, &kind, &s.Status, &s.at, &s.Fen, &s.Actor); err != nil {
			return s, err
		}
		s.Kind, s.At, s.Stage = "payment", local(s.at), 5
		s.TitleZh, s.TitleEn = title(kind, s.Status)
		return s, nil
	}, `SELECT id, kind, status, occurred_at, COALESCE(approved_fen, requested_fen), tid FROM payment
		WHERE institution_id = $1 AND merchant_id = $2 ORDER BY occurred_at, id`, inst.String(), merchant)
}

// queue is a card: who sees it, and how many wait since when.
type queue struct {
	name, zh, en, link string
	roles              []string
	sql                string // $1 institution, $2 merchant or ''
}

func (w queue) forAny(by audit.Actor) bool {
	for _, r := range w.roles {
		if by.Has(r) {
			return true
		}
	}
	return false
}

func (w queue) count(q store.Q, by audit.Actor) (n, oldest int64, err error) {
	err = q.Row(w.sql, by.Institution.String(), by.Merchant).Scan(&n, &oldest)
	return n, oldest, err
}

const whose = ` AND ($2 = '' OR merchant_id = $2)`

var queues = []queue{
	{"first_review", "待初审", "Applications for first review", "/reviews", []string{audit.Reviewer1},
		`SELECT COUNT(*), COALESCE(MIN(changed_us), 0) FROM onboarding_application WHERE institution_id = $1 AND status IN ('r1_pending', 'r1_claimed')` + whose},
	{"second_review", "待复审", "Applications for second review", "/reviews", []string{audit.Reviewer2},
		`SELECT COUNT(*), COALESCE(MIN(changed_us), 0) FROM onboarding_application WHERE institution_id = $1 AND status IN ('r1_passed', 'r2_pending', 'r2_claimed')` + whose},
	{"contracts", "待会签合同", "Contracts to countersign", "/contracts", []string{audit.Operations},
		`SELECT COUNT(*), COALESCE(MIN(created_us), 0) FROM contract_contract WHERE institution_id = $1 AND status = 'signed'` + whose},
	{"sign", "待签署合同", "Contracts to sign", "/contracts", []string{audit.Owner},
		`SELECT COUNT(*), COALESCE(MIN(created_us), 0) FROM contract_contract WHERE institution_id = $1 AND status IN ('sent', 'reading', 'question_open')` + whose},
	{"deposits", "待缴押金", "Deposits due", "/deposits", []string{audit.Owner, audit.SettleMaker},
		`SELECT COUNT(*), COALESCE(MIN(created_us), 0) FROM billing_deposit WHERE institution_id = $1 AND status = 'due'` + whose},
	{"work_orders", "未完装机单", "Open work orders", "/work-orders", []string{audit.Engineer, audit.Operations},
		`SELECT COUNT(*), COALESCE(MIN(created_us), 0) FROM fieldwork_order WHERE institution_id = $1 AND status NOT IN ('closed', 'done', 'cancelled')` + whose},
	{"differences", "未处理差异", "Open differences", "/settlement", []string{audit.SettleMaker, audit.SettleChecker},
		`SELECT COUNT(*), 0 FROM settlement_difference WHERE institution_id = $1 AND resolved_us = 0 AND $2 = $2`},
	{"payouts", "待复核出款", "Payouts to approve", "/settlement", []string{audit.SettleChecker},
		`SELECT COUNT(*), COALESCE(MIN(planned_us), 0) FROM settlement_run WHERE institution_id = $1 AND approved_us = 0 AND $2 = $2`},
	{"uncertain", "结果未知的交易", "Payments of unknown outcome", "/payments?status=uncertain", []string{audit.Operations, audit.Risk, audit.Support},
		`SELECT COUNT(*), COALESCE(MIN(occurred_at), 0) FROM payment WHERE institution_id = $1 AND status IN ('uncertain', 'reversing', 'forwarding')` + whose},
	{"parked", "待重试事件", "Parked events", "/events", []string{audit.Operations, audit.Admin},
		`SELECT COUNT(*), COALESCE(MIN(p.first_at_us), 0) FROM outbox_parked p JOIN outbox_event e ON e.event_id = p.event_id WHERE e.institution_id = $1 AND $2 = $2`},
	{"parameters", "待复核参数", "Parameter changes to approve", "/params", []string{audit.Admin, audit.Compliance},
		`SELECT COUNT(*), 0 FROM institution_change WHERE institution_id = $1 AND status = 'proposed' AND $2 = $2`},
}

func search(q store.Q, by audit.Actor, text string) ([]Hit, error) {
	shop := by.Merchant
	if shop == "" && by.Has(audit.Owner) {
		return nil, nil // an applicant without a shop has nothing to find
	}
	return store.Collect(q, func(r *store.Rows) (h Hit, err error) {
		err = r.Scan(&h.Kind, &h.ID, &h.Text)
		switch h.Kind {
		case "application":
			h.Link = "/applications/" + h.ID
		case "merchant":
			h.Link = "/merchants/" + h.ID
		case "terminal":
			h.Link = "/terminals/" + h.ID
		default:
			h.Link = "/payments/" + h.ID
		}
		return h, err
	}, `SELECT 'application', id, number FROM onboarding_application WHERE institution_id = $1 AND (number = $2 OR id = $2) AND ($3 = '' OR merchant_id = $3)
		UNION ALL SELECT 'merchant', id, short_name FROM merchant_merchant WHERE institution_id = $1 AND (mid = $2 OR id = $2 OR uscc = $2) AND ($3 = '' OR id = $3)
		UNION ALL SELECT 'terminal', id, tusn FROM terminal_device WHERE institution_id = $1 AND (tid = $2 OR tusn = $2 OR id = $2) AND ($3 = '' OR merchant_id = $3)
		UNION ALL SELECT 'payment', id, rrn FROM payment WHERE institution_id = $1 AND (rrn = $2 OR id = $2) AND ($3 = '' OR merchant_id = $3)`,
		by.Institution.String(), text, shop)
}

func figures(q store.Q, inst id.Institution) (f Figures, err error) {
	for _, c := range []struct {
		into *int64
		sql  string
	}{
		{&f.Approved, `SELECT COUNT(*) FROM payment WHERE institution_id = $1 AND status = 'approved'`},
		{&f.Declined, `SELECT COUNT(*) FROM payment WHERE institution_id = $1 AND status = 'declined'`},
		{&f.Reversed, `SELECT COUNT(*) FROM payment WHERE institution_id = $1 AND status = 'reversed'`},
		{&f.Unfinished, `SELECT COUNT(*) FROM payment WHERE institution_id = $1 AND status IN ('intent', 'uncertain', 'reversing', 'forwarding')`},
		{&f.PaidFen, `SELECT COALESCE(SUM(amount_fen), 0) FROM settlement_payout WHERE institution_id = $1 AND status = 'paid'`},
		{&f.SMSDelivered, `SELECT COUNT(*) FROM notify_message WHERE institution_id = $1 AND delivered_us > 0`},
		{&f.SMSPending, `SELECT COUNT(*) FROM notify_message WHERE institution_id = $1 AND delivered_us = 0 AND failed_us = 0`},
		{&f.TrialFen, `SELECT COALESCE(SUM(debit_fen - credit_fen), 0) FROM ledger_account WHERE institution_id = $1`},
		{&f.EventsPending, `SELECT COUNT(*) FROM outbox_event e LEFT JOIN outbox_order o ON o.event_id = e.event_id WHERE e.institution_id = $1 AND o.event_id IS NULL`},
	} {
		if err := q.Row(c.sql, inst.String()).Scan(c.into); err != nil {
			return f, err
		}
	}
	return f, nil
}
