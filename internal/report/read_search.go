package report

import (
	"context"
	"strings"

	"tillway/internal/audit"
	"tillway/internal/kit/store"
)

// Hit is a page that a number leads to.
type Hit struct {
	Kind, ID string
	Zh, En   string
	Note     string
	Link     string
}

// finder looks for a text: $1 institution, $2 the actor's merchant or ”, $3
// the text, $4 the actor's user when only own things may be seen or ”.
type finder struct{ kind, zh, en, sql string }

var finders = []finder{
	{"application", "进件申请", "Application", `SELECT id, number FROM onboarding_application WHERE institution_id = $1
		AND ($4 = '' OR owner_user = $4 OR merchant_id = $2 AND $2 <> '') AND (number = $3 OR id = $3 OR name = $3)`},
	{"merchant", "商户", "Merchant", `SELECT id, mid FROM merchant_merchant WHERE institution_id = $1
		AND ($4 = '' OR id = $2) AND (mid = $3 OR id = $3 OR name = $3 OR short_name = $3)`},
	{"contract", "协议", "Contract", `SELECT id, number FROM contract_contract WHERE institution_id = $1
		AND ($4 = '' OR merchant_id = $2) AND (number = $3 OR id = $3)`},
	{"deposit", "押金", "Deposit", `SELECT id, number FROM billing_deposit WHERE institution_id = $1
		AND ($4 = '' OR merchant_id = $2) AND (number = $3 OR id = $3)`},
	{"terminal", "终端", "Terminal", `SELECT id, tid FROM terminal_device WHERE institution_id = $1
		AND ($4 = '' OR merchant_id = $2) AND (tid = $3 OR tusn = $3 OR id = $3)`},
	{"payment", "交易", "Payment", `SELECT id, rrn FROM payment WHERE institution_id = $1
		AND ($4 = '' OR merchant_id = $2) AND (rrn = $3 OR id = $3 OR auth_code = $3 AND auth_code <> '')`},
	{"payout", "出款", "Payout", `SELECT id, bank_ref FROM settlement_payout WHERE institution_id = $1
		AND ($4 = '' OR merchant_id = $2) AND (id = $3 OR bank_ref = $3 AND bank_ref <> '' OR run_id = $3)`},
	{"work_order", "工单", "Work order", `SELECT id, number FROM fieldwork_order WHERE institution_id = $1
		AND ($4 = '' OR merchant_id = $2) AND (number = $3 OR id = $3)`},
}

const maxHits = 20

// Search finds what a number or a shop's name leads to: AP number, MID, TID,
// TUSN, RRN, authorisation code, any id.
func (s *Service) Search(ctx context.Context, by audit.Actor, text string) (out []Hit, err error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, nil
	}
	own := ""
	if isShop(by) {
		own = by.User
	}
	err = s.read(ctx, func(q store.Q) error {
		out = nil
		for _, f := range finders {
			hits, err := store.Collect(q, func(r *store.Rows) (h Hit, err error) {
				h.Kind, h.Zh, h.En = f.kind, f.zh, f.en
				err = r.Scan(&h.ID, &h.Note)
				h.Link = linkTo(f.kind, h.ID)
				return h, err
			}, f.sql+` ORDER BY 1 LIMIT $5`, string(by.Institution), by.Merchant, text, own, maxHits)
			if err != nil {
				return err
			}
			out = append(out, hits...)
		}
		return nil
	})
	return out, err
}
