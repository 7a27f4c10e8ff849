package report

import (
	"context"
	"slices"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/store"
)

// Queue is work that waits for a role.
type Queue struct {
	Name     string
	Zh, En   string
	Count    int64
	OldestAt time.Time
	Link     string
}

// queue is a question: how many, and since when the oldest waits. $1 is the
// institution, $2 the actor's merchant, $3 the actor's user.
type queue struct {
	name, zh, en, link string
	roles              []string
	from               string // FROM … WHERE
	since              string // the column of the oldest
}

var queues = []queue{
	{"applications.mine", "待完成的申请", "Applications to finish", "/applications", []string{audit.Owner},
		`onboarding_application WHERE institution_id = $1 AND status IN ('draft', 'returned') AND owner_user = $3`, "changed_us"},
	{"reviews.r1", "待初审", "First reviews", "/reviews", []string{audit.Reviewer1},
		`onboarding_application WHERE institution_id = $1 AND status = 'r1_pending'`, "changed_us"},
	{"reviews.r2", "待复审", "Second reviews", "/reviews", []string{audit.Reviewer2},
		`onboarding_application WHERE institution_id = $1 AND status = 'r2_pending'`, "changed_us"},
	{"contracts.sign", "待签署协议", "Contracts to sign", "/contracts", []string{audit.Owner},
		`contract_contract WHERE institution_id = $1 AND merchant_id = $2 AND status IN ('sent', 'reading', 'question_open')`, "created_us"},
	{"contracts.countersign", "待会签协议", "Contracts to countersign", "/contracts", []string{audit.Operations},
		`contract_contract WHERE institution_id = $1 AND status IN ('drafted', 'signed')`, "created_us"},
	{"deposits.due", "待支付押金", "Deposits to pay", "/deposits", []string{audit.Owner},
		`billing_deposit WHERE institution_id = $1 AND merchant_id = $2 AND status = 'due'`, "created_us"},
	{"receipts.unmatched", "未匹配的到账", "Money that fits no order", "/receipts", []string{audit.SettleMaker, audit.Operations},
		`billing_receipt WHERE institution_id = $1 AND state = 'unmatched' AND NOT EXISTS (SELECT 1 FROM billing_claim c
			WHERE c.institution_id = billing_receipt.institution_id AND c.bank_ref = billing_receipt.bank_ref AND c.outcome = 'done')`, "at_us"},
	{"receipts.decide", "待复核的来款处理", "Claims on receipts to decide", "/receipts", []string{audit.SettleChecker, audit.Operations},
		`billing_claim WHERE institution_id = $1 AND outcome = 'waiting' AND maker <> $3`, "at_us"},
	{"deposits.decide", "待复核的押金减免与退还", "Deposit waivers and refunds to decide", "/deposits", []string{audit.SettleChecker, audit.Operations},
		`billing_request WHERE institution_id = $1 AND checker_party = '' AND maker <> $3`, "at_us"},
	{"keys.approve", "待批准的密钥", "Keys to approve", "/keys", []string{audit.KeyHolder2},
		`keys_key WHERE institution_id = $1 AND status = 'pending' AND usage IN ('ZPK', 'ZAK', 'TMK')`, "created_us"},
	{"terminals.keys", "待灌装密钥的终端", "Terminals that need keys", "/keys", []string{audit.KeyHolder1, audit.KeyHolder2},
		`terminal_device WHERE institution_id = $1 AND status = 'allocated'`, "changed_us"},
	{"work_orders.open", "装机工单", "Installations", "/work-orders", []string{audit.Engineer, audit.Operations},
		`fieldwork_order WHERE institution_id = $1 AND status IN ('planned', 'on_site', 'faulty')`, "created_us"},
	{"days.open", "待处理的营业日", "Business days to settle", "/settlement", []string{audit.SettleMaker},
		`settlement_day WHERE institution_id = $1 AND status IN ('cut', 'reconciled', 'cleared')`, "changed_us"},
	{"differences.open", "未处理的对账差异", "Open differences", "/settlement", []string{audit.SettleMaker, audit.SettleChecker},
		`settlement_difference d JOIN settlement_day s ON s.institution_id = d.institution_id AND s.id = d.business_date
		WHERE d.institution_id = $1 AND d.resolved_us = 0`, "s.changed_us"},
	{"payouts.approve", "待复核的出款", "Payouts to approve", "/payouts", []string{audit.SettleChecker},
		`settlement_run r WHERE institution_id = $1 AND approved_us = 0 AND EXISTS (SELECT 1 FROM settlement_payout p
			WHERE p.institution_id = r.institution_id AND p.run_id = r.run_id AND p.status = 'planned')`, "planned_us"},
	{"adjustments.decide", "待复核的调账", "Adjustments to decide", "/corrections", []string{audit.SettleChecker},
		`settlement_adjustment WHERE institution_id = $1 AND status = 'proposed'`, "made_us"},
	{"differences.decide", "待复核的差错入账", "Bookings of differences to decide", "/settlement", []string{audit.SettleChecker},
		`settlement_booking WHERE institution_id = $1 AND outcome = 'waiting' AND maker_user <> $3`, "made_us"},
	{"payouts.failed", "未能到账的出款", "Payouts that failed", "/payouts", []string{audit.SettleMaker, audit.Support},
		`settlement_payout f WHERE institution_id = $1 AND status = 'failed' AND NOT EXISTS (SELECT 1 FROM settlement_payout n
			WHERE n.institution_id = f.institution_id AND n.merchant_id = f.merchant_id AND n.id > f.id AND n.status <> 'dropped')`, "changed_us"},
	{"reversals.open", "待冲正的交易", "Payments being reversed", "/payments", []string{audit.Operations, audit.Support},
		`payment_due WHERE institution_id = $1 AND done_at IS NULL`, "created_at"},
	{"messages.failed", "发送失败的短信", "Messages not delivered", "/sms", []string{audit.Operations},
		`notify_message WHERE institution_id = $1 AND status IN ('failed', 'undelivered')`, "made_us"},
}

// Queues lists the work that waits for the actor's roles; empty ones too, so
// that a page can say that nothing waits.
func (s *Service) Queues(ctx context.Context, by audit.Actor) (out []Queue, err error) {
	err = s.read(ctx, func(q store.Q) error {
		out = nil
		for _, w := range queues {
			if !slices.ContainsFunc(w.roles, by.Has) {
				continue
			}
			one := Queue{Name: w.name, Zh: w.zh, En: w.en, Link: w.link}
			var oldest int64
			// the first condition uses every argument, which not every question does
			err := q.Row(`SELECT COUNT(*), CAST(COALESCE(MIN(`+w.since+`), 0) AS BIGINT) FROM `+w.from+
				` AND ($2 = $2 AND $3 = $3)`, string(by.Institution), by.Merchant, by.User).Scan(&one.Count, &oldest)
			if err != nil {
				return err
			}
			if oldest > 0 {
				one.OldestAt = clock.FromMicros(oldest)
			}
			out = append(out, one)
		}
		return nil
	})
	return out, err
}
