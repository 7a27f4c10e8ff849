package terminal

import (
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tillway/internal/sim"
	"tillway/internal/sim/simtest"
	"tillway/internal/wire/cardcrypto"
	"tillway/internal/wire/iso8583"
	"tillway/internal/wire/tlv"
)

const creditPAN = "6200000000000005"

func TestSaleByChipAndPIN(t *testing.T) {
	s := open(t)
	r := s.sale(12345)
	if !r.OK || r.AmountFen != 12345 || r.RRN == "" || r.AuthCode == "" || r.Receipt == nil {
		t.Fatalf("%+v", r)
	}
	m := s.host.sent("0200")[0]
	if !m.macOK {
		t.Error("the request's MAC is wrong")
	}
	for f, want := range map[int]string{2: creditPAN, 3: "000000", 4: "000000012345", 22: "051", 25: "00", 26: "12", 49: "156",
		53: "2600000000000000", 60: "22" + "000001" + "000" + "601"} {
		if m.fields[f] != want {
			t.Errorf("F%d is %q, want %q", f, m.fields[f], want)
		}
	}
	pin, err := cardcrypto.DecryptPIN(s.host.keys.PIN, [8]byte([]byte(m.fields[52])), creditPAN)
	if err != nil || string(pin) != "123456" {
		t.Errorf("PIN block: %v", err)
	}
	icc, err := tlv.Parse([]byte(m.fields[55]))
	if err != nil || len(tlv.MissingRequestTags(icc)) > 0 {
		t.Errorf("F55: %v, lacks %v", err, tlv.MissingRequestTags(icc))
	}
	if amount, _ := icc.Get(tlv.AmountAuth); hex.EncodeToString(amount) != m.fields[4] {
		t.Error("9F02 is not F4")
	}
	if m.fields[35] != "" {
		t.Error("a chip sale carries a track")
	}
}

func TestTapAndCode(t *testing.T) {
	s := open(t)
	if r := s.do(Order{Kind: Sale, AmountFen: 100, Card: "debit", Entry: "tap"}); !r.OK {
		t.Fatalf("%+v", r)
	}
	if r := s.do(Order{Kind: Sale, AmountFen: 100, Code: "130000000000000000"}); !r.OK {
		t.Fatalf("%+v", r)
	}
	tap, code := s.host.sent("0200")[0], s.host.sent("0200")[1]
	if tap.fields[22] != "072" || tap.fields[52] != "" || tap.fields[53] != "" || tap.fields[26] != "" {
		t.Errorf("tap: %v", tap.fields)
	}
	private, err := iso8583.ParsePrivates([]byte(code.fields[59]))
	qr, _ := private.Get(iso8583.TagQRCode)
	if err != nil || string(qr) != "130000000000000000" || code.fields[22] != "032" || code.fields[2] != "" || code.fields[55] != "" {
		t.Errorf("code: %v %v", err, code.fields)
	}
}

func TestVoidRefundPreauthCompletion(t *testing.T) {
	s := open(t)
	sale := s.sale(5000)
	check := func(r Reply, want string) Reply {
		t.Helper()
		if r.Code != want {
			t.Fatalf("%s: %s %s, want %s", r.Kind, r.Code, r.MessageEn, want)
		}
		return r
	}
	check(s.do(Order{Kind: Void, Trace: "999999"}), NoOriginal)
	check(s.do(Order{Kind: Void, Trace: sale.Trace, Card: "debit"}), WrongInput)
	check(s.do(Order{Kind: Void, Trace: sale.Trace}), "00")
	check(s.do(Order{Kind: Void, Trace: sale.Trace}), NoOriginal)
	void := s.host.sent("0200")[1]
	if void.fields[37] != sale.RRN || void.fields[61] != "000001"+sale.Trace || void.fields[3] != "200000" || void.fields[60][:2] != "23" || void.fields[55] != "" {
		t.Errorf("void: %v", void.fields)
	}
	check(s.do(Order{Kind: Refund, RRN: sale.RRN, Date: "0302", AmountFen: 100, Card: "credit"}), "00")
	refund := s.host.sent("0220")[0]
	if refund.fields[61] != "0000000000000302" || refund.fields[63] != "000" {
		t.Errorf("refund: %v", refund.fields)
	}
	hold := check(s.do(Order{Kind: Preauth, AmountFen: 30000, Card: "credit", PIN: "123456"}), "00")
	done := check(s.do(Order{Kind: Completion, AmountFen: 28000, Card: "credit", AuthCode: hold.AuthCode, Date: "0302"}), "00")
	completion := s.host.sent("0200")[2]
	if completion.fields[38] != hold.AuthCode || completion.fields[25] != "06" || completion.fields[60][:2] != "20" {
		t.Errorf("completion: %v", completion.fields)
	}
	check(s.do(Order{Kind: Void, Trace: done.Trace}), "00")
	if undo := s.host.sent("0200")[3]; undo.fields[60][:2] != "21" || undo.fields[61] != "000001"+done.Trace+"0302" {
		t.Errorf("completion void: %v", undo.fields)
	}
	check(s.do(Order{Kind: PreauthVoid, AmountFen: 30000, Card: "credit", AuthCode: hold.AuthCode, Date: "0302"}), "00")
	if got := s.Status().Totals; got != (Totals{33000, 2, 33100, 3}) {
		t.Errorf("totals: %+v", got)
	}
}

