package app

import (
	"context"
	"net/http"
)

const (
	frozenFen   = 300_00
	adjustedFen = 50 // less than the fees of the day: corrections are paid from our margin
)

// freeze holds a part of the shop's money on the word of risk; the message to
// the owner names no ground.
func (s *script) freeze(ctx context.Context) error {
	f, err := s.act(ctx, "risk", "/v1/settlement/freezes", object{"merchant": s.ids["merchant"], "amount_fen": frozenFen,
		"ground": "DISPUTE", "document": "调单 2026-0302"})
	if err != nil {
		return err
	}
	s.ids["freeze"] = f.text("id")
	s.tell(f.text("id"), "待结算款冻结 %s，不随本次出款", yuan(frozenFen))
	s.expect("冻结 freeze", amount(frozenFen)+"元已暂停结算")
	return nil
}

func (s *script) release(ctx context.Context) error {
	path := "/v1/settlement/freezes/" + s.ids["freeze"] + "/release"
	if _, err := s.act(ctx, "risk", path, nil); err == nil {
		return check(false, "the one who froze the money released it")
	}
	if _, err := s.act(ctx, "compliance", path, nil); err != nil {
		return err
	}
	s.tell(s.ids["freeze"], "由另一人解冻 %s", yuan(frozenFen))
	s.expect("解冻 release", amount(frozenFen)+"元已恢复结算")
	return nil
}

// adjust gives back fees charged by mistake: one person proposes, another
// approves.
func (s *script) adjust(ctx context.Context) error {
	a, err := s.act(ctx, "maker", "/v1/settlement/adjustments", object{"merchant": s.ids["merchant"], "amount_fen": adjustedFen, "reason": "多收手续费退回"})
	if err != nil {
		return err
	}
	path, yes := "/v1/settlement/adjustments/"+a.text("id")+"/decision", object{"approve": true}
	if _, err := s.act(ctx, "maker", path, yes); err == nil {
		return check(false, "the maker approved their own adjustment")
	}
	if _, err := s.act(ctx, "checker", path, yes); err != nil {
		return err
	}
	s.tell(a.text("id"), "调账 %s 元，两人办理", yuanSigned(adjustedFen))
	s.expect("调账 adjustment", "调账"+yuanSigned(adjustedFen)+"元")
	return nil
}

// failedPayout sends what is left to an account that its holder has closed: the
// bank refuses, and the money is the shop's unsettled balance again.
func (s *script) failedPayout(ctx context.Context) error {
	if _, err := s.bank(ctx, "/accounts", object{"account": s.shop.card, "state": "closed"}); err != nil {
		return err
	}
	date, err := s.yesterday(ctx)
	if err != nil {
		return err
	}
	p, err := s.payOut(ctx, date, "failed", func(maker *client) (object, error) {
		return maker.post(ctx, "/v1/settlement/days/"+date+"/payouts/plan", nil)
	})
	if err != nil {
		return err
	}
	s.ids["failed"], s.ids["failed_date"] = p.text("id"), date
	fen := p.fen("amount_fen")
	s.tell(p.text("id"), "银行退回 %s（%s），回到商户待结算余额", yuan(fen), p.text("result_zh"))
	s.expect("出款失败 failure", "结算款"+amount(fen)+"元未能到账")
	if err := check(fen > frozenFen+adjustedFen, "the payout of %d fen lacks what was released and corrected", fen); err != nil {
		return err
	}
	t, err := s.owner().get(ctx, "/v1/today")
	if err != nil {
		return err
	}
	return check(t.fen("unsettled_fen") == fen && t.fen("in_transit_fen") == 0, "of the refused %d fen %d are unsettled and %d in transit",
		fen, t.fen("unsettled_fen"), t.fen("in_transit_fen"))
}

// changeAccount names another account: the registry confirms it, two people
// decide, and it cools off for a day before it is used (S99).
func (s *script) changeAccount(ctx context.Context) error {
	a, err := s.owner().post(ctx, "/v1/merchants/"+s.ids["merchant"]+"/account", s.account(s.shop.other))
	if err != nil {
		return err
	}
	path := "/v1/account-changes/" + a.text("id") + "/decision"
	if _, err := s.act(ctx, "reviewer1", path, object{"decision": "check"}); err != nil {
		return err
	}
	_, err = s.act(ctx, "reviewer1", path, object{"decision": "approve"})
	if err := refused(err, http.StatusConflict, "the one who checked an account and approves it"); err != nil {
		return err
	}
	if _, err := s.act(ctx, "reviewer2", path, object{"decision": "approve"}); err != nil {
		return err
	}
	s.tell(a.text("id"), "结算账户更正为尾号 %s，经核验和两人批准，冷静期 24 小时", s.shop.other[len(s.shop.other)-4:])
	return nil
}

// payAgain plans the failed payout once more, to the account that is in force
// now.
func (s *script) payAgain(ctx context.Context) error {
	if _, err := s.yesterday(ctx); err != nil {
		return err
	}
	p, err := s.payOut(ctx, s.ids["failed_date"], "paid", func(maker *client) (object, error) {
		return maker.post(ctx, "/v1/settlement/payouts/"+s.ids["failed"]+"/reissue", nil)
	})
	if err != nil {
		return err
	}
	fen := p.fen("amount_fen")
	s.tell(p.text("bank_ref"), "更正后重新出款，银行确认到账 %s", yuan(fen))
	s.expect("到账 settlement", "到账结算款"+amount(fen)+"元")
	t, err := s.owner().get(ctx, "/v1/today")
	if err != nil {
		return err
	}
	return check(t.fen("unsettled_fen") == 0 && t.fen("in_transit_fen") == 0, "%d fen are unsettled and %d in transit at the end",
		t.fen("unsettled_fen"), t.fen("in_transit_fen"))
}

// closeBooks holds the trial balance against what a finished day looks like:
// the channels have paid, nothing is in transit, no asset is negative, and the
// reserve holds our own margin and what merchants are still owed.
func (s *script) closeBooks(ctx context.Context) error {
	checker, err := s.as(ctx, "checker")
	if err != nil {
		return err
	}
	trial, err := checker.get(ctx, "/v1/ledger/trial")
	if err != nil {
		return err
	}
	fen := map[string]int64{} // on the normal side
	for _, r := range trial.list("rows") {
		v := r.fen("debit_fen") - r.fen("credit_fen")
		if r.text("side") == "credit" {
			v = -v
		}
		fen[r.text("code")] = v
	}
	for _, code := range []string{"2202.card", "2202.wechat", "2202.alipay", "2204", "2241.02", "2241.03"} {
		if err := check(fen[code] == 0, "%s is not closed: %d fen", code, fen[code]); err != nil {
			return err
		}
	}
	owed, margin := fen["2203"]+fen["2205"]+fen["2206"], fen["6051"]-fen["6421"]
	s.tell("1003", "渠道应收全部到账；备付金 %s = 待付商户 %s + 自有手续费净收入 %s；自有资金 %s = 押金", yuan(fen["1003"]), yuan(owed), yuan(margin), yuan(fen["1002"]))
	return check(fen["1003"] == owed+margin && margin >= 0 && fen["1002"] == fen["2241.01"],
		"the reserve holds %d fen, merchants are owed %d and %d are ours; own funds are %d, deposits %d", fen["1003"], owed, margin, fen["1002"], fen["2241.01"])
}
