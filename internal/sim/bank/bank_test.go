package bank

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"tillway/internal/sim"
	"tillway/internal/sim/simtest"
	"tillway/internal/wire/clearing"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

type customer struct {
	*testing.T
	conf sim.Config
	url  string
}

func start(t *testing.T) (*customer, func()) {
	c := &customer{T: t, conf: sim.Config{Dir: t.TempDir(), Clock: sim.NewClock(0)}}
	return c, c.startBank()
}

func (c *customer) startBank() func() {
	b, stop := simtest.StartStoppable(c.T, Open, c.conf)
	c.url = b.Endpoints()["bank"]
	return func() { stop(); http.DefaultClient.CloseIdleConnections() }
}

func (c *customer) path(parts ...string) string {
	return filepath.Join(append([]string{c.conf.Dir, "bank"}, parts...)...)
}

func (c *customer) send(id string, accounts ...string) {
	c.Helper()
	f := clearing.PayoutFile{Institution: "999", ID: id, Date: "2026-03-03", Payer: Reserve, Currency: "CNY"}
	for i, a := range accounts {
		f.Lines = append(f.Lines, clearing.PayoutLine{Payout: id + "-" + a[len(a)-2:], Fen: int64(1000 * (i + 1)), Account: a, Name: "测试甲", Personal: true})
	}
	data, err := clearing.EncodePayout(f)
	if err != nil {
		c.Fatal(err)
	}
	if err := sim.WriteFile(c.path("to-bank", id+".txt"), data); err != nil {
		c.Fatal(err)
	}
}

type bookAnswer struct {
	PaidFen     int64 `json:"paid_fen"`
	ReturnedFen int64 `json:"returned_fen"`
	CreditsFen  int64 `json:"credits_fen"`

	Balances map[string]int64 `json:"balances_fen"`
}

func (c *customer) process() (b bookAnswer) {
	c.Helper()
	var out struct {
		bookAnswer
		Payouts []payout `json:"payouts"`
	}
	if got := simtest.Post(c.T, c.url+"/process", struct{}{}, &out); got != 200 {
		c.Fatalf("process: %d", got)
	}
	return out.bookAnswer
}

// result reads a result as account → status and reason.
func (c *customer) result(name string) map[string]string {
	c.Helper()
	data, err := os.ReadFile(c.path("from-bank", name+".txt"))
	if err != nil {
		c.Fatal(err)
	}
	r, err := clearing.DecodeResult(data)
	if err != nil {
		c.Fatal(err)
	}
	out := map[string]string{}
	for _, l := range r.Lines {
		out[l.Payout[len(l.Payout)-2:]] = string(l.Status) + l.Reason
	}
	return out
}

func TestPayoutsByAccount(t *testing.T) {
	c, stop := start(t)
	c.send("PO1", "621700000000000000", "621700000000000011", "621700000000000012", "621700000000000013", "621700000000000014")
	if got := c.process(); got.PaidFen != 1000+5000 {
		t.Errorf("paid %d", got.PaidFen)
	}
	want := map[string]string{"00": "S", "11": "FNAME_MISMATCH", "12": "FACCOUNT_CLOSED", "13": "P", "14": "S"}
	for k, v := range c.result("PO1-R1") {
		if want[k] != v {
			t.Errorf("account …%s: %s, want %s", k, v, want[k])
		}
	}
	stop()
	defer c.startBank()()
	c.send("PO1", "621700000000000000") // once more: nothing is paid twice
	if got := c.process(); got.PaidFen != 6000 {
		t.Errorf("paid %d after the file came again", got.PaidFen)
	}
	if data, _ := os.ReadFile(c.conf.Journal("bank")); strings.Count(string(data), `"kind":"payout"`) != 5 {
		t.Errorf("the file was decided again: %s", data)
	}
	if err := c.conf.Clock.SetOffset(3 * time.Hour); err != nil {
		t.Fatal(err)
	}
	if got := c.process(); got.PaidFen != 6000+4000 || c.result("PO1-R2")["13"] != "S" {
		t.Errorf("after the queue: %+v", got)
	}
	if err := c.conf.Clock.SetOffset(27 * time.Hour); err != nil {
		t.Fatal(err)
	}
	if got := c.process(); got.PaidFen != 5000 || got.ReturnedFen != 5000 || c.result("PO1-R3")["14"] != "RRETURNED" {
		t.Errorf("after a day: %+v", got)
	}
	if got := c.process(); got.ReturnedFen != 5000 {
		t.Errorf("returned twice: %+v", got)
	}
	if files, _ := filepath.Glob(c.path("from-bank", "*.txt")); len(files) != 3 {
		t.Errorf("files: %v", files)
	}
	data, _ := os.ReadFile(c.conf.Journal("bank"))
	if strings.Contains(string(data), "621700000000") {
		t.Error("the journal holds an account number")
	}
}

func TestAFileThatIsNoneIsPutAside(t *testing.T) {
	c, stop := start(t)
	defer stop()
	write(t, c.path("to-bank", "x.txt"), []byte("hello\n"))
	write(t, c.path("to-bank", "y.part"), []byte("not yet"))
	c.process()
	if _, err := os.Stat(c.path("to-bank", "refused", "x.txt")); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(c.path("to-bank", "y.part")); err != nil {
		t.Error("a file that is not complete was touched")
	}
}

