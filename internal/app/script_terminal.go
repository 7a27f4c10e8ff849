package app

import (
	"context"
	"fmt"
	"net/http"
	"strings"
)

// install is stage 4: from a device in stock to a shop that may trade.
func (s *script) install(ctx context.Context) error {
	if err := s.equip(ctx); err != nil {
		return err
	}
	if err := s.loadKeys(ctx); err != nil {
		return err
	}
	if err := s.fit(ctx); err != nil {
		return err
	}
	if err := s.closedWithout(ctx, "a shop without trained staff"); err != nil {
		return err
	}
	if err := s.train(ctx); err != nil {
		return err
	}
	owner := s.people[s.shop.login]
	m, err := soon(ctx, "the shop's activation", func() (object, bool, error) {
		m, err := owner.get(ctx, "/v1/merchants/"+s.ids["merchant"])
		return m, m.text("status") == "active", err
	})
	if err != nil {
		return err
	}
	s.tell(m.text("mid"), "五项条件齐备，商户开始营业")
	return nil
}

// equip binds a device from stock to the shop (five elements).
func (s *script) equip(ctx context.Context) error {
	ops, err := s.as(ctx, "ops")
	if err != nil {
		return err
	}
	engine, err := s.engineState(ctx)
	if err != nil {
		return err
	}
	t, err := ops.post(ctx, "/v1/terminals/stock", object{"tusn": engine.text("tusn"), "model": "TW-C1"})
	if err != nil {
		return err
	}
	s.ids["terminal"] = t.text("id")
	path := "/v1/terminals/" + t.text("id")
	if _, err := ops.post(ctx, path+"/allocate", object{"merchant": s.ids["merchant"]}); err != nil {
		return err
	}
	if t, err = ops.post(ctx, path+"/bind", object{"address": "沙箱路前台", "lon": "120.130000", "lat": "30.250000"}); err != nil {
		return err
	}
	s.ids["tid"], s.ids["mid"] = t.text("tid"), t.text("mid")
	s.tell(s.ids["tid"], "终端 %s 已绑定五要素", engine.text("tusn"))
	return nil
}

// loadKeys lets two key holders make the master key and seals it to the device.
func (s *script) loadKeys(ctx context.Context) error {
	one, err := s.as(ctx, "key1")
	if err != nil {
		return err
	}
	two, err := s.as(ctx, "key2")
	if err != nil {
		return err
	}
	path := "/v1/terminals/" + s.ids["terminal"] + "/key"
	if _, err := one.post(ctx, path, nil); err != nil {
		return err
	}
	if _, err := one.post(ctx, path+"/approve", nil); err == nil {
		return check(false, "one key holder approved their own key")
	}
	if _, err := two.post(ctx, path+"/approve", nil); err != nil {
		return err
	}
	pair, err := s.engine(ctx, "/keypair", object{})
	if err != nil {
		return err
	}
	sealed, err := two.post(ctx, path+"/export", object{"public_key_pem": pair.text("public_key_pem")})
	if err != nil {
		return err
	}
	_, err = s.engine(ctx, "/load-key", object{"encrypted_tmk_b64": sealed.text("encrypted_tmk_b64"), "kcv": sealed.text("kcv"),
		"tid": s.ids["tid"], "mid": s.ids["mid"], "merchant_name": s.shop.short, "host": s.world["host"], "batch": "000001"})
	if err != nil {
		return err
	}
	s.tell(sealed.text("kcv"), "主密钥由两人生成并注入，校验值一致")
	return nil
}

// fit is the engineer's visit: checklist, commissioning, sign-off.
func (s *script) fit(ctx context.Context) error {
	eng, err := s.as(ctx, "engineer")
	if err != nil {
		return err
	}
	order, err := soon(ctx, "the work order", func() (object, bool, error) {
		list, err := eng.get(ctx, "/v1/work-orders")
		o, ok := find(list, "merchant_id", s.ids["merchant"])
		return o, ok, err
	})
	if err != nil {
		return err
	}
	path := "/v1/work-orders/" + order.text("id")
	if order, err = eng.get(ctx, path); err != nil {
		return err
	}
	s.ids["work_order"] = order.text("id")
	if _, err := eng.post(ctx, path+"/sign-off", s.signOff()); err == nil {
		return check(false, "a work order closed with open steps")
	}
	if _, err := s.engine(ctx, "/signin", object{}); err != nil {
		return err
	}
	for _, it := range order.list("items") {
		if _, err := eng.post(ctx, path+"/answers", s.answerTo(it)); err != nil {
			return err
		}
	}
	if err := s.commission(ctx, eng, path); err != nil {
		return err
	}
	if _, err := eng.post(ctx, path+"/sign-off", s.signOff()); err != nil {
		return err
	}
	s.tell(order.text("id"), "装机单 %d 项完成并签收", len(order.list("items")))
	return nil
}

