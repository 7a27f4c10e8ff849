// Package registry plays the three public look-ups an acquirer makes before it
// takes a merchant on: the citizen identity check (姓名 + 证件号), the company
// register (企业四要素) and the bank card check (银行卡四要素). The wording of the
// results follows acquiring-rules §1.5.
//
// What the answer is depends on what is asked:
//
//	name contains 测试不符      the name does not match
//	name contains 测试查无      no such identity number
//	name contains 测试过期      matches, the document has expired
//	name contains 测试名单命中   matches, and is on a watch list
//	USCC ends in 11..15        not found, other name, revoked, other scope, expired
//	card ends in 21 22 23 29 95 96   abnormal, invalid, restricted, ask the issuer, too frequent, try later
//
// Everything else passes. The settlement account's own triggers (11..14) speak
// at payout, in package bank, so they pass here.
package registry

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"

	"tillway/internal/kit/rnd"
	"tillway/internal/sim"
)

// Registry is the running part.
type Registry struct {
	clock   *sim.Clock
	journal *sim.Journal[entry]
	server  *sim.Server
	asked   atomic.Int64
}

// entry keeps no personal value: which question, which answer.
type entry struct {
	At     string `json:"at"`
	Kind   string `json:"kind"` // identity, business, card
	Ref    string `json:"ref"`
	Result string `json:"result"`
}

// Open replays the journal and takes the port.
func Open(c sim.Config) (*Registry, error) {
	r := &Registry{clock: c.Clock}
	var err error
	r.journal, err = sim.OpenJournal(c.Journal("registry"), func(entry) error { r.asked.Add(1); return nil })
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /identity", answer(r, "identity", checkIdentity))
	mux.HandleFunc("POST /business", answer(r, "business", checkBusiness))
	mux.HandleFunc("POST /card", answer(r, "card", checkCard))
	c.Clock.Routes(mux)
	if r.server, err = sim.NewServer(c.Port, mux); err != nil {
		r.journal.Close()
		return nil, err
	}
	return r, nil
}

// Name implements sim.Part.
func (r *Registry) Name() string { return "registry" }

// Endpoints implements sim.Part.
func (r *Registry) Endpoints() map[string]string {
	return map[string]string{"registry": r.server.URL()}
}

// Run implements sim.Part.
func (r *Registry) Run(ctx context.Context) error {
	defer r.journal.Close()
	return r.server.Run(ctx)
}

// Asked counts the look-ups ever made.
func (r *Registry) Asked() int64 { return r.asked.Load() }

// result is what an answer shares: what the journal notes, and the reference
// number under which the registry can be asked about it.
type result interface {
	outcome() string
	setRef(string)
}

func answer[In any, Out result](r *Registry, kind string, check func(In) Out) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		in, ok := sim.Body[In](w, req)
		if !ok {
			return
		}
		out := check(in)
		ref := "REG" + rnd.Digits(15)
		out.setRef(ref)
		e := entry{r.clock.Now().Format("2006-01-02T15:04:05.000-07:00"), kind, ref, out.outcome()}
		if err := r.journal.Append(e); err != nil {
			sim.Broken(w, err)
			return
		}
		r.asked.Add(1)
		sim.Reply(w, http.StatusOK, out)
	}
}

// Ref is the registry's reference of an answer.
type Ref struct {
	Ref string `json:"ref"`
}

func (r *Ref) setRef(s string) { r.Ref = s }

// IdentityQuery asks whether a name belongs to an identity number.
type IdentityQuery struct {
	Name string `json:"name"`
	IDNo string `json:"id_no"`
}

// IdentityAnswer is one of the four official outcomes, with two flags.
type IdentityAnswer struct {
	Ref
	Result    string `json:"result"` // match_photo, match_no_photo, name_mismatch, not_found
	Expired   bool   `json:"expired"`
	WatchList bool   `json:"watch_list"`
}

func (a *IdentityAnswer) outcome() string { return a.Result }

func checkIdentity(q IdentityQuery) *IdentityAnswer {
	a := &IdentityAnswer{Result: "match_photo"}
	switch {
	case len(q.IDNo) != 18 || strings.Contains(q.Name, "测试查无"):
		a.Result = "not_found"
	case q.Name == "" || strings.Contains(q.Name, "测试不符"):
		a.Result = "name_mismatch"
	}
	if a.Result == "match_photo" {
		a.Expired = strings.Contains(q.Name, "测试过期")
		a.WatchList = strings.Contains(q.Name, "测试名单命中")
	}
	return a
}

