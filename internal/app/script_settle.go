package app

import (
	"context"
	"net/http"
	"slices"
	"strings"
)

// settle is stage 7: the days after the trade. On the first the shop is paid
// all that is not frozen (T+1). What was frozen follows with a correction of
// fees; the bank refuses it, the shop names another account, and the payout is
// made once more.
func (s *script) settle(ctx context.Context) error {
	trade := s.today(ctx)
	for _, step := range []func(context.Context) error{
		s.lastHour,
		func(ctx context.Context) error { return s.nextMorning(ctx, "1m") },
		s.freeze,
		func(ctx context.Context) error { return s.payNextDay(ctx, trade) },
		s.release, s.adjust,
		func(ctx context.Context) error { return s.nextMorning(ctx, "1m") },
		s.failedPayout, s.changeAccount,
		func(ctx context.Context) error { return s.nextMorning(ctx, "1h") }, // the new account has cooled off
		s.payAgain, s.closeBooks, s.readInbox,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// lastHour takes a payment after our cut-off and before the wallet's midnight:
// it stands in today's bill and belongs to tomorrow.
func (s *script) lastHour(ctx context.Context) error {
	date := s.today(ctx)
	if err := s.clockTo(ctx, object{"to": date + "T23:30:00+08:00"}); err != nil { // passes the cut-off on its way
		return err
	}
	if err := s.dayIs(ctx, date, "cut"); err != nil {
		return err
	}
	s.tell(date, "营业日 23:00 已日切")
	r, err := s.deal(ctx, deal{"日切后微信支付", "/qr", object{"amount_fen": int64(2000 + s.rnd.IntN(90)*100), "code": "13" + s.digits(14) + "00"}, "00"})
	if err != nil {
		return err
	}
	list, err := s.owner().get(ctx, "/v1/payments?limit=5")
	if err != nil {
		return err
	}
	p, _ := find(list, "rrn", r.text("rrn"))
	return check(p.text("business_date") > date, "a payment at 23:30 belongs to %s", p.text("business_date"))
}

// nextMorning moves to the next working day of the Chinese calendar, a while
// after nine.
func (s *script) nextMorning(ctx context.Context, after string) error {
	if err := s.clockTo(ctx, object{"next_workday": true}); err != nil {
		return err
	}
	return s.clockTo(ctx, object{"advance": after})
}

func (s *script) dayIs(ctx context.Context, date, status string) error {
	maker, err := s.as(ctx, "maker")
	if err != nil {
		return err
	}
	_, err = soon(ctx, "day "+date+" that is "+status, func() (object, bool, error) {
		d, err := maker.get(ctx, "/v1/settlement/days/"+date)
		if asNotFound(err) {
			return nil, false, nil
		}
		return d, d.text("status") == status, err
	})
	return err
}

// yesterday is the last business day that is cut, after all days up to it have
// been reconciled and cleared.
func (s *script) yesterday(ctx context.Context) (string, error) {
	maker, err := s.as(ctx, "maker")
	if err != nil {
		return "", err
	}
	list, err := maker.get(ctx, "/v1/settlement/days")
	if err != nil {
		return "", err
	}
	last, days := "", list.list("items")
	slices.SortFunc(days, func(a, b object) int { return strings.Compare(a.text("date"), b.text("date")) })
	for _, d := range days {
		date := d.text("date")
		if d.text("status") == "open" {
			continue
		}
		last = date
		if d.text("status") != "cut" && d.text("status") != "reconciled" {
			continue
		}
		if err := s.clear(ctx, maker, date); err != nil {
			return "", err
		}
	}
	return last, check(last != "", "no business day was cut")
}

// clear takes the channels' files of a day, which must not differ, and posts
// the fees.
func (s *script) clear(ctx context.Context, maker *client, date string) error {
	path := "/v1/settlement/days/" + date
	d, err := maker.post(ctx, path+"/import", nil)
	if err != nil {
		return err
	}
	if err := check(len(d.list("differences")) == 0 && d.text("status") == "reconciled", "%s is %s with %v", date, d.text("status"), d["differences"]); err != nil {
		return err
	}
	if d, err = maker.post(ctx, path+"/clear", nil); err != nil {
		return err
	}
	t := d.sub("totals")
	s.tell(date, "三方对平，按签署费率清分 %d 笔：手续费 %s，渠道成本 %s", t.fen("payments"), yuan(t.fen("fee_fen")), yuan(t.fen("cost_fen")))
	return nil
}

// payNextDay pays the trading day's money and holds the date against T+1.
func (s *script) payNextDay(ctx context.Context, trade string) error {
	date, err := s.yesterday(ctx)
	if err != nil {
		return err
	}
	p, err := s.payOut(ctx, date, "paid", func(maker *client) (object, error) {
		return maker.post(ctx, "/v1/settlement/days/"+date+"/payouts/plan", nil)
	})
	if err != nil {
		return err
	}
	today := s.today(ctx)
	s.tell(p.text("bank_ref"), "T+1：%s 的交易于 %s 到账 %s", trade, today, yuan(p.fen("amount_fen")))
	s.expect("到账 settlement", "到账结算款"+amount(p.fen("amount_fen"))+"元")
	return check(p.text("pay_date") == today, "the payout was due on %s and came on %s", p.text("pay_date"), today)
}

// payOut plans a run by one person, has it approved by another when the
// channels' money is there, sends it, and waits for the bank's word on ours.
func (s *script) payOut(ctx context.Context, date, ends string, plan func(*client) (object, error)) (object, error) {
	maker, err := s.as(ctx, "maker")
	if err != nil {
		return nil, err
	}
	checker, err := s.as(ctx, "checker")
	if err != nil {
		return nil, err
	}
	planned, err := plan(maker)
	if err != nil {
		return nil, err
	}
	path, run := "/v1/settlement/days/"+date+"/payouts/", object{"run": planned.text("id")}
	if _, err := maker.post(ctx, path+"approve", run); err == nil {
		return nil, check(false, "the maker approved their own payouts")
	}
	_, err = soon(ctx, "the channels' money", func() (object, bool, error) {
		if err := s.takeStatements(ctx); err != nil {
			return nil, false, err
		}
		_, err := checker.post(ctx, path+"approve", run)
		var r *refusal
		if asRefusal(err, &r) && r.Code == "settlement.reserve_short" {
			return nil, false, nil
		}
		return nil, err == nil, err
	})
	if err != nil {
		return nil, err
	}
	if _, err := maker.post(ctx, path+"send", run); err != nil {
		return nil, err
	}
	s.tell(planned.text("id"), "出款 %d 笔 %s，经两人复核发送银行", planned.fen("payouts"), yuan(planned.fen("total_fen")))
	return soon(ctx, "a payout that is "+ends, func() (object, bool, error) {
		if _, err := maker.post(ctx, "/v1/settlement/days/"+date+"/results", nil); err != nil && !asNotFound(err) {
			return nil, false, err
		}
		p, err := s.payoutOf(ctx, planned.text("id"))
		return p, p.text("status") == ends, err
	})
}

// payoutOf is our shop's part of a run.
func (s *script) payoutOf(ctx context.Context, run string) (object, error) {
	list, err := s.owner().get(ctx, "/v1/settlement/payouts")
	if err != nil {
		return nil, err
	}
	p, _ := find(list, "run", run)
	return p, nil
}

func asNotFound(err error) bool {
	var r *refusal
	return asRefusal(err, &r) && r.Status == http.StatusNotFound
}