func TestDeclineLeavesNothing(t *testing.T) {
	s := open(t)
	s.host.plan("51")
	r := s.sale(100)
	if r.OK || r.Code != "51" || r.MessageZh == "" || r.AdviceEn == "" || r.Receipt != nil || r.Reversed {
		t.Errorf("%+v", r)
	}
	if st := s.Status(); st.Pending != 0 || st.Totals != (Totals{}) {
		t.Errorf("%+v", st)
	}
}

func TestFaultSwitch(t *testing.T) {
	s := open(t)
	for _, f := range []Fault{LoseAnswer, DropLine} {
		s.SetFault(f)
		if r := s.sale(700); r.OK || !r.Reversed {
			t.Errorf("%s: %+v", f, r)
		}
		if s.Status().Fault != NoFault {
			t.Errorf("%s holds on", f)
		}
	}
	s.SetFault(WrongMAC)
	if r := s.sale(700); r.Code != "A0" || r.Reversed || !s.Status().MustSignIn {
		t.Errorf("wrong MAC: %+v", r)
	}
	before := len(s.host.sent("0800"))
	if r := s.sale(700); !r.OK || len(s.host.sent("0800")) != before+1 {
		t.Errorf("no sign-in before the next sale: %+v", r)
	}
	if r := s.sale(700); !r.OK || len(s.host.sent("0800")) != before+1 {
		t.Errorf("a sign-in that nobody asked for: %+v", r)
	}
	s.SetFault(WrongBatch)
	s.sale(700)
	sales := s.host.sent("0200")
	if got := sales[len(sales)-1].fields[60][2:8]; got == "000001" {
		t.Error("the batch number is right")
	}
	if s.SetFault("fire") {
		t.Error("an unknown fault was taken")
	}
}

func TestForeignAnswerIsPassedOver(t *testing.T) {
	s := open(t)
	s.host.plan("foreign")
	if r := s.sale(100); !r.OK || len(s.host.sent("0400")) != 0 {
		t.Errorf("%+v", r)
	}
}

func TestWrongCheckValueKeepsTheOldKeys(t *testing.T) {
	s := open(t)
	s.host.badKCV = true
	if r := s.SignIn(t.Context()); r.Code != BadKeyValue {
		t.Errorf("%+v", r)
	}
	if r := s.sale(100); !r.OK {
		t.Errorf("the old keys are gone: %+v", r)
	}
}

func TestSettleBalanced(t *testing.T) {
	s := open(t)
	if r := s.Settle(t.Context()); r.Code != EmptyBatch {
		t.Errorf("%+v", r)
	}
	s.sale(100)
	r := s.Settle(t.Context())
	if !r.OK || *r.Totals != (Totals{100, 1, 0, 0}) || s.Status().Batch != "000002" || len(s.host.sent("0320")) != 0 {
		t.Errorf("%+v", r)
	}
	if got := s.host.sent("0500")[0].fields[48]; got != "000000000100"+"001"+"000000000000"+"000"+"0"+strings.Repeat("0", 31) {
		t.Errorf("F48: %s", got)
	}
}

