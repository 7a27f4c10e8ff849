package fieldwork_test

import (
	"testing"

	"tillway/internal/fieldwork"
	"tillway/internal/kit/errs"
	"tillway/internal/terminal"
)

// signedOff brings the shop's terminal into service.
func (h *house) signedOff(t *testing.T) {
	t.Helper()
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
	_, err := h.field.SignOff(ctx, engineer, h.order, here)
	must(t, err)
}

// stands expects the terminal in a status, and the two conditions that hang on it.
func (h *house) stands(t *testing.T, status string, installed, tested bool) {
	t.Helper()
	if h.status(t) != status || h.Met("installed") != installed || h.Met("tested") != tested {
		t.Fatalf("terminal %s, installed %v, tested %v; want %s %v %v", h.status(t), h.Met("installed"), h.Met("tested"), status, installed, tested)
	}
}

func TestS108_AReopenedOrderIsTestedAndSignedAgain(t *testing.T) {
	each(t, "T200-4G", func(t *testing.T, h *house) {
		_, err := h.field.Reopen(ctx, ops, h.order, "card_void", "更换主板后复验")
		wantErr(t, err, fieldwork.ErrCase)
		h.signedOff(t)
		_, err = h.field.Reopen(ctx, ops, h.order, "card_void", " ")
		wantErr(t, err, fieldwork.ErrRemedy)
		v, err := h.field.Reopen(ctx, ops, h.order, "card_void", "更换主板后复验")
		must(t, err)
		if v.Order.Status() != fieldwork.Faulty {
			t.Fatalf("the order is %s", v.Order.Status())
		}
		h.stands(t, terminal.Installed, true, false)
		_, err = h.field.SignOff(ctx, engineer, h.order, here)
		wantErr(t, err, fieldwork.ErrOrderOfSteps)
		if c := h.try(t, "card_void", h.good("card_void", 9)); !c.Passed {
			t.Fatalf("%+v", c)
		}
		h.stands(t, terminal.Installed, true, false) // a test alone puts nothing into service
		v, err = h.field.SignOff(ctx, engineer, h.order, here)
		must(t, err)
		if v.Order.Status() != fieldwork.Done || v.SignOff == nil {
			t.Fatalf("%+v", v.Order)
		}
		h.stands(t, terminal.Active, true, true)
	})
}

func TestS085_TheLastTerminalTakesTheConditionsWithIt(t *testing.T) {
	each(t, "T200-4G", func(t *testing.T, h *house) {
		h.signedOff(t)
		_, err := h.terminals.Suspend(ctx, ops, h.terminal.ID, "丢了")
		if e := errs.As(err); e == nil || len(e.Faults) != 1 || e.Faults[0].Path != "reason" {
			t.Fatalf("a reason of two characters: %v", err)
		}
		_, err = h.terminals.Suspend(ctx, ops, h.terminal.ID, "商户报失，查找中")
		must(t, err)
		h.stands(t, terminal.Suspended, false, true)
		_, err = h.terminals.Resume(ctx, ops, h.terminal.ID, "已在店内找回")
		must(t, err)
		h.stands(t, terminal.Active, true, true)
		_, err = h.terminals.Block(ctx, ops, h.terminal.ID, "外壳被撬")
		must(t, err)
		h.stands(t, terminal.Blocked, false, false)
	})
}

// The bank takes the deposit's transfer back and it is paid again: the device
// stands at the counter already, so nobody is sent.
func TestS077_ADepositPaidAgainSendsNobody(t *testing.T) {
	each(t, "T200-4G", func(t *testing.T, h *house) {
		h.signedOff(t)
		h.recallDeposit(t, "B1", "B2")
		if h.Met("deposit") {
			t.Fatal("a recalled deposit still counts")
		}
		h.payDepositAs(t, "B3")
		h.drain(t)
		orders, err := h.field.Find(ctx, engineer, fieldwork.Filter{})
		must(t, err)
		if len(orders) != 1 || !h.Met("deposit") {
			t.Fatalf("%d orders, deposit met %v", len(orders), h.Met("deposit"))
		}
	})
}
