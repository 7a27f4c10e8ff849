package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
)

// apply is stage 1: from choosing an institution to a submitted application.
func (s *script) apply(ctx context.Context) error {
	owner, err := s.draft(ctx)
	if err != nil {
		return err
	}
	sent, err := owner.post(ctx, "/v1/applications/"+s.ids["application"]+"/submit", nil)
	if err != nil {
		return err
	}
	s.ids["number"] = sent.text("number")
	s.tell(sent.text("number"), "已提交，承诺 %s 前给出结果，最迟 %s", sent.text("promised_date"), sent.text("limit_date"))
	return check(len(sent.text("number")) == 16, "an application number has the form APyyyymmddnnnnnn, got %q", sent.text("number"))
}

// draft brings an application so far that it may be submitted.
func (s *script) draft(ctx context.Context) (*client, error) {
	list, err := newClient(s.base).get(ctx, "/v1/institutions")
	if err != nil {
		return nil, err
	}
	inst, ok := find(list, "code", sandboxCode)
	if !ok {
		return nil, check(false, "institution %s is not on offer", sandboxCode)
	}
	s.tell(inst.text("id"), "%d 家机构可选，选择 %s", len(list.list("items")), inst.text("name_zh"))
	docs, err := newClient(s.base).get(ctx, "/v1/institutions/"+inst.text("id")+"/checklist?kind=IND&mcc=7011")
	if err != nil {
		return nil, err
	}
	papers := docs.list("documents")
	if len(papers) == 0 {
		papers = docs.list("items")
	}
	s.tell("checklist", "个体工商户、MCC 7011 需要 %d 种资料", len(papers))
	owner, err := s.register(ctx)
	if err != nil {
		return nil, err
	}
	app, err := owner.post(ctx, "/v1/applications", object{"institution": inst.text("id"), "kind": "IND"})
	if err != nil {
		return nil, err
	}
	s.ids["application"] = app.text("id")
	path := "/v1/applications/" + app.text("id")
	if err := s.wrongForm(ctx, owner, path); err != nil {
		return nil, err
	}
	if _, err := owner.put(ctx, path, s.form()); err != nil {
		return nil, err
	}
	_, err = owner.post(ctx, path+"/submit", nil)
	if err := refused(err, http.StatusUnprocessableEntity, "an application without its papers"); err != nil {
		return nil, err
	}
	return owner, s.papers(ctx, owner, path, papers)
}

// papers uploads what the checklist asks for and gives the consents.
func (s *script) papers(ctx context.Context, owner *client, path string, list []object) error {
	for i, p := range list {
		if required, _ := p["required"].(bool); !required {
			continue
		}
		_, err := owner.form(ctx, path+"/documents", map[string]string{"type": p.text("type")},
			upload{"file", p.text("type") + ".png", "image/png", picture(byte(i + 1))})
		if err != nil {
			return err
		}
	}
	_, err := owner.post(ctx, path+"/consents", object{"terms": true, "privacy": true, "sensitive": true})
	return err
}

func (s *script) form() object {
	return object{
		"base": object{"license_name": s.shop.name, "short_name": s.shop.short, "mcc": "7011", "business_scope": "住宿服务", "staff_count": 6,
			"area_m2": 420, "est_month_turnover_fen": 30_000_000, "est_avg_ticket_fen": 38_000, "est_max_ticket_fen": 2_000_000},
		"address": object{"province": "浙江省", "city": "沙箱市", "district": "沙箱区", "detail": "沙箱路 " + fmt.Sprint(s.rnd.IntN(200)+1) + " 号",
			"lon": "120.130000", "lat": "30.250000"},
		"license":  object{"uscc": s.shop.uscc, "start": "2020-05-01", "end": "2099-12-31"},
		"legal":    object{"name": s.shop.owner, "id_no": s.shop.id, "id_start": "2018-01-01", "id_end": "2038-01-01", "mobile": s.shop.mobile},
		"contact":  object{"name": s.shop.owner, "mobile": s.shop.mobile, "email": "owner@example.com"},
		"settle":   s.account(s.shop.card),
		"products": []string{"card", "wechat", "alipay"},
	}
}