// BusinessQuery asks for the four elements of a company or sole trader.
type BusinessQuery struct {
	Name      string `json:"name"`
	USCC      string `json:"uscc"`
	LegalName string `json:"legal_name"`
	LegalIDNo string `json:"legal_id_no"`
	Scope     string `json:"scope,omitempty"`
}

// BusinessAnswer says what the register holds.
type BusinessAnswer struct {
	Ref
	Result     string `json:"result"` // match, not_found, name_mismatch, legal_mismatch, revoked, scope_mismatch, expired
	Status     string `json:"status"` // 存续, 吊销, or empty when not found
	NameMatch  bool   `json:"name_match"`
	LegalMatch bool   `json:"legal_match"`
	ScopeMatch bool   `json:"scope_match"`
	Expired    bool   `json:"expired"`
}

func (a *BusinessAnswer) outcome() string { return a.Result }

func checkBusiness(q BusinessQuery) *BusinessAnswer {
	a := &BusinessAnswer{Result: "match", Status: "存续", NameMatch: true, LegalMatch: true, ScopeMatch: true}
	switch suffix(q.USCC) {
	case "11", "":
		return &BusinessAnswer{Result: "not_found"}
	case "12":
		a.Result, a.NameMatch = "name_mismatch", false
	case "13":
		a.Result, a.Status = "revoked", "吊销"
	case "14":
		a.Result, a.ScopeMatch = "scope_mismatch", false
	case "15":
		a.Result, a.Expired = "expired", true
	default:
		if q.LegalName == "" || strings.Contains(q.LegalName, "测试不符") {
			a.Result, a.LegalMatch = "legal_mismatch", false
		}
	}
	return a
}

// CardQuery asks whether a card belongs to a person and a mobile number.
// Without a mobile it is the three-element check.
type CardQuery struct {
	Name   string `json:"name"`
	IDNo   string `json:"id_no"`
	CardNo string `json:"card_no"`
	Mobile string `json:"mobile,omitempty"`
}

// CardAnswer carries the vendors' number and its name.
type CardAnswer struct {
	Ref
	ResultCode int    `json:"result_code"`
	Result     string `json:"result"`
	ZH         string `json:"message_zh"`
	EN         string `json:"message_en"`
}

func (a *CardAnswer) outcome() string { return a.Result }

func checkCard(q CardQuery) *CardAnswer {
	switch {
	case len(q.CardNo) < 12 || !sim.Luhn(q.CardNo):
		return &CardAnswer{ResultCode: 4, Result: "card_invalid", ZH: "无效卡号", EN: "the card number is not valid"}
	case q.Name == "" || q.IDNo == "" || strings.Contains(q.Name, "测试不符"):
		return &CardAnswer{ResultCode: 1, Result: "mismatch", ZH: "信息不一致", EN: "the particulars do not match"}
	}
	for _, a := range []struct {
		suffix string
		answer CardAnswer
	}{
		{"20", CardAnswer{ResultCode: 2, Result: "unverifiable", ZH: "无法验证", EN: "the bank cannot verify this card"}},
		{"21", CardAnswer{ResultCode: 3, Result: "card_abnormal", ZH: "卡状态异常", EN: "the card is not in order"}},
		{"22", CardAnswer{ResultCode: 4, Result: "card_invalid", ZH: "无效卡号", EN: "the card number is not valid"}},
		{"23", CardAnswer{ResultCode: 5, Result: "restricted", ZH: "受限制的卡", EN: "the card is restricted"}},
		{"29", CardAnswer{ResultCode: 9, Result: "ask_issuer", ZH: "请咨询发卡行", EN: "ask the card's bank"}},
		{"95", CardAnswer{ResultCode: 95, Result: "too_frequent", ZH: "查询过于频繁", EN: "asked too often"}},
		{"96", CardAnswer{ResultCode: 96, Result: "retry_later", ZH: "请稍后重试", EN: "try again later"}},
	} {
		if suffix(q.CardNo) == a.suffix {
			return &a.answer
		}
	}
	return &CardAnswer{Result: "match", ZH: "一致", EN: "all particulars match"}
}

// suffix returns the last two characters, or nothing of a shorter text.
func suffix(s string) string {
	if len(s) < 2 {
		return ""
	}
	return s[len(s)-2:]
}
