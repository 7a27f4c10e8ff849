package payment

import (
	"time"

	"tillway/internal/contract"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
	"tillway/internal/risk"
	"tillway/internal/terminal"
)

// facts are what a request is judged by: read once from the rooms below, on
// one snapshot, at the parameters of the day.
type facts struct {
	merchantID   string
	merchantName string
	mcc          string
	level        risk.Level
	product      string // set by decide: the BIN or the wallet tells
	planID       string
	priced       map[string]bool // products the contract has a price for

	bindingBroken bool
	inService     bool // the terminal
	testing       bool // before activation: small test payments only
	missing       []string
	switches      merchant.Switches
	batch         string // the terminal's open batch

	timeout     time.Duration
	polls       []int64 // seconds after the request at which a wallet is asked again
	preauthMCC  []string
	preauthCap  int64 // ppm
	preauthDays int64
	testMaxFen  int64 // of a terminal that is not yet active
	refundDays  map[Channel]int64
}

// gather reads the facts of a request.
func (s *Service) gather(q store.Q, inst id.Institution, req Request, now time.Time) (f facts, err error) {
	t := req.Terminal
	f.batch, f.testing = t.Batch, t.Commissioning()
	f.inService = f.testing || t.Status() == terminal.Active
	if err := terminal.VerifyBinding(q, inst, t); err != nil {
		if errs.As(err) == nil {
			return f, err
		}
		f.bindingBroken = true
	}
	mid := merchant.ID(t.MerchantID)
	m, err := merchant.Get(q, inst, mid)
	if err != nil {
		return f, err
	}
	f.merchantID, f.merchantName, f.mcc, f.level = t.MerchantID, m.ShortName, m.MCC, risk.Level(m.RiskLevel)
	if _, f.missing, err = merchant.MayTrade(q, inst, mid); err != nil {
		return f, err
	}
	if f.switches, err = merchant.SwitchesOf(q, inst, mid); err != nil {
		return f, err
	}
	if err := f.price(q, inst, now); err != nil {
		return f, err
	}
	return f, f.params(q, inst, day.Of(now))
}

func commissioning(q store.Q, inst id.Institution, terminalID string) (bool, error) {
	t, err := terminal.Get(q, inst, terminal.ID(terminalID))
	return t.Commissioning(), err
}

// price notes the plan in force and what it has a price for.
func (f *facts) price(q store.Q, inst id.Institution, now time.Time) error {
	plan, err := contract.FeePlan(q, inst, f.merchantID, now)
	if errs.Is(err, contract.ErrNoPlan) {
		return nil
	}
	if err != nil {
		return err
	}
	f.planID, f.priced = plan.ID, map[string]bool{}
	for product := range plan.Rows {
		f.priced[product] = true
	}
	return nil
}

// params reads the institution's parameters as of a date.
func (f *facts) params(q store.Q, inst id.Institution, on day.Date) (err error) {
	number := func(name string) (n int64) {
		if err == nil {
			n, err = institution.ParamInt(q, inst, name, on)
		}
		return n
	}
	f.timeout = time.Duration(number("timeout.host_ms")) * time.Millisecond
	f.preauthDays = number("preauth.days")
	f.testMaxFen = number("commissioning.max_fen")
	f.preauthCap = number("preauth.cap_ppm." + f.mcc)
	f.refundDays = map[Channel]int64{
		Card: number("refund.card.days"), WeChat: number("refund.wechat.days"), Alipay: number("refund.alipay.days"),
	}
	if err != nil {
		return err
	}
	lists := institution.On(q, inst, on)
	lists.JSON("preauth.mcc", &f.preauthMCC)
	lists.JSON("wallet.poll_seconds", &f.polls)
	return lists.Err()
}

// retryTimes are the waits between tries of a due.
type retryTimes struct {
	first, most, answer time.Duration
	code                time.Duration // for which a wallet's payment code is good
}

func readRetries(q store.Q, inst id.Institution, now time.Time) (r retryTimes, err error) {
	p := institution.On(q, inst, day.Of(now))
	r = retryTimes{first: p.Duration("reversal.first_ms"), most: p.Duration("reversal.max_ms"), answer: p.Duration("timeout.reversal_ms"),
		code: p.Duration("wallet.code_seconds")}
	return r, p.Err()
}
