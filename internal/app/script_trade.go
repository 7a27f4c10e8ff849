package app

import "context"

// The sandbox cards that the journey uses (the sandbox table has them all).
const (
	debitCard, debitPIN   = "debit", "111111"
	creditCard, creditPIN = "credit", "123456"
	shortCard             = "c51" // always 51
)

// deal is one request to the terminal and what it must end with.
type deal struct {
	name, path string
	body       object
	code       string // F39 expected
}

// trade is stage 5: a day at the counter.
func (s *script) trade(ctx context.Context) error {
	if _, err := s.engine(ctx, "/signin", object{}); err != nil {
		return err
	}
	s.tell("0810", "终端签到，工作密钥校验值一致")
	night := int64(20_000 + s.rnd.IntN(300)*100)
	steps := []func(context.Context) error{
		func(ctx context.Context) error { return s.sellAndVoid(ctx, night) },
		func(ctx context.Context) error { return s.sellAndRefund(ctx, night) },
		func(ctx context.Context) error { return s.preauthorise(ctx, night*3) },
		s.wallets, s.short, s.lostAnswer,
	}
	s.rnd.Shuffle(len(steps), func(i, j int) { steps[i], steps[j] = steps[j], steps[i] })
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// deal does one and checks its end.
func (s *script) deal(ctx context.Context, d deal) (object, error) {
	r, err := s.engine(ctx, d.path, d.body)
	if err != nil {
		return nil, err
	}
	if err := check(r.text("code") == d.code, "%s ended with %s %s, want %s", d.name, r.text("code"), r.text("message_en"), d.code); err != nil {
		return r, err
	}
	s.tell(r.text("rrn"), "%s %s → %s", d.name, yuan(r.fen("amount_fen")), r.text("code"))
	return r, nil
}

func (s *script) sellAndVoid(ctx context.Context, fen int64) error {
	sale, err := s.deal(ctx, deal{"插卡消费（凭密）", "/sale", object{"amount_fen": fen, "card": creditCard, "entry": "insert", "pin": creditPIN}, "00"})
	if err != nil {
		return err
	}
	_, err = s.deal(ctx, deal{"消费撤销", "/void", object{"trace": sale.text("trace")}, "00"})
	return err
}

func (s *script) sellAndRefund(ctx context.Context, fen int64) error {
	if _, err := s.deal(ctx, deal{"插卡消费（借记卡）", "/sale", object{"amount_fen": fen + 5000, "card": debitCard, "entry": "insert", "pin": debitPIN}, "00"}); err != nil {
		return err
	}
	tap, err := s.deal(ctx, deal{"挥卡消费（免密）", "/sale", object{"amount_fen": fen, "card": debitCard, "entry": "tap"}, "00"})
	if err != nil {
		return err
	}
	back := fen / 400 * 100
	r, err := s.deal(ctx, deal{"部分退货", "/refund", object{"rrn": tap.text("rrn"), "date": s.today(ctx), "amount_fen": back, "card": debitCard}, "00"})
	s.expect("退款 refund", "退款"+amount(back)+"元，参考号"+r.text("rrn"))
	return err
}

func (s *script) preauthorise(ctx context.Context, fen int64) error {
	p, err := s.deal(ctx, deal{"预授权", "/preauth", object{"amount_fen": fen, "card": creditCard, "entry": "insert", "pin": creditPIN}, "00"})
	if err != nil {
		return err
	}
	_, err = s.deal(ctx, deal{"预授权完成", "/complete", object{"auth_code": p.text("auth_code"), "date": s.today(ctx), "rrn": p.text("rrn"),
		"amount_fen": fen, "card": creditCard}, "00"})
	return err
}

// wallets takes one code of each; the last two digits choose success.
func (s *script) wallets(ctx context.Context) error {
	fen := int64(3000 + s.rnd.IntN(90)*100)
	if _, err := s.deal(ctx, deal{"微信支付", "/qr", object{"amount_fen": fen, "code": "13" + s.digits(14) + "00"}, "00"}); err != nil {
		return err
	}
	_, err := s.deal(ctx, deal{"支付宝", "/qr", object{"amount_fen": fen + 1700, "code": "28" + s.digits(14) + "00"}, "00"})
	return err
}

func (s *script) short(ctx context.Context) error {
	r, err := s.deal(ctx, deal{"余额不足", "/sale", object{"amount_fen": 66_00, "card": shortCard, "entry": "insert", "pin": creditPIN}, "51"})
	if err != nil {
		return err
	}
	s.tell("51", "收银员看到：%s", r.text("advice_zh"))
	return check(r.text("advice_zh") != "" && r.text("advice_en") != "", "a decline without advice")
}

// lostAnswer loses one answer on its way to the terminal: the payment ends
// reversed and the customer is not charged.
func (s *script) lostAnswer(ctx context.Context) error {
	if _, err := s.engine(ctx, "/fault", object{"kind": "lose_answer"}); err != nil {
		return err
	}
	r, err := s.engine(ctx, "/sale", object{"amount_fen": 88_00, "card": debitCard, "entry": "tap"})
	if err != nil {
		return err
	}
	if err := check(r["ok"] != true, "a sale without an answer was taken for approved"); err != nil {
		return err
	}
	if _, err := s.engine(ctx, "/fault", object{"kind": "none"}); err != nil {
		return err
	}
	if _, err := s.engine(ctx, "/signin", object{}); err != nil { // what is pending is sent before anything else
		return err
	}
	owner, err := s.as(ctx, s.shop.login)
	if err != nil {
		return err
	}
	p, err := soon(ctx, "the reversal", func() (object, bool, error) {
		list, err := owner.get(ctx, "/v1/payments?status=reversed&limit=50")
		if err != nil {
			return nil, false, err
		}
		p, ok := find(list, "trace", r.text("trace"))
		return p, ok, nil
	})
	if err != nil {
		return err
	}
	s.tell(p.text("id"), "应答丢失 → 冲正完成，顾客未被扣款")
	return nil
}

// batch is stage 6: the terminal's totals and the host's agree.
func (s *script) batch(ctx context.Context) error {
	r, err := s.engine(ctx, "/settle", object{})
	if err != nil {
		return err
	}
	if err := check(r["ok"] == true, "the batch does not balance: %s %s", r.text("code"), r.text("message_en")); err != nil {
		return err
	}
	s.tell("0510", "批次 %s 与主机对平", r.text("batch"))
	return nil
}
