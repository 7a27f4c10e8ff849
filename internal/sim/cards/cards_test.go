package cards

import (
	"testing"

	"tillway/internal/sim"
)

func TestCardsAreWellFormed(t *testing.T) {
	ids, pans := map[string]bool{}, map[string]bool{}
	for _, c := range All {
		if !sim.Luhn(c.PAN) || ids[c.ID] || pans[c.PAN] || c.Zh == "" || c.En == "" {
			t.Errorf("%s is wrong or there twice", c.ID)
		}
		ids[c.ID], pans[c.PAN] = true, true
		if n := len(c.Track2()); n > 37 || n < 26 {
			t.Errorf("%s: track 2 of %d characters", c.ID, n)
		}
	}
	if c, ok := Find("6229990000000010"); !ok || c.ID != Bench {
		t.Error("a load test card is unknown")
	}
	if _, ok := Find("6229980000000010"); ok {
		t.Error("a number outside the table was taken for a card")
	}
}

func TestAmounts(t *testing.T) {
	for fen, want := range map[int64]string{
		1: "", 51: "", 100: "", 151: "51", 10051: "51", 198: "98", 102: "", 110: "", 111: "11", 980200: "", 980251: "51",
	} {
		if got := AmountCode(fen); got != want {
			t.Errorf("%d: %q, want %q", fen, got, want)
		}
	}
	for fen, want := range map[int64]Fault{980200: Silent, 980251: NoFault, 981000: NoFault, 9802: NoFault, 981500: AmountOffInFile} {
		if got := FaultOf(fen); got != want {
			t.Errorf("%d: fault %d, want %d", fen, got, want)
		}
	}
	for _, r := range Table() {
		if r.Trigger == "" || r.Zh == "" || r.En == "" {
			t.Errorf("an empty row: %+v", r)
		}
	}
}
