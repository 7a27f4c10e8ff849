package settlement

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tillway/internal/audit"
	"tillway/internal/billing"
	"tillway/internal/contract"
	"tillway/internal/contract/contracttest"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/ledger"
	"tillway/internal/module/moduletest"
	"tillway/internal/payment"
	"tillway/internal/wire/clearing"
)

var rooms = append(append([]store.Migration{}, contracttest.Migrations...), ledger.Migrations, billing.Migrations, payment.Migrations, Migrations)

var (
	maker   = contracttest.Person("maker", audit.SettleMaker)
	checker = contracttest.Person("checker", audit.SettleChecker)
)

// world is a shop with its contract in force and a day's payments.
type world struct {
	t    *testing.T
	db   *store.DB
	shop *contracttest.Shop
	svc  *Service
	plan string
	date day.Date
	n    int

	at         time.Time // of the next payments; zero: now
	statements int
}

func each(t *testing.T, fn func(t *testing.T, w *world)) {
	v := moduletest.Start(t)
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		w := &world{t: t, db: db, shop: contracttest.Open(t, db, v)}
		w.shop.InForce()
		w.svc = New(db, w.shop.Merchants, billing.New(db), t.TempDir(), slog.New(slog.DiscardHandler))
		w.must(db.Read(t.Context(), func(q store.Q) (err error) {
			plan, err := contract.FeePlan(q, contracttest.Inst, w.merchant(), db.Clock().Now())
			if err != nil {
				return err
			}
			w.plan = plan.ID
			w.date, err = payment.BusinessDate(q, contracttest.Inst, db.Clock().Now())
			return err
		}))
		fn(t, w)
	})
}

func (w *world) merchant() string { return w.shop.Merchant.ID.String() }

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) refused(err error, want *errs.Definition) {
	w.t.Helper()
	if !errs.Is(err, want) {
		w.t.Fatalf("got %v, want %s", err, want.Code)
	}
}

type payKind struct{}

func (payKind) Prefix() string { return "pay" }

// pay puts an approved payment into the payment room's table and the books, as
// its two writes leave them.
func (w *world) pay(kind payment.Kind, channel payment.Channel, product string, fen int64, original payment.DayRow) payment.DayRow {
	w.t.Helper()
	w.n++
	p := payment.DayRow{MerchantID: w.merchant(), Kind: kind, Channel: channel, Product: product, PlanID: w.plan, ApprovedFen: fen,
		OriginalID: original.ID, RRN: fmt.Sprintf("%012d", w.n), PANMask: "621485******0005"}
	w.must(w.db.Write(context.Background(), func(tx *store.Tx) error {
		p.ID, p.At = payment.ID(id.New[payKind](tx.Now())), tx.Now()
		if !w.at.IsZero() {
			p.At = w.at
		}
		if err := w.insert(tx, p); err != nil {
			return err
		}
		return w.book(tx, p)
	}))
	return p
}