// account is a settlement account of the owner, as a form has it.
func (s *script) account(number string) object {
	return object{"acct_type": "personal", "acct_name": s.shop.owner, "acct_no": number, "bank_code": "999100000018",
		"bank_name": "沙箱银行", "reserved_mobile": s.shop.mobile, "cycle": "T1"}
}

// wrongForm shows that a number with a wrong check digit is refused at its
// field, in both languages, and that nothing of the form is lost.
func (s *script) wrongForm(ctx context.Context, owner *client, path string) error {
	f := s.form()
	bad := []byte(s.shop.id)
	bad[17] = '0' + (bad[17]-'0'+1)%10
	f["legal"].(object)["id_no"] = string(bad)
	_, err := owner.put(ctx, path, f)
	if err := refused(err, http.StatusUnprocessableEntity, "an identity number with a wrong check digit"); err != nil {
		return err
	}
	s.tell("legal.id_no", "校验位错误的身份证号被拒绝")
	return nil
}

// review is stage 2: two people pass the application; the same person may not.
func (s *script) review(ctx context.Context) error {
	one, err := s.as(ctx, "reviewer1")
	if err != nil {
		return err
	}
	two, err := s.as(ctx, "reviewer2")
	if err != nil {
		return err
	}
	path := "/v1/reviews/" + s.ids["application"]
	if _, err := one.post(ctx, path+"/claim", nil); err != nil {
		return err
	}
	pass := func(level int) object {
		return object{"level": level, "decision": "pass", "reason": "资料齐全，核验一致", "originals_sighted": true,
			"checklist": object{"identity": true, "license": true, "account": true, "premises": true, "lists": true}}
	}
	if _, err := one.post(ctx, path+"/decision", pass(1)); err != nil {
		return err
	}
	s.tell(s.ids["number"], "初审通过")
	_, err = one.post(ctx, path+"/decision", pass(2))
	var r *refusal
	if !asRefusal(err, &r) || r.Status != http.StatusForbidden && r.Status != http.StatusConflict {
		return check(false, "the first reviewer passed the second review: %v", err)
	}
	s.tell(r.Code, "同一人复审被拒绝")
	if _, err := two.post(ctx, path+"/claim", nil); err != nil {
		return err
	}
	if _, err := two.post(ctx, path+"/decision", pass(2)); err != nil {
		return err
	}
	owner, err := s.as(ctx, s.shop.login)
	if err != nil {
		return err
	}
	app, err := owner.get(ctx, "/v1/applications/"+s.ids["application"])
	if err != nil {
		return err
	}
	s.ids["merchant"] = app.text("merchant")
	s.tell(s.ids["merchant"], "复审通过，商户已建立")
	return check(app.text("status") == "approved" && s.ids["merchant"] != "", "the application is %s", app.text("status"))
}

// sign is stage 3: the contract is read, signed, countersigned and verified;
// the deposit arrives by bank transfer.
func (s *script) sign(ctx context.Context) error {
	owner, err := s.as(ctx, s.shop.login)
	if err != nil {
		return err
	}
	c, err := soon(ctx, "the contract's draft", func() (object, bool, error) {
		list, err := owner.get(ctx, "/v1/contracts")
		if err != nil || len(list.list("items")) == 0 {
			return nil, false, err
		}
		return list.list("items")[0], true, nil
	})
	if err != nil {
		return err
	}
	path := "/v1/contracts/" + c.text("id")
	if c, err = owner.get(ctx, path); err != nil {
		return err
	}
	s.ids["contract"] = c.text("id")
	_, err = owner.post(ctx, path+"/sign", object{"otp": "000000"})
	if err := refused(err, http.StatusConflict, "a signature before reading"); err != nil {
		return err
	}
	clauses := c.list("clauses")
	for _, cl := range clauses {
		if _, err := owner.post(ctx, path+"/read", object{"clause": cl.text("id")}); err != nil {
			return err
		}
	}
	if _, err := owner.post(ctx, path+"/code", nil); err != nil {
		return err
	}
	if _, err := owner.post(ctx, path+"/sign", object{"otp": "000000"}); err != nil {
		return err
	}
	s.tell(c.text("number"), "%d 条逐条阅读后签署", len(clauses))
	officer, err := s.as(ctx, "ops")
	if err != nil {
		return err
	}
	if _, err := officer.post(ctx, path+"/countersign", nil); err != nil {
		return err
	}
	if err := s.verifyPaper(ctx, owner, path); err != nil {
		return err
	}
	return s.deposit(ctx, owner)
}