func TestSettleUploadsWhenNotBalanced(t *testing.T) {
	s := open(t)
	for range 9 {
		s.sale(100)
	}
	s.host.totals = &iso8583.Half{DebitFen: 800, DebitCount: 8}
	r := s.Settle(t.Context())
	if !r.OK || r.Code != NotBalanced || r.Host.DebitCount != 8 || s.Status().Batch != "000002" {
		t.Errorf("%+v", r)
	}
	up := s.host.sent("0320")
	if len(up) != 3 || up[0].fields[48][:2] != "08" || up[1].fields[48][:2] != "01" || up[2].fields[60] != "00000001202" || up[2].fields[48] != "0009" {
		t.Fatalf("uploads: %+v", up)
	}
	details, err := iso8583.ParseDetails(up[1].fields[48])
	if err != nil || details[0].PAN != creditPAN || details[0].AmountFen != 100 {
		t.Errorf("%+v %v", details, err)
	}
}

func TestHostUnreachable(t *testing.T) {
	s := open(t)
	trace := s.Status().Trace
	s.state.Host = "127.0.0.1:1"
	if r := s.sale(100); r.Code != NoLine || r.Unknown || s.Status().Pending != 0 || s.Status().Trace != trace {
		t.Errorf("%+v", r)
	}
}

func TestCountersGoAround(t *testing.T) {
	s := &state{Trace: 999998}
	if a, b := s.nextTrace(), s.nextTrace(); a != "999999" || b != "000001" {
		t.Errorf("%s %s", a, b)
	}
}

func TestWrongInput(t *testing.T) {
	s := open(t)
	for _, o := range []Order{
		{Kind: Sale, AmountFen: 0, Card: "credit"}, {Kind: Sale, AmountFen: -1, Card: "credit"},
		{Kind: Sale, AmountFen: 100}, {Kind: Sale, AmountFen: 100, Card: "6299999999999999"},
		{Kind: Sale, AmountFen: 100, Card: "credit", PIN: "12a4"}, {Kind: Sale, AmountFen: 100, Card: "credit", Entry: "swipe"},
		{Kind: Sale, AmountFen: 100, Code: "12"}, {Kind: Refund, AmountFen: 100, Card: "credit", RRN: "1", Date: "0302"},
		{Kind: Refund, AmountFen: 100, Card: "credit", RRN: "030200000001", Date: "1302"},
		{Kind: Completion, AmountFen: 100, Card: "credit", AuthCode: "1", Date: "0302"},
	} {
		if r := s.do(o); r.Code != WrongInput {
			t.Errorf("%+v: %s", o, r.Code)
		}
	}
	if n := len(s.host.sent("0200")) + len(s.host.sent("0220")); n != 0 {
		t.Errorf("%d messages were sent", n)
	}
}

func TestFilesHoldNoSecretsOfCards(t *testing.T) {
	s := open(t)
	s.host.plan("00", "silent")
	s.host.planReversals("silent")
	s.sale(100)
	s.sale(200)
	for _, name := range []string{"terminal-1.json", "terminal-1.jsonl"} {
		path := filepath.Join(s.conf.Dir, "sim", name)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v", name, info.Mode())
		}
		for _, secret := range []string{creditPAN, "\"123456\"", "3012"} {
			if strings.Contains(string(data), secret) {
				t.Errorf("%s holds %s", name, secret)
			}
		}
	}
	for _, f := range s.wire.all() {
		if strings.Contains(f.Hex+string(f.Message), creditPAN) {
			t.Errorf("the wire view shows the card number: %+v", f)
		}
	}
	if last := s.wire.all()[1]; last.Direction != "in" || last.MAC != "none" {
		t.Errorf("wire view: %+v", last)
	}
}

func TestReceipt(t *testing.T) {
	s := open(t)
	r := s.do(Order{Kind: Sale, AmountFen: 9950, Card: "debit", Entry: "tap"})
	slip := strings.Join(r.Receipt.Merchant, "\n")
	for _, want := range []string{"测试，无法律效力", "测试小旅馆", "999100070110001", "00000001", "622200******0009/C", "消费 SALE",
		r.Trace, r.RRN, r.AuthCode, "RMB 99.50", "免密免签", "测试甲银行", "AID", "商户存根"} {
		if !strings.Contains(slip, want) {
			t.Errorf("the slip lacks %s:\n%s", want, slip)
		}
	}
	for _, line := range r.Receipt.Lines {
		if width(line) > paper {
			t.Errorf("%d columns: %s", width(line), line)
		}
	}
	void := s.do(Order{Kind: Void, Trace: r.Trace})
	if slip := strings.Join(void.Receipt.Lines, "\n"); !strings.Contains(slip, "RMB -99.50") || !strings.Contains(slip, r.Trace) {
		t.Errorf("void slip:\n%s", slip)
	}
	again := s.Reprint(r.Trace)
	if slip := strings.Join(again.Receipt.Lines, "\n"); !strings.Contains(slip, "重打印") {
		t.Errorf("reprint:\n%s", slip)
	}
	if r := s.Reprint("999999"); r.OK || r.Receipt != nil {
		t.Errorf("a slip that never was: %+v", r)
	}
}