func (w *world) insert(tx *store.Tx, p payment.DayRow) error {
	_, err := tx.Exec(`INSERT INTO payment (institution_id, merchant_id, id, kind, channel, product, terminal_id, tid, mid, merchant_name, mcc,
		batch, trace, entry_mode, requested_fen, currency, pan_token, pan_key, pan_mask, original_id, rrn, stan, plan_id, binding_version,
		business_date, limit_date, occurred_at, deadline_at, boot, life, status, intent_at, late_code, code, reason, reason_args, auth_code,
		issuer, channel_date, channel_ref, posted_date, reversed_date, entry_id, hold_id)
		VALUES ($1, $2, $3, $4, $5, $6, 'trm_1', '10000001', '999', 'x', '7011', '000001', $7, '051', $8, 'CNY', '', 0, $9, $10, $11, $12, $13, 1,
		$14, $15, $16, $17, 'b', 'payment', 'intent', $18, '', '', '', '', '', '', '', '', '', '', '', '')`,
		string(contracttest.Inst), p.MerchantID, p.ID.String(), string(p.Kind), string(p.Channel), p.Product, p.RRN[6:], p.ApprovedFen, p.PANMask,
		p.OriginalID.String(), p.RRN, p.RRN[6:], p.PlanID, w.date.String(), w.date.String(), clock.Micros(p.At), clock.Micros(p.At), clock.Micros(p.At))
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE payment SET status = 'approved', approved_at = $1, approved_fen = $2, posted_date = $3
		WHERE institution_id = $4 AND id = $5`, clock.Micros(p.At), p.ApprovedFen, w.date.String(), string(contracttest.Inst), p.ID.String())
	return err
}

func (w *world) book(tx *store.Tx, p payment.DayRow) error {
	amount := money.FromFen(p.ApprovedFen)
	debit, credit := ledger.Channel(string(p.Channel)), ledger.Unsettled(p.MerchantID)
	return postPair(tx, maker, ledger.ReasonOf("payment."+string(p.Kind)), ledger.Ref{Kind: "payment", ID: p.ID.String()}, w.date, amount,
		debit, credit, signed(p) < 0)
}

// files imports what the three channels would send about these payments.
func (w *world) files(card, wechat, alipay []payment.DayRow) {
	w.t.Helper()
	var rows []clearing.ACOM
	for _, p := range card {
		r := clearing.ACOM{Agent: "99900000", Sender: "99900000", Trace: p.RRN[6:], Transmitted: "0302100000", PAN: p.PANMask, Fen: p.ApprovedFen,
			AcceptedFen: p.ApprovedFen, MTI: "0200", Processing: "000000", MCC: "7011", Terminal: "10000001", Merchant: "999290070110001",
			FeePayable: -w.share(p, 3500, 1300), SwitchFee: -w.share(p, 325, 325), RRN: p.RRN, Condition: "00", Receiver: "00010344", Response: "00", EntryMode: "051", Conversion: "0", CardSequence: "001",
			TerminalCapability: "6", ICCondition: "0", Issuer: "00010344", Region: "0", TerminalType: "03"}
		if p.Product == "credit" {
			r.FeePayable = -w.share(p, 4500, 1<<40)
		}
		if signed(p) < 0 {
			r.MTI, r.Processing = "0220", "200000"
			r.FeePayable, r.SwitchFee = -r.FeePayable, -r.SwitchFee
		}
		rows = append(rows, r)
	}
	file, err := clearing.EncodeACOM(rows)
	w.must(err)
	w.must(w.svc.Import(w.t.Context(), maker, w.date, payment.Card, file))
	w.must(w.svc.Import(w.t.Context(), maker, w.date, payment.WeChat, w.bill(wechat)))
	w.must(w.svc.Import(w.t.Context(), maker, w.date, payment.Alipay, w.bill(alipay)))
}

func (w *world) bill(list []payment.DayRow) []byte {
	w.t.Helper()
	var b clearing.Bill
	for _, p := range list {
		l := clearing.BillLine{Time: "2026-03-02 10:00:00", Merchant: "999", TransactionID: "4200001", Order: p.ID.String(), User: "u",
			TradeType: "MICROPAY", State: clearing.BillPaid, Bank: "OTHERS", Currency: "CNY", Fen: p.ApprovedFen, FeeFen: w.share(p, 2000, 1<<40)}
		if signed(p) < 0 {
			l.Order, l.State, l.Fen, l.RefundID, l.RefundOrder, l.RefundFen = p.OriginalID.String(), clearing.BillRefunded, 0, "R"+p.RRN, p.ID.String(), p.ApprovedFen
			l.FeeFen = -l.FeeFen
		}
		b.Lines = append(b.Lines, l)
	}
	file, err := clearing.EncodeBill(b)
	w.must(err)
	return file
}

// share is what a channel keeps of a payment, by its own arithmetic.
func (w *world) share(p payment.DayRow, ppm, ceiling int64) int64 {
	return min((p.ApprovedFen*ppm+500_000)/1_000_000, ceiling)
}

// channelsPay brings what the channels owe by the books into the reserve, as
// the bank's statement tells it.
func (w *world) channelsPay() {
	w.t.Helper()
	w.statements++
	s := clearing.Statement{Institution: "999", Account: contracttest.ReserveAccount, Date: "2026-03-03", No: w.statements}
	for _, c := range channels {
		if owed := w.balance(ledger.Channel(string(c))); owed != 0 {
			s.Lines = append(s.Lines, clearing.StatementLine{Reference: fmt.Sprintf("CH%d%s", w.statements, c), Time: "2026-03-03 08:00:00",
				Credit: owed > 0, Fen: max(owed, -owed), Counterparty: string(c), Remark: "CLR-" + string(c) + "-" + w.date.String()})
		}
	}
	w.took(s)
	for _, c := range channels {
		if owed := w.balance(ledger.Channel(string(c))); owed != 0 {
			w.t.Errorf("%s still owes %d fen", c, owed)
		}
	}
}

// took hands a statement over.
func (w *world) took(s clearing.Statement) {
	w.t.Helper()
	file, err := clearing.EncodeStatement(s)
	w.must(err)
	_, err = w.svc.TakeStatement(w.t.Context(), maker, file)
	w.must(err)
}

func (w *world) balance(a ledger.Account) (fen int64) {
	w.t.Helper()
	w.must(w.db.Read(w.t.Context(), func(q store.Q) error {
		b, err := ledger.BalanceOf(q, contracttest.Inst, a)
		fen = b.Fen()
		return err
	}))
	return fen
}

// cleared is a day with payments on every channel, cut, reconciled and cleared:
// debit 100.00 (0.50), credit 5,000.00 of which 1,000.00 is refunded, WeChat
// 1.50 and 99.00 that is voided.
func (w *world) cleared() {
	w.t.Helper()
	none := payment.DayRow{}
	debit := w.pay(payment.Sale, payment.Card, "debit", 10_000, none)
	credit := w.pay(payment.Sale, payment.Card, "credit", 500_000, none)
	refund := w.pay(payment.Refund, payment.Card, "credit", 100_000, credit)
	wechat := w.pay(payment.Sale, payment.WeChat, "wechat", 150, none)
	taken := w.pay(payment.Sale, payment.WeChat, "wechat", 9_900, none)
	voided := w.pay(payment.Void, payment.WeChat, "wechat", 9_900, taken)
	w.must(w.svc.Cut(w.t.Context(), maker, w.date))
	w.files([]payment.DayRow{debit, credit, refund}, []payment.DayRow{wechat, taken, voided}, nil)
	w.must(w.svc.Clear(w.t.Context(), maker, w.date))
	w.channelsPay()
}

const clearedNet = 10_000 - 50 + 500_000 - 3_000 - 100_000 + 600 + 150 - 1

func TestS078_ClearingChargesTheSignedPlanAndReturnsInProportion(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.cleared()
		if got := w.balance(ledger.Unsettled(w.merchant())); got != clearedNet {
			t.Errorf("the merchant is owed %d fen, not %d", got, clearedNet)
		}
		if got := w.balance(ledger.FeeIncome); got != 50+3000-600+1 {
			t.Errorf("fees of %d fen", got)
		}
		w.refused(w.svc.Clear(t.Context(), maker, w.date), flow.ErrIllegal)
		n, faults, err := Verify(t.Context(), w.db)
		if err != nil || len(faults) > 0 || n == 0 {
			t.Errorf("verify: %d, %v, %v", n, faults, err)
		}
	})
}

func TestS144_ADifferenceHoldsTheDayUntilSomebodyResolvesIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		seen := w.pay(payment.Sale, payment.Card, "debit", 10_000, payment.DayRow{})
		unseen := w.pay(payment.Sale, payment.Card, "debit", 20_000, payment.DayRow{})
		w.must(w.svc.Cut(t.Context(), maker, w.date))
		wrong := seen
		wrong.ApprovedFen = 9_900
		w.files([]payment.DayRow{wrong}, nil, nil)
		d, err := w.svc.Day(t.Context(), maker, w.date)
		w.must(err)
		kinds := map[string]string{}
		for _, x := range d.Differences {
			kinds[x.Reference] = x.Kind
		}
		if len(kinds) != 2 || kinds[seen.RRN] != "amount" || kinds[unseen.RRN] != "ours_only" {
			t.Fatalf("differences: %v", kinds)
		}
		w.refused(w.svc.Clear(t.Context(), maker, w.date), ErrNotReconciled)
		for ref := range kinds {
			w.must(w.svc.Resolve(t.Context(), maker, w.date, payment.Card, ref, "渠道确认次日补入"))
		}
		w.must(w.svc.Clear(t.Context(), maker, w.date))
	})
}

func TestS144_AnotherFileOfTheSameChannelIsRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		p := w.pay(payment.Sale, payment.WeChat, "wechat", 10_000, payment.DayRow{})
		w.must(w.svc.Cut(t.Context(), maker, w.date))
		file := w.bill([]payment.DayRow{p})
		w.must(w.svc.Import(t.Context(), maker, w.date, payment.WeChat, file))
		w.must(w.svc.Import(t.Context(), maker, w.date, payment.WeChat, file))
		w.refused(w.svc.Import(t.Context(), maker, w.date, payment.WeChat, w.bill(nil)), ErrFileTaken)
		w.refused(w.svc.Import(t.Context(), maker, w.date, payment.Alipay, []byte("not a bill")), ErrFile)
	})
}

func TestS100_PayoutTakesTwoPeopleAndTheBanksAnswerCountsOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.cleared()
		ctx := t.Context()
		run, err := w.svc.Plan(ctx, maker, w.date)
		w.must(err)
		if again, err := w.svc.Plan(ctx, maker, w.date); err != nil || again.ID != run.ID {
			t.Fatalf("planned again: %s, %v", again.ID, err)
		}
		if run.TotalFen() != clearedNet || run.PayDate != day.T1(w.date) {
			t.Fatalf("planned %d fen for %s", run.TotalFen(), run.PayDate)
		}
		w.refused(w.svc.Approve(ctx, maker, run.ID), ErrSamePerson)
		w.spend(clearedNet) // the money is away
		w.refused(w.svc.Approve(ctx, checker, run.ID), ErrReserve)
		w.spend(-clearedNet)
		w.must(w.svc.Approve(ctx, checker, run.ID))
		w.refused(w.svc.Approve(ctx, checker, run.ID), ErrRunState)
		path, err := w.svc.Send(ctx, maker, run.ID)
		w.must(err)
		first, err := os.ReadFile(path)
		w.must(err)
		if _, err := w.svc.Send(ctx, maker, run.ID); err != nil {
			t.Fatal(err)
		}
		if again, _ := os.ReadFile(path); string(again) != string(first) {
			t.Error("the file made again has other bytes")
		}
		answer := w.answer(first, clearing.Paid)
		w.must(w.svc.Results(ctx, maker, answer))
		w.must(w.svc.Results(ctx, maker, answer))
		if w.balance(ledger.Unsettled(w.merchant())) != 0 || w.balance(ledger.InTransit(w.merchant())) != 0 {
			t.Error("money is left behind")
		}
		if got := w.balance(ledger.Reserve); got != w.margin() {
			t.Errorf("the reserve has %d fen left, not our own %d", got, w.margin())
		}
		d, err := w.svc.Day(ctx, maker, w.date)
		if w.must(err); d.Status != Closed || d.PaidFen != clearedNet {
			t.Errorf("the day is %s with %d fen paid", d.Status, d.PaidFen)
		}
		for _, s := range d.Steps {
			if !s.Done {
				t.Errorf("step %s is not done", s.Name)
			}
		}
		w.statementAddsUp()
		if n, faults, err := Verify(ctx, w.db); err != nil || len(faults) > 0 || n == 0 {
			t.Errorf("verify: %d, %v, %v", n, faults, err)
		}
	})
}

// margin is what is ours of the reserve: fees less what the channels keep.
func (w *world) margin() int64 {
	w.t.Helper()
	return w.balance(ledger.FeeIncome) - w.balance(ledger.ChannelCost)
}

// spend moves money between the reserve and nowhere.
func (w *world) spend(fen int64) {
	w.t.Helper()
	w.statements++
	w.took(clearing.Statement{Institution: "999", Account: contracttest.ReserveAccount, Date: "2026-03-03", No: w.statements,
		Lines: []clearing.StatementLine{{Reference: fmt.Sprintf("SP%d", w.statements), Time: "2026-03-03 08:30:00", Credit: fen < 0,
			Fen: max(fen, -fen), Counterparty: "测试", Remark: "测试"}}})
}

// answer is the bank's answer to a payout file.
func (w *world) answer(file []byte, status clearing.Status) []byte {
	w.t.Helper()
	f, err := clearing.DecodePayout(file)
	w.must(err)
	r := clearing.ResultFile{Institution: f.Institution, File: f.ID, Date: f.Date, No: 1}
	for i, l := range f.Lines {
		line := clearing.ResultLine{Seq: i + 1, Payout: l.Payout, Fen: l.Fen, Status: status, Reference: "BANK1"}
		if status != clearing.Paid {
			line.Reason = "NAME_MISMATCH"
		}
		r.Lines = append(r.Lines, line)
	}
	b, err := clearing.EncodeResult(r)
	w.must(err)
	return b
}

func (w *world) statementAddsUp() {
	w.t.Helper()
	list, err := w.svc.Payouts(w.t.Context(), w.shop.Owner, PayoutFilter{Date: w.date})
	w.must(err)
	if len(list) != 1 || list[0].GrossFen-list[0].RefundFen-list[0].FeeFen != list[0].AmountFen {
		w.t.Fatalf("payouts: %+v", list)
	}
	doc, err := w.svc.Statement(w.t.Context(), w.shop.Owner, list[0].ID)
	if w.must(err); len(doc.Bytes) < 1000 {
		w.t.Error("the statement is empty")
	}
	stranger := w.shop.Owner
	stranger.Merchant = "mer_other"
	_, err = w.svc.Statement(w.t.Context(), stranger, list[0].ID)
	w.refused(err, ErrNoPayout)
}

func TestS100_AFailedPayoutComesBackAndGoesOutWithTheNextDay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.cleared()
		ctx := t.Context()
		run, err := w.svc.Plan(ctx, maker, w.date)
		w.must(err)
		w.must(w.svc.Approve(ctx, checker, run.ID))
		path, err := w.svc.Send(ctx, maker, run.ID)
		w.must(err)
		file, err := os.ReadFile(path)
		w.must(err)
		w.must(w.svc.Results(ctx, maker, w.answer(file, clearing.Refused)))
		if got := w.balance(ledger.Unsettled(w.merchant())); got != clearedNet {
			t.Errorf("%d fen came back", got)
		}
		w.date = w.date.AddDays(1)
		p := w.pay(payment.Sale, payment.Card, "debit", 10_000, payment.DayRow{})
		w.must(w.svc.Cut(ctx, maker, w.date))
		w.files([]payment.DayRow{p}, nil, nil)
		w.must(w.svc.Clear(ctx, maker, w.date))
		if run, err = w.svc.Plan(ctx, maker, w.date); err != nil || run.TotalFen() != clearedNet+10_000-50 {
			t.Errorf("the next run pays %d fen, %v", run.TotalFen(), err)
		}
	})
}

func TestS099_PayoutsDrawOnClearedMoneyOnlyAndNotOnFrozen(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.cleared()
		ctx := t.Context()
		w.date = w.date.AddDays(1)
		fresh := w.pay(payment.Sale, payment.Card, "debit", 77_700, payment.DayRow{})
		w.pay(payment.Void, payment.Card, "debit", 77_700, fresh)
		w.pay(payment.Sale, payment.Card, "debit", 88_800, payment.DayRow{})
		f, err := w.svc.FreezeBalance(ctx, maker, w.merchant(), 5_000, "RISK", "RK01-1")
		w.must(err)
		run, err := w.svc.Plan(ctx, maker, w.date.AddDays(-1))
		w.must(err)
		if run.TotalFen() != clearedNet-5_000 {
			t.Errorf("the run pays %d fen", run.TotalFen())
		}
		w.refused(w.svc.Release(ctx, maker, f.ID), ErrSamePerson)
		w.must(w.svc.Release(ctx, checker, f.ID))
	})
}

func TestAdjustmentTakesTwoPeople(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a, err := w.svc.ProposeAdjustment(ctx, maker, w.merchant(), 1_234, "多收手续费退回")
		w.must(err)
		w.refused(w.svc.DecideAdjustment(ctx, maker, a.ID, true), ErrSamePerson)
		w.must(w.svc.DecideAdjustment(ctx, checker, a.ID, true))
		w.refused(w.svc.DecideAdjustment(ctx, checker, a.ID, true), flow.ErrIllegal)
		if got := w.balance(ledger.Unsettled(w.merchant())); got != 1_234 {
			t.Errorf("adjusted by %d fen", got)
		}
	})
}

func TestBankCreditsAreTakenOnceAndUnknownOnesKept(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		s := clearing.Statement{Institution: "999", Account: contracttest.ReserveAccount, Date: "2026-03-03", No: 1}
		for i, remark := range []string{"CLR-card-" + w.date.String(), "hello", "CLR-nobody-2026-03-02"} {
			s.Lines = append(s.Lines, clearing.StatementLine{Reference: fmt.Sprintf("B%d", i), Time: "2026-03-03 09:00:00", Credit: true,
				Fen: int64(1000 * (i + 1)), Counterparty: "测试", Remark: remark})
		}
		file, err := clearing.EncodeStatement(s)
		w.must(err)
		w.must(os.MkdirAll(w.svc.FromBank(), 0o700))
		w.must(os.WriteFile(filepath.Join(w.svc.FromBank(), clearing.StatementName("999", 1)+".txt"), file, 0o600))
		w.must(w.svc.Statements(t.Context(), maker))
		w.must(w.svc.Statements(t.Context(), maker))
		if reserve, waiting := w.balance(ledger.Reserve), w.balance(ledger.Receipts); reserve != 1000+2000+3000 || waiting != 2000+3000 {
			t.Errorf("the reserve holds %d fen, %d of them wait for a person", reserve, waiting)
		}
		s.Lines[1].Fen++
		file, err = clearing.EncodeStatement(s)
		w.must(err)
		_, err = w.svc.TakeStatement(t.Context(), maker, file)
		w.refused(err, ErrStatement)
		s.Account, s.No = "621700000000000000", 2
		file, err = clearing.EncodeStatement(s)
		w.must(err)
		_, err = w.svc.TakeStatement(t.Context(), maker, file)
		w.refused(err, ErrStatement)
	})
}
