package fieldwork_test

import (
	"testing"

	"tillway/internal/billing"
	"tillway/internal/contract/contracttest"
	"tillway/internal/fieldwork"
	"tillway/internal/keys"
	"tillway/internal/kit/day"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/module/moduletest"
	"tillway/internal/terminal"
)

func TestS104_TestPaymentsMustBeRealAndGivenBack(t *testing.T) {
	each(t, "T200-4G", func(t *testing.T, h *house) {
		_, err := h.field.RecordTest(ctx, engineer, h.order, "card_void", h.good("card_void", 1))
		wantErr(t, err, fieldwork.ErrNotInstalled)
		h.install(t)
		_, err = h.field.Answer(ctx, engineer, h.order, fieldwork.Input{Item: 22, OK: true})
		wantErr(t, err, fieldwork.ErrProven)
		bad := map[string]func(f *fieldwork.PaymentFact){
			"other_terminal": func(f *fieldwork.PaymentFact) { f.TerminalID = "trm_other" },
			"other_channel":  func(f *fieldwork.PaymentFact) { f.Channel = "wechat" },
			"not_approved":   func(f *fieldwork.PaymentFact) { f.Approved = false },
			"amount":         func(f *fieldwork.PaymentFact) { f.AmountFen = 101; f.RefundedFen = 101 },
			"not_voided":     func(f *fieldwork.PaymentFact) { f.Voided = false },
		}
		for want, spoil := range bad {
			f := h.good("card_void", 1)
			spoil(&f)
			if c := h.try(t, "card_void", f); c.Passed || c.Detail != want {
				t.Errorf("%s: %+v", want, c)
			}
		}
		half := h.good("card_refund", 2)
		half.AmountFen, half.RefundedFen = 2, 1
		if c := h.try(t, "card_refund", half); c.Passed || c.Detail != "not_refunded_in_full" {
			t.Errorf("%+v", c)
		}
		if c := h.try(t, "card_void", h.good("card_void", 1)); !c.Passed {
			t.Errorf("%+v", c)
		}
		_, err = h.field.RecordTest(ctx, engineer, h.order, "card_refund", h.good("card_refund", 1))
		wantErr(t, err, fieldwork.ErrUsed) // one payment proves one case
		_, err = h.field.RecordTest(ctx, engineer, h.order, "unionpay_qr", h.good("x", 9))
		wantErr(t, err, fieldwork.ErrCase)
	})
}

func TestS108_FailedCaseMakesTheOrderFaultyUntilItPasses(t *testing.T) {
	each(t, "T200-4G", func(t *testing.T, h *house) {
		h.install(t)
		order := func() string {
			v, err := h.field.Look(ctx, engineer, h.order)
			must(t, err)
			return v.Order.Status()
		}
		if c := h.try(t, "signin", fieldwork.PaymentFact{}); c.Passed || order() != fieldwork.Faulty {
			t.Fatalf("%+v, order %s", c, order())
		}
		h.signIn(t)
		if c := h.try(t, "signin", fieldwork.PaymentFact{}); !c.Passed || order() != fieldwork.OnSite { // S060: check value on record
			t.Fatalf("%+v, order %s", c, order())
		}
		if c := h.try(t, "settle", fieldwork.PaymentFact{}); c.Passed {
			t.Fatal("no batch was closed")
		}
		must(t, h.terminals.CloseBatch(ctx, ops, h.terminal.ID, "000001", true))
		if c := h.try(t, "settle", fieldwork.PaymentFact{}); !c.Passed || order() != fieldwork.OnSite {
			t.Fatalf("%+v, order %s", c, order())
		}
	})
}

func TestS054_FailedStepNeedsARemedy(t *testing.T) {
	each(t, "T200-4G", func(t *testing.T, h *house) {
		_, err := h.field.Answer(ctx, engineer, h.order, fieldwork.Input{Item: 4, OK: false})
		wantErr(t, err, fieldwork.ErrRemedy)
		_, err = h.field.Answer(ctx, engineer, h.order, fieldwork.Input{Item: 4, OK: false, Note: "摄像头改向后复查"})
		must(t, err)
		if h.state(t, 4) != fieldwork.StateFailed {
			t.Fatal("a no passed")
		}
	})
}

func TestS080_VisitMovesTwiceAtMost(t *testing.T) {
	v := moduletest.Start(t)
	storetest.Each(t, migrations, func(t *testing.T, db *store.DB) {
		shop := contracttest.Open(t, db, v)
		f := fieldwork.New(db)
		var o fieldwork.Order
		must(t, db.Write(ctx, func(tx *store.Tx) (err error) {
			o, err = fieldwork.PlanTx(tx, ops, shop.Merchant.ID.String())
			return err
		}))
		if want := day.AddWorkdays(day.Of(db.Clock().Now()), 2); o.PlannedOn != want {
			t.Fatalf("planned on %s", o.PlannedOn)
		}
		for i := range 2 {
			moved, err := f.Reschedule(ctx, shop.Owner, o.ID, o.PlannedOn.AddDays(i+1))
			must(t, err)
			if moved.Moved != i+1 {
				t.Fatalf("moved %d times", moved.Moved)
			}
		}
		_, err := f.Reschedule(ctx, shop.Owner, o.ID, o.PlannedOn.AddDays(5))
		wantErr(t, err, fieldwork.ErrMoves)
		stranger := shop.Owner
		stranger.Merchant = "mer_other"
		_, err = f.Reschedule(ctx, stranger, o.ID, o.PlannedOn)
		wantErr(t, err, fieldwork.ErrOrder)
	})
}

func TestS081_SignOffNeedsSignatureAndPlace(t *testing.T) {
	each(t, "T200-4G", func(t *testing.T, h *house) {
		for _, bad := range []fieldwork.Signature{{LonE6: 1, LatE6: 1}, {Name: "欧阳测试"}} {
			_, err := h.field.SignOff(ctx, engineer, h.order, bad)
			wantErr(t, err, fieldwork.ErrSignature)
		}
		h.install(t)
		h.signIn(t)
		must(t, h.terminals.CloseBatch(ctx, ops, h.terminal.ID, "000001", true))
		for i, name := range []string{"signin", "card_void", "card_refund", "wechat_refund", "alipay_refund", "settle"} {
			h.try(t, name, h.good(name, i+1))
		}
		for _, item := range []int{23, 24} {
			_, err := h.answer(item)
			must(t, err)
		}
		far := here
		far.LatE6 += 117_000 // 13 km
		_, err := h.field.SignOff(ctx, engineer, h.order, far)
		wantErr(t, err, fieldwork.ErrFar)
	})
}

func TestS061_ReturnedDeviceShowsErasedKeysAndRefundDue(t *testing.T) {
	each(t, "T200-4G", func(t *testing.T, h *house) {
		h.signIn(t)
		x, err := h.field.Recover(ctx, engineer, h.terminal.ID, "商户停业")
		must(t, err)
		if x.Status() != terminal.Returned {
			t.Fatalf("terminal is %s", x.Status())
		}
		all, err := h.keys.History(ctx, engineer, h.terminal.ID.String())
		must(t, err)
		for _, k := range all {
			if k.Status() != keys.Destroyed || len(k.Block) != 0 {
				t.Errorf("%s is %s", k.Usage, k.Status())
			}
		}
		deposits, err := h.billing.Find(ctx, ops, billing.Filter{})
		must(t, err)
		if deposits[0].Status() != billing.RefundDue {
			t.Fatalf("deposit is %s", deposits[0].Status())
		}
	})
}