func TestKeyLoadingIsChecked(t *testing.T) {
	s := open(t)
	if err := s.LoadKey(Load{TID: "00000002", MID: "999100070110001", TUSN: "x", Host: "h"}); err == nil {
		t.Error("keys were loaded without a key pair")
	}
	tusn := s.Status().TUSN
	if err := s.Replace(); err != nil || s.Status().TUSN == tusn || s.Status().KeysLoaded {
		t.Errorf("another device: %v %+v", err, s.Status())
	}
	s.load(s.host.addr)
	s.SignIn(t.Context())
	s.host.plan("silent")
	s.host.planReversals("silent")
	s.sale(100)
	if err := s.Replace(); !errors.Is(err, ErrUnfinished) {
		t.Errorf("a terminal with a pending reversal was taken away: %v", err)
	}
	if err := s.LoadKey(Load{}); !errors.Is(err, ErrUnfinished) {
		t.Errorf("a terminal with a pending reversal was wiped: %v", err)
	}
}

func TestHTTP(t *testing.T) {
	s := open(t)
	host := s.state.Host
	s.Close()
	part := simtest.Start(t, func(c sim.Config) (*Terminal, error) { return OpenPart(s.conf, 0) }, sim.Config{})
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	url := part.Endpoints()["terminal"]
	var st Status
	simtest.Get(t, url+"/state", &st)
	if !st.SignedIn || st.Host != host || st.Batch != "000001" {
		t.Errorf("%+v", st)
	}
	var r Reply
	simtest.Post(t, url+"/sale", map[string]any{"amount_fen": 500, "card": "credit", "entry": "insert", "pin": "123456"}, &r)
	if !r.OK || r.Receipt == nil {
		t.Fatalf("%+v", r)
	}
	simtest.Post(t, url+"/void", map[string]any{"trace": strings.TrimLeft(r.Trace, "0")}, &r)
	if !r.OK || r.Kind != "void" {
		t.Errorf("%+v", r)
	}
	simtest.Post(t, url+"/refund", map[string]any{"rrn": r.RRN, "date": "2026-03-02", "amount_fen": 100, "card": "credit"}, &r)
	if !r.OK {
		t.Errorf("%+v", r)
	}
	for path, key := range map[string]string{"/cards": "items", "/rows": "items", "/journal": "items", "/wire": "items", "/table": "items"} {
		var out map[string]any
		if got := simtest.Get(t, url+path, &out); got != 200 || len(out[key].([]any)) == 0 {
			t.Errorf("%s: %d %v", path, got, out)
		}
		if path != "/table" && strings.Contains(fmt.Sprint(out), creditPAN) {
			t.Errorf("%s shows a card number", path)
		}
	}
	if got := simtest.Post(t, url+"/sale", map[string]any{"amount": 5}, nil); got != 400 {
		t.Errorf("an unknown member: %d", got)
	}
	if got := simtest.Post(t, url+"/fault", map[string]any{"kind": "fire"}, nil); got != 400 {
		t.Errorf("an unknown fault: %d", got)
	}
	if got := simtest.Post(t, url+"/host", map[string]any{"host": "nowhere"}, nil); got != 400 {
		t.Errorf("an address that is none: %d", got)
	}
	simtest.Post(t, url+"/host", map[string]any{"host": "127.0.0.1:1"}, &st)
	simtest.Post(t, url+"/echo", struct{}{}, &r)
	if st.Host != "127.0.0.1:1" || r.Code != NoLine {
		t.Errorf("at %s the echo gave %s", st.Host, r.Code)
	}
	simtest.Post(t, url+"/host", map[string]any{"host": host}, &st)
	simtest.Post(t, url+"/settle", struct{}{}, &r)
	if !r.OK || r.Totals == nil {
		t.Errorf("%+v", r)
	}
}