// verifyPaper checks the signed file, and the same file with one byte changed.
func (s *script) verifyPaper(ctx context.Context, owner *client, path string) error {
	pdf, err := owner.bytes(ctx, path+"/pdf")
	if err != nil {
		return err
	}
	sig, err := owner.bytes(ctx, path+"/signature")
	if err != nil {
		return err
	}
	ask := func(file []byte) (object, error) {
		return owner.form(ctx, "/v1/contracts/verify", nil, upload{"pdf", "contract.pdf", "application/pdf", file},
			upload{"signature", "contract.p7s", "application/pkcs7-signature", sig})
	}
	good, err := ask(pdf)
	if err != nil {
		return err
	}
	flipped := append([]byte(nil), pdf...)
	flipped[len(flipped)/2] ^= 1
	bad, err := ask(flipped)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(pdf)
	s.tell(hex.EncodeToString(sum[:6]), "会签完成，签名有效；改动一个字节后验证失败")
	return check(good["valid"] == true && bad["valid"] == false, "verification said %v for the file and %v for a changed one", good["valid"], bad["valid"])
}

// deposit pays the labelled order by a bank transfer and lets the accountant
// take the bank's statement.
func (s *script) deposit(ctx context.Context, owner *client) error {
	d, err := soon(ctx, "the deposit's order", func() (object, bool, error) {
		list, err := owner.get(ctx, "/v1/deposits")
		if err != nil || len(list.list("items")) == 0 {
			return nil, false, err
		}
		return list.list("items")[0], true, nil
	})
	if err != nil {
		return err
	}
	s.ids["deposit"] = d.text("id")
	if d, err = s.payDeposit(ctx, owner); err != nil {
		return err
	}
	to := d.sub("pay_to")
	s.tell(d.text("number"), "押金 %s 按押金单转入 %s %s，附言单号，记为负债", yuan(d.fen("amount_fen")), to.text("bank"), to.text("no"))
	return nil
}

// payDeposit transfers to the account that the order names, with its number,
// and has the accountant take the bank's statement.
func (s *script) payDeposit(ctx context.Context, owner *client) (object, error) {
	path := "/v1/deposits/" + s.ids["deposit"]
	d, err := owner.get(ctx, path)
	if err != nil {
		return nil, err
	}
	sent, err := s.bank(ctx, "/transfer", object{"account": d.sub("pay_to").text("no"), "reference": d.text("number"),
		"amount_fen": d.fen("amount_fen"), "payer": s.shop.owner})
	if err != nil {
		return nil, err
	}
	s.ids["transfer"] = sent.text("bank_ref")
	return s.depositIs(ctx, owner, "paid")
}

// depositIs waits for the bank's statement to bring the deposit into a status.
func (s *script) depositIs(ctx context.Context, owner *client, status string) (object, error) {
	if err := s.takeStatements(ctx); err != nil {
		return nil, err
	}
	return soon(ctx, "a deposit that is "+status, func() (object, bool, error) {
		d, err := owner.get(ctx, "/v1/deposits/"+s.ids["deposit"])
		return d, d.text("status") == status, err
	})
}

func (s *script) takeStatements(ctx context.Context) error {
	maker, err := s.as(ctx, "maker")
	if err != nil {
		return err
	}
	_, err = maker.post(ctx, "/v1/settlement/statements", nil)
	return err
}

// bank asks the bank, as those do who are its other customers.
func (s *script) bank(ctx context.Context, path string, body object) (object, error) {
	c := &client{base: s.world["bank"], login: "bank", http: outside}
	return c.post(ctx, path, body)
}

func asRefusal(err error, r **refusal) bool {
	return errors.As(err, r)
}
