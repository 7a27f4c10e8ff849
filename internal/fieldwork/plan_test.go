package fieldwork_test

import (
	"testing"

	"tillway/internal/fieldwork"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
)

func wantFault(t *testing.T, err error, path string) {
	t.Helper()
	if e := errs.As(err); e == nil || len(e.Faults) != 1 || e.Faults[0].Path != path || e.Faults[0].Zh == "" || e.Faults[0].En == "" {
		t.Fatalf("got %v, want a message at %s", err, path)
	}
}

func TestS080_AVisitIsMovedToADayToCome(t *testing.T) {
	each(t, "T200-4G", func(t *testing.T, h *house) {
		today := day.Of(h.DB.Clock().Now())
		for _, on := range []day.Date{today.AddDays(-1), today, today.AddDays(31)} {
			_, err := h.field.Reschedule(ctx, ops, h.order, on)
			wantFault(t, err, "date")
		}
		_, err := h.field.Plan(ctx, ops, h.Merchant.ID.String())
		wantErr(t, err, fieldwork.ErrOpen)
	})
}
