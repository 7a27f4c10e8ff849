package crash

import (
	"database/sql"
	"fmt"

	"tillway/internal/kit/rnd"
)

// reply is what the terminal's screen says.
type reply struct {
	OK        bool   `json:"ok"`
	Code      string `json:"code"`
	MessageEn string `json:"message_en"`
	Trace     string `json:"trace"`
	Batch     string `json:"batch"`
	RRN       string `json:"rrn"`
	Date      string `json:"date"`
	AuthCode  string `json:"auth_code"`
	Reversed  bool   `json:"reversed"`
	Unknown   bool   `json:"unknown"`
}

func (a reply) slip() string { return a.Batch + "/" + a.Trace }

type fields map[string]any

// message is what a cashier does and what travels for it.
type message struct {
	name       string
	asks, told string             // between terminal and product
	by         func(r *rig) *wire // the way to who decides; nil: the product itself
	out, back  string             // on that way
	undo, done string             // what recovery sends there, and its answer
	table      string             // where the product writes it
	repeated   bool               // without an answer it is sent again, not reversed
	order      func(r *rig) (path string, body fields)
	fell       func(r *rig, told reply) corpse // nil: that of a payment
}

func overNetwork(r *rig) *wire { return r.network }
func overWeChat(r *rig) *wire  { return r.wechat }
func overAlipay(r *rig) *wire  { return r.alipay }

// A card's payments, with the message types of their way; a wallet's.
func card(name, asks, told string, order func(*rig) (string, fields)) message {
	return message{name: name, asks: asks, told: told, by: overNetwork, out: asks, back: told, undo: "0400", done: "0410", table: "payment", order: order}
}

func code(name string, by func(*rig) *wire, order func(*rig) (string, fields)) message {
	return message{name: name, asks: "0200", told: "0210", by: by, out: asked, back: asked, undo: asked, done: asked, table: "payment", order: order}
}

var (
	sale = card("sale, chip and PIN", "0200", "0210", func(*rig) (string, fields) {
		return "/sale", fields{"amount_fen": amount(), "card": "debit", "entry": "insert", "pin": "111111"}
	})
	void = card("void", "0200", "0210", func(r *rig) (string, fields) {
		return "/void", fields{"trace": r.sell("/sale", tap()).Trace}
	})
	preauth = card("pre-authorisation", "0100", "0110", func(*rig) (string, fields) { return "/preauth", hotel() })

	completion = card("completion", "0200", "0210", func(r *rig) (string, fields) {
		held := r.sell("/preauth", hotel())
		return "/complete", fields{"auth_code": held.AuthCode, "date": held.Date, "rrn": held.RRN, "amount_fen": 250_00, "card": "credit"}
	})
	refund = adviceOf(card("refund", "", "", func(r *rig) (string, fields) {
		paid := r.sell("/sale", tap())
		return "/refund", fields{"rrn": paid.RRN, "date": paid.Date, "amount_fen": 2_00, "card": "debit"}
	}))
	wechat = code("WeChat Pay code", overWeChat, func(*rig) (string, fields) { return "/qr", phone("13") })
	alipay = code("Alipay code", overAlipay, func(*rig) (string, fields) { return "/qr", phone("28") })

	wechatRefund = adviceOf(code("WeChat Pay refund", overWeChat, func(r *rig) (string, fields) {
		paid := r.sell("/qr", phone("13"))
		return "/refund", fields{"rrn": paid.RRN, "date": paid.Date, "amount_fen": 2_00}
	}))
	alipayVoid = repeat(code("Alipay void", overAlipay, func(r *rig) (string, fields) {
		return "/void", fields{"trace": r.sell("/qr", phone("28")).Trace}
	}))

	// The answer to a sale is lost on the counter: its reversal follows by itself.
	reversal = message{name: "reversal", asks: "0400", told: "0410", by: overNetwork, out: "0400", back: "0410", undo: "0400", done: "0410",
		table: "payment", fell: (*rig).reversalFell, order: func(r *rig) (string, fields) {
			r.ask("/fault", fields{"kind": "lose_answer"}, nil)
			return "/sale", tap()
		}}
	settle = message{name: "batch settlement", asks: "0500", told: "0510", table: "payment_batch", fell: (*rig).settleFell,
		order: func(r *rig) (string, fields) {
			r.sell("/sale", tap())
			return "/settle", fields{}
		}}
	signIn = message{name: "sign-in", asks: "0800", told: "0810", fell: (*rig).signInFell,
		order: func(*rig) (string, fields) { return "/signin", fields{} }}
)

// repeat says that a message without an answer is sent again as it was.
func repeat(m message) message {
	m.repeated, m.undo, m.done = true, m.out, m.back
	return m
}

// adviceOf makes a message the 0220 of a refund.
func adviceOf(m message) message {
	m.asks, m.told = "0220", "0230"
	if m.out != asked {
		m.out, m.back = m.asks, m.told
	}
	return repeat(m)
}

