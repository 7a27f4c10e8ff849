package report

import (
	"context"
	"sort"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
)

// Service answers.
type Service struct{ db *store.DB }

// New returns the room.
func New(db *store.DB) *Service { return &Service{db: db} }

var errNone = errs.Define("report.none", errs.NotFound,
	"没有这份申请，或不属于您。", "There is no such application, or it is not yours.", "请核对编号。", "Check the number.")

// Step is one moment of a road.
type Step struct {
	At      string `json:"at"`
	Stage   int    `json:"stage" doc:"1 to 8, the stages of the journey"`
	Kind    string `json:"kind" doc:"the life, or payment"`
	Status  string `json:"status"`
	TitleZh string `json:"title_zh"`
	TitleEn string `json:"title_en"`
	Ref     string `json:"ref"`
	Actor   string `json:"actor"`
	Fen     int64  `json:"amount_fen,omitempty"`

	at int64
}

// Timeline is an application's whole road, from first form to bank slip,
// oldest first.
func (s *Service) Timeline(ctx context.Context, by audit.Actor, application string) (out []Step, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		merchant, err := merchantOf(q, by, application)
		if err != nil {
			return err
		}
		if out, err = lifeSteps(q, by.Institution, application, merchant); err != nil {
			return err
		}
		payments, err := paymentSteps(q, by.Institution, merchant)
		out = append(out, payments...)
		return err
	})
	sort.SliceStable(out, func(i, j int) bool { return out[i].at < out[j].at })
	return out, err
}

func local(us int64) string { return clock.FromMicros(us).In(clock.Shanghai).Format(time.RFC3339) }

// stageOf places a life in the journey.
var stageOf = map[string]int{"application": 1, "document": 1, "contract": 3, "deposit": 3, "terminal": 4, "work_order": 4,
	"certificate": 4, "merchant": 4, "payment": 5, "payout": 7}

// words say what a step is to people. A step without words is shown by its own
// name, which a test keeps from happening.
var words = map[string][2]string{
	"application": {"申请", "Application"}, "contract": {"合同", "Contract"}, "deposit": {"押金", "Deposit"}, "terminal": {"终端", "Terminal"},
	"work_order": {"装机单", "Work order"}, "certificate": {"培训证书", "Certificate"}, "merchant": {"商户", "Merchant"},
	"payout": {"出款", "Payout"}, "payment": {"交易", "Payment"}, "document": {"资料", "Document"},
}

var statusWords = map[string][2]string{
	"draft": {"起草", "drafted"}, "submitted": {"已提交", "submitted"}, "verify_pending": {"等待核验", "checks pending"},
	"r1_pending": {"等待初审", "awaits first review"}, "r1_returned": {"退回补件", "returned"}, "r1_passed": {"初审通过", "first review passed"},
	"r2_pending": {"等待复审", "awaits second review"}, "r2_returned": {"复审退回", "returned by second review"}, "approved": {"通过", "approved"},
	"rejected": {"未通过", "rejected"}, "r1_rejected": {"初审未通过", "rejected"}, "r2_rejected": {"复审未通过", "rejected"}, "expired": {"过期", "expired"},
	"drafted": {"已生成", "drafted"}, "sent": {"已发送", "sent"}, "reading": {"阅读中", "being read"}, "question_open": {"有疑问", "question open"},
	"signed": {"商户已签署", "signed"}, "countersigned": {"已会签", "countersigned"}, "effective": {"已生效", "effective"}, "void": {"作废", "void"},
	"due": {"待缴", "due"}, "paid": {"已到账", "paid"}, "waived": {"已免除", "waived"}, "refund_due": {"应退", "refund due"}, "refunded": {"已退", "refunded"},
	"stocked": {"入库", "in stock"}, "allocated": {"已分配", "allocated"}, "keyed": {"已注入密钥", "keyed"}, "installed": {"已安装", "installed"},
	"tested": {"已测试", "tested"}, "active": {"启用", "active"}, "pending": {"待齐备", "pending"}, "halted": {"暂停", "halted"}, "blocked": {"停用", "blocked"},
	"open": {"开立", "opened"}, "assigned": {"已派工", "assigned"}, "working": {"进行中", "in work"}, "fault": {"有故障", "faulty"}, "done": {"完成", "done"},
	"closed": {"完成", "closed"}, "valid": {"有效", "valid"}, "planned": {"已编制", "planned"}, "failed": {"失败", "failed"}, "dropped": {"取消", "dropped"},
	"declined": {"拒绝", "declined"}, "reversed": {"已冲正", "reversed"}, "uncertain": {"结果未知", "uncertain"}, "intent": {"处理中", "in progress"},
	"reversing": {"冲正中", "being reversed"}, "forwarding": {"重发中", "being repeated"},
}

var kindWords = map[string][2]string{
	"sale": {"消费", "Sale"}, "void": {"消费撤销", "Void"}, "refund": {"退货", "Refund"}, "preauth": {"预授权", "Pre-authorisation"},
	"preauth_void": {"预授权撤销", "Pre-authorisation void"}, "completion": {"预授权完成", "Completion"}, "completion_void": {"预授权完成撤销", "Completion void"},
}

func title(noun, status string) (zh, en string) {
	n, ok := words[noun]
	if !ok {
		if n, ok = kindWords[noun]; !ok {
			n = [2]string{noun, noun}
		}
	}
	w, ok := statusWords[status]
	if !ok {
		w = [2]string{status, status}
	}
	return n[0] + " · " + w[0], n[1] + " " + w[1]
}

// Card is something that waits, on the home page of a role.
type Card struct {
	Name     string `json:"name"`
	NameZh   string `json:"name_zh"`
	NameEn   string `json:"name_en"`
	Count    int64  `json:"count"`
	OldestAt string `json:"oldest_at,omitempty"`
	Link     string `json:"link"`
}

// Queues lists what waits for the actor's roles; empty queues are listed too.
func (s *Service) Queues(ctx context.Context, by audit.Actor) (out []Card, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		for _, w := range queues {
			if !w.forAny(by) {
				continue
			}
			c := Card{Name: w.name, NameZh: w.zh, NameEn: w.en, Link: w.link}
			count, oldest, err := w.count(q, by)
			if err != nil {
				return err
			}
			if c.Count = count; oldest > 0 {
				c.OldestAt = local(oldest)
			}
			out = append(out, c)
		}
		return nil
	})
	return out, err
}

// Hit is where a number leads.
type Hit struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Text string `json:"text"`
	Link string `json:"link"`
}

// Search finds what people have in hand: application, merchant and terminal
// numbers, retrieval references, identifiers.
func (s *Service) Search(ctx context.Context, by audit.Actor, text string) (out []Hit, err error) {
	if len(text) < 4 {
		return nil, nil
	}
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		out, err = search(q, by, text)
		return err
	})
	return out, err
}

// Figures are the sums of everything so far.
type Figures struct {
	Approved      int64 `json:"payments_approved"`
	Declined      int64 `json:"payments_declined"`
	Reversed      int64 `json:"payments_reversed"`
	Unfinished    int64 `json:"payments_unfinished"`
	PaidFen       int64 `json:"paid_fen"`
	SMSDelivered  int64 `json:"sms_delivered"`
	SMSPending    int64 `json:"sms_pending"`
	TrialFen      int64 `json:"trial_balance_fen"`
	EventsPending int64 `json:"events_pending"`
}

// Figures counts payments by their end, payouts the bank confirmed, messages,
// and the difference of the trial balance.
func (s *Service) Figures(ctx context.Context, by audit.Actor) (f Figures, err error) {
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		f, err = figures(q, by.Institution)
		return err
	})
	return f, err
}