func (s *script) signOff() object {
	return object{"signature": s.shop.owner, "lon": "120.130000", "lat": "30.250000", "seal": "SEAL-0001"}
}

// answerTo gives each step what a good place has: measured values where the
// step asks for one.
func (s *script) answerTo(item object) object {
	a := object{"item": item.text("code"), "ok": true, "value": "", "note": "", "photo": "photo-" + item.text("code")}
	switch item.text("kind") {
	case "voltage":
		a["value"] = "221"
	case "rssi", "signal":
		a["value"] = "-71"
	case "number", "text", "value":
		a["value"] = "1"
	}
	return a
}

// commission makes the small test payments of the checklist, which leave no
// money behind, and names them to the work order.
func (s *script) commission(ctx context.Context, eng *client, path string) error {
	type test struct{ name, rrn string }
	var done []test
	sale, err := s.engine(ctx, "/sale", object{"amount_fen": 1, "card": "6222000000000009", "entry": "insert", "pin": "111111"})
	if err != nil {
		return err
	}
	void, err := s.engine(ctx, "/void", object{"trace": sale.text("trace")})
	if err != nil {
		return err
	}
	tap, err := s.engine(ctx, "/sale", object{"amount_fen": 1, "card": "6222000000000009", "entry": "tap"})
	if err != nil {
		return err
	}
	back, err := s.engine(ctx, "/refund", object{"rrn": tap.text("rrn"), "date": tap.text("date"), "amount_fen": 1, "card": "6222000000000009"})
	if err != nil {
		return err
	}
	for _, t := range []struct {
		name  string
		reply object
	}{{"card_insert", sale}, {"card_void", void}, {"card_tap", tap}, {"card_refund", back}} {
		if t.reply["ok"] != true {
			return check(false, "commissioning %s ended with %s", t.name, t.reply.text("code"))
		}
		done = append(done, test{t.name, t.reply.text("rrn")})
	}
	for _, t := range done {
		if _, err := eng.post(ctx, path+"/tests", object{"case": t.name, "rrn": t.rrn}); err != nil {
			return err
		}
	}
	s.tell(done[0].rrn, "%d 笔 0.01 元测试交易，已撤销或退回", len(done))
	return nil
}

// closedWithout shows that a payment over the test limit is refused while a
// condition is missing (S85).
func (s *script) closedWithout(ctx context.Context, what string) error {
	r, err := s.engine(ctx, "/sale", object{"amount_fen": 5000, "card": "6222000000000009", "entry": "tap"})
	if err != nil {
		return err
	}
	if r["ok"] == true {
		return check(false, "%s could sell", what)
	}
	s.tell(r.text("code"), "条件未齐，交易被拒绝")
	return nil
}

// train makes a cashier, who reads the courses and passes the exams.
func (s *script) train(ctx context.Context) error {
	owner := s.people[s.shop.login]
	_, err := owner.post(ctx, "/v1/staff", object{"name": s.shop.cashierName, "id_no": s.shop.cashierID, "mobile": s.shop.cashierMobile,
		"login": s.shop.cashier, "password": sandboxPassword, "roles": []string{"cashier"}})
	if err != nil {
		return err
	}
	cashier, err := s.as(ctx, s.shop.cashier)
	if err != nil {
		return err
	}
	list, err := cashier.get(ctx, "/v1/courses")
	if err != nil {
		return err
	}
	passed := 0
	for _, c := range list.list("items") {
		if _, err := cashier.post(ctx, "/v1/courses/"+c.text("id")+"/complete", nil); err != nil {
			return err
		}
		ok, err := s.examine(ctx, cashier, c.text("id"))
		if err != nil {
			return err
		}
		if ok {
			passed++
		}
	}
	s.tell(s.shop.cashier, "收银员学完并通过 %d 门考试", passed)
	return check(passed == len(list.list("items")) && passed > 0, "the cashier passed %d of %d", passed, len(list.list("items")))
}

// examine sits one paper. The script knows the answers as a good student does:
// from the course's own text, which names each right statement.
func (s *script) examine(ctx context.Context, cashier *client, course string) (bool, error) {
	paper, err := cashier.post(ctx, "/v1/exams", object{"course": course})
	if err != nil {
		return false, err
	}
	answers := object{}
	for _, q := range paper.list("questions") {
		answers[q.text("id")] = studied(q)
	}
	r, err := cashier.post(ctx, "/v1/exams/"+paper.text("id")+"/answers", object{"answers": answers})
	return r["passed"] == true, err
}

// engine asks the terminal engine.
func (s *script) engine(ctx context.Context, path string, body object) (object, error) {
	c := &client{base: s.world["terminal"], login: "terminal", http: &http.Client{Timeout: outside.Timeout * 9}}
	return c.post(ctx, path, body)
}

func (s *script) engineState(ctx context.Context) (object, error) {
	c := &client{base: s.world["terminal"], login: "terminal", http: outside}
	return c.get(ctx, "/state")
}

var _ = fmt.Sprint
var _ = strings.TrimSpace