// amount is some whole yuan: the sandbox's issuers read wishes off the fen.
func amount() int { return 1_00 * (10 + rnd.Int(90)) }

func tap() fields { return fields{"amount_fen": amount(), "card": "debit", "entry": "tap"} }
func hotel() fields {
	return fields{"amount_fen": 300_00, "card": "credit", "entry": "insert", "pin": "123456"}
}

func phone(prefix string) fields {
	return fields{"amount_fen": amount(), "code": prefix + rnd.Digits(14) + "00"}
}

// ask presses something that must work.
func (r *rig) ask(path string, body any, into any) {
	r.t.Helper()
	if err := call(r.terminal+path, body, into); err != nil {
		r.t.Fatal(err)
	}
}

// sell makes a payment that must be approved.
func (r *rig) sell(path string, order fields) (a reply) {
	r.t.Helper()
	if r.ask(path, order, &a); !a.OK {
		r.t.Fatalf("%s: %s %s", path, a.Code, a.MessageEn)
	}
	return a
}

// corpse is what the dead product, its terminal and the issuer have of a message.
type corpse struct {
	at           place
	ours, theirs string
}

// place is where on the road a kill fell.
type place string

const (
	beforeOne    place = "before write one"
	beforeIssuer place = "after write one, before the issuer"
	beforeTwo    place = "after the issuer's yes, before write two"
	beforeAnswer place = "after write two, before the answer"
	afterAnswer  place = "after the answer"

	notReversed  place = "before the reversal is written"
	reversalDue  place = "reversal written, the issuer not asked"
	takenBack    place = "taken back by the issuer, not noted"
	reversalDone place = "reversal confirmed"

	repeatDue place = "to be repeated"

	batchOpen   place = "before the batch is closed"
	batchClosed place = "batch closed, before the answer"

	noKeys place = "before the terminal has its keys"
)

const none = "–"

// paymentFell reads the place off what the three have.
func (r *rig) paymentFell(told reply, m message) corpse {
	r.t.Helper()
	row, there := r.rows()[told.slip()]
	cards, wallets := r.issuers()
	deal, charged := cards[told.slip()]
	if m.out == asked {
		deal, charged = wallets[row.id]
	}
	c := corpse{ours: none, theirs: none}
	if there {
		c.ours = row.status
	}
	if charged {
		c.theirs = deal.String()
	}
	switch {
	case !there && !charged:
		c.at = beforeOne
	case row.status == "intent" && !charged:
		c.at = beforeIssuer
	case row.status == "intent":
		c.at = beforeTwo
	case row.status == "approved" && told.OK:
		c.at = afterAnswer
	case row.status == "approved":
		c.at = beforeAnswer
	case row.status == "forwarding":
		c.at = repeatDue
	case row.status == "uncertain" && charged:
		c.at = reversalDue
	case row.status == "uncertain":
		c.at = takenBack
	case row.status == "reversed" && !charged:
		c.at = reversalDone
	default:
		r.t.Errorf("%s %s: ours %q, issuer %s, terminal %+v: nothing may be like that", m.name, told.slip(), row.status, c.theirs, told)
	}
	return c
}

func (r *rig) reversalFell(told reply) corpse {
	r.t.Helper()
	row := r.rows()[told.slip()]
	cards, _ := r.issuers()
	deal, charged := cards[told.slip()]
	c := corpse{ours: row.status, theirs: none}
	if charged {
		c.theirs = deal.String()
	}
	switch {
	case row.status == "approved" && charged:
		c.at = notReversed
	case row.status == "reversing" && charged:
		c.at = reversalDue
	case row.status == "reversing":
		c.at = takenBack
	case row.status == "reversed" && !charged:
		c.at = reversalDone
	default:
		r.t.Errorf("reversal %s: ours %q, issuer %s, terminal %+v: nothing may be like that", told.slip(), row.status, c.theirs, told)
	}
	return c
}

func (r *rig) settleFell(told reply) corpse {
	r.t.Helper()
	var closed int
	r.look(func(db *sql.DB) error {
		return db.QueryRow(`SELECT count(*) FROM payment_batch WHERE batch = $1 AND closed_at IS NOT NULL`, r.batch).Scan(&closed)
	})
	switch {
	case told.OK && closed == 1:
		return corpse{afterAnswer, "batch closed", none}
	case closed == 1:
		return corpse{batchClosed, "batch closed", none}
	case told.OK:
		r.t.Errorf("the terminal was told that batch %s is settled, and it is open", r.batch)
	}
	return corpse{batchOpen, none, none}
}

func (r *rig) signInFell(told reply) corpse {
	if told.OK {
		return corpse{afterAnswer, "new keys", none}
	}
	return corpse{noKeys, none, none}
}

func (c corpse) String() string {
	return fmt.Sprintf("%s (ours %s, issuer %s)", c.at, c.ours, c.theirs)
}