func TestAResultNotWrittenBeforeACrashIsWrittenAfter(t *testing.T) {
	c, stop := start(t)
	c.send("PO1", "621700000000000000")
	c.process()
	stop()
	// as after a crash between the decision and the file
	data, _ := os.ReadFile(c.conf.Journal("bank"))
	lines := strings.SplitAfter(string(data), "\n")
	write(t, c.conf.Journal("bank"), []byte(lines[0]))
	os.Remove(c.path("from-bank", "PO1-R1.txt"))
	defer c.startBank()()
	c.process()
	if got := c.result("PO1-R1"); got["00"] != "S" {
		t.Errorf("%v", got)
	}
}

func TestTransferBecomesAStatement(t *testing.T) {
	c, stop := start(t)
	defer stop()
	in := transferRequest{Own, "DEP2026030400000001", 29900, "测试甲", "r1"}
	var first, again advice
	simtest.Post(t, c.url+"/transfer", in, &first)
	simtest.Post(t, c.url+"/transfer", in, &again)
	if first != again || first.BankRef == "" {
		t.Errorf("%+v and %+v", first, again)
	}
	data, err := os.ReadFile(c.path("from-bank", first.Statement+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := clearing.DecodeStatement(data)
	if err != nil || len(s.Lines) != 1 || s.Lines[0].Fen != 29900 || s.Lines[0].Remark != in.Reference || s.No != 1 || s.Account != Own || !s.Lines[0].Credit {
		t.Errorf("%+v %v", s, err)
	}
	for _, bad := range []transferRequest{{Own, "r", 0, "a", ""}, {Own, "r", 1, "", ""}, {Own, "a|b", 1, "a", ""}, {"RESERVE", "r", 1, "a", ""}} {
		if got := simtest.Post(t, c.url+"/transfer", bad, nil); got != 400 {
			t.Errorf("%+v: %d", bad, got)
		}
	}
	if got := c.process(); got.CreditsFen != 29900 {
		t.Errorf("credits %d", got.CreditsFen)
	}
}

func (c *customer) statement(name string) clearing.Statement {
	c.Helper()
	data, err := os.ReadFile(c.path("from-bank", name+".txt"))
	if err != nil {
		c.Fatal(err)
	}
	s, err := clearing.DecodeStatement(data)
	if err != nil {
		c.Fatal(err)
	}
	return s
}

type advice struct {
	BankRef   string `json:"bank_ref"`
	Statement string `json:"statement"`
}

func TestARecallIsADebitAndHappensOnce(t *testing.T) {
	c, stop := start(t)
	var sent, back, again advice
	simtest.Post(t, c.url+"/transfer", transferRequest{Own, "DEP2026030400000001", 29900, "测试甲", ""}, &sent)
	simtest.Post(t, c.url+"/recall", recallRequest{sent.BankRef}, &back)
	stop()
	defer c.startBank()()
	simtest.Post(t, c.url+"/recall", recallRequest{sent.BankRef}, &again)
	s := c.statement(back.Statement)
	if back != again || s.Account != Own || s.Lines[0].Credit || s.Lines[0].Fen != 29900 || s.Lines[0].Remark != "RECALL "+sent.BankRef {
		t.Errorf("%+v, %+v: %+v", back, again, s)
	}
	if got := simtest.Post(t, c.url+"/recall", recallRequest{back.BankRef}, nil); got != 404 {
		t.Errorf("a recall of a recall: %d", got)
	}
	if got := c.process().Balances[Own]; got != 0 {
		t.Errorf("%d fen are left", got)
	}
}

func TestAClosedAccountIsRefusedUntilItIsOpenAgain(t *testing.T) {
	c, stop := start(t)
	const account = "621700000000000000"
	simtest.Post(t, c.url+"/accounts", accountRequest{account, "closed"}, nil)
	stop()
	defer c.startBank()()
	c.send("PO1", account)
	c.process()
	simtest.Post(t, c.url+"/accounts", accountRequest{account, "open"}, nil)
	c.send("PO2", account)
	c.process()
	if first, second := c.result("PO1-R1")["00"], c.result("PO2-R1")["00"]; first != "FACCOUNT_CLOSED" || second != "S" {
		t.Errorf("closed: %s, open again: %s", first, second)
	}
	if data, _ := os.ReadFile(c.conf.Journal("bank")); strings.Contains(string(data), account) {
		t.Error("the journal holds an account number")
	}
	if got := simtest.Post(t, c.url+"/accounts", accountRequest{account, "frozen"}, nil); got != 400 {
		t.Errorf("an unknown state: %d", got)
	}
}

func TestPayoutsLeaveTheReserveOnly(t *testing.T) {
	c, stop := start(t)
	defer stop()
	f := clearing.PayoutFile{Institution: "999", ID: "PO1", Date: "2026-03-03", Payer: Own, Currency: "CNY",
		Lines: []clearing.PayoutLine{{Payout: "p-00", Fen: 1, Account: "621700000000000000", Name: "测试甲", Personal: true}}}
	data, err := clearing.EncodePayout(f)
	if err != nil {
		t.Fatal(err)
	}
	write(t, c.path("to-bank", "PO1.txt"), data)
	if got := c.process(); got.PaidFen != 0 {
		t.Errorf("paid %d fen from another account", got.PaidFen)
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
