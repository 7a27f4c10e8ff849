package app

import (
	"context"
	"net/http"
)

// condition is one thing that a shop must have to trade: how somebody of the
// bank takes it away, and how it is given back.
type condition struct {
	name, zh   string
	take, give func(context.Context) error
}

func (s *script) conditions() []condition {
	return []condition{
		{"contract", "合同被暂停", s.suspendContract, s.resumeContract},
		{"deposit", "押金被付款行追回", s.recallDeposit, s.repayDeposit},
		{"installed", "终端报失停用", s.suspendTerminal, s.resumeTerminal},
		{"tested", "终端退回复验", s.reopenTests, s.testAgain},
		{"trained", "唯一的培训证书被吊销", s.revokeCertificate, s.retrain},
	}
}

// takeAway takes each condition of trade away from a shop that is open, shows
// that it cannot sell, and gives the condition back (S85).
func (s *script) takeAway(ctx context.Context) error {
	for _, c := range s.conditions() {
		if err := c.take(ctx); err != nil {
			return err
		}
		m, err := s.shopIs(ctx, "halted")
		if err != nil {
			return err
		}
		if err := check(lacks(m, c.name), "%s was taken away and the shop lacks %v", c.name, m["conditions"]); err != nil {
			return err
		}
		if err := s.closed(ctx, c.zh); err != nil {
			return err
		}
		if err := c.give(ctx); err != nil {
			return err
		}
		if _, err := s.shopIs(ctx, "active"); err != nil {
			return err
		}
	}
	s.tell(s.ids["mid"], "五项条件逐一失去又恢复，商户继续营业")
	return nil
}

// lacks tells whether a shop lacks one condition and no other.
func lacks(m object, name string) bool {
	for _, c := range m.list("conditions") {
		if met := c["met"] == true; met == (c.text("name") == name) {
			return false
		}
	}
	return true
}

// shopIs waits until the shop has a status.
func (s *script) shopIs(ctx context.Context, status string) (object, error) {
	owner := s.owner()
	return soon(ctx, "a shop that is "+status, func() (object, bool, error) {
		m, err := owner.get(ctx, "/v1/merchants/"+s.ids["merchant"])
		return m, m.text("status") == status, err
	})
}

// closed tries a sale over the test limit, which has to be refused by name.
func (s *script) closed(ctx context.Context, why string) error {
	r, err := s.engine(ctx, "/sale", object{"amount_fen": 5000, "card": debitCard, "entry": "tap"})
	if err != nil {
		return err
	}
	if r["ok"] == true {
		return check(false, "%s, and the shop could sell", why)
	}
	p, err := s.refusedPayment(ctx, r.text("trace"))
	if err != nil {
		return err
	}
	s.tell(r.text("code"), "%s → 消费 50.00 元被拒绝：%s（%s）", why, p.text("reason_zh"), p.text("reason"))
	return check(p.text("code") == r.text("code") && p.text("reason") != "", "the refusal of %s has no name", p.text("id"))
}

// refusedPayment finds what the house wrote down about a sale it refused.
func (s *script) refusedPayment(ctx context.Context, trace string) (object, error) {
	list, err := s.owner().get(ctx, "/v1/payments?status=declined&limit=20")
	if err != nil {
		return nil, err
	}
	p, ok := find(list, "trace", trace)
	return p, check(ok, "the refused sale %s is not on record", trace)
}

// act posts as somebody.
func (s *script) act(ctx context.Context, login, path string, body object) (object, error) {
	who, err := s.as(ctx, login)
	if err != nil {
		return nil, err
	}
	return who.post(ctx, path, body)
}

func (s *script) suspendContract(ctx context.Context) error {
	_, err := s.act(ctx, "risk", "/v1/contracts/"+s.ids["contract"]+"/suspend", object{"reason": "可疑交易核查期间暂停服务"})
	return err
}

func (s *script) resumeContract(ctx context.Context) error {
	path, reason := "/v1/contracts/"+s.ids["contract"]+"/resume", object{"reason": "核查完毕，未见异常"}
	_, err := s.act(ctx, "risk", path, reason)
	if err := refused(err, http.StatusForbidden, "the one who suspended a contract and resumes it"); err != nil {
		return err
	}
	_, err = s.act(ctx, "compliance", path, reason)
	return err
}

func (s *script) recallDeposit(ctx context.Context) error {
	if _, err := s.bank(ctx, "/recall", object{"bank_ref": s.ids["transfer"]}); err != nil {
		return err
	}
	_, err := s.depositIs(ctx, s.owner(), "due")
	return err
}

func (s *script) repayDeposit(ctx context.Context) error {
	_, err := s.payDeposit(ctx, s.owner())
	return err
}

func (s *script) suspendTerminal(ctx context.Context) error {
	_, err := s.act(ctx, "ops", "/v1/terminals/"+s.ids["terminal"]+"/suspend", object{"reason": "商户报失，查找中"})
	return err
}

func (s *script) resumeTerminal(ctx context.Context) error {
	_, err := s.act(ctx, "ops", "/v1/terminals/"+s.ids["terminal"]+"/resume", object{"reason": "已在店内找回"})
	return err
}

func (s *script) reopenTests(ctx context.Context) error {
	_, err := s.act(ctx, "ops", "/v1/work-orders/"+s.ids["work_order"]+"/reopen", object{"case": "card_void", "reason": "商户反映撤销小票不出，上门复验"})
	return err
}

// testAgain is the engineer's second visit: the case passes, the merchant signs.
func (s *script) testAgain(ctx context.Context) error {
	eng, err := s.as(ctx, "engineer")
	if err != nil {
		return err
	}
	path := "/v1/work-orders/" + s.ids["work_order"]
	if err := s.voidTest(ctx, eng, path); err != nil {
		return err
	}
	_, err = eng.post(ctx, path+"/sign-off", s.signOff())
	return err
}

func (s *script) revokeCertificate(ctx context.Context) error {
	trainer, err := s.as(ctx, "trainer")
	if err != nil {
		return err
	}
	list, err := trainer.get(ctx, "/v1/certificates?merchant="+s.ids["merchant"])
	if err != nil {
		return err
	}
	c, ok := find(list, "status", "valid")
	if err := check(ok, "the shop has no certificate to revoke"); err != nil {
		return err
	}
	_, err = trainer.post(ctx, "/v1/certificates/"+c.text("id")+"/revoke", object{"reason": "神秘顾客检查发现代客输入密码"})
	return err
}

func (s *script) retrain(ctx context.Context) error {
	_, _, err := s.sitExam(ctx)
	return err
}
