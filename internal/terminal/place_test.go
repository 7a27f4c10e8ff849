package terminal

import "testing"

func TestPlaceOf(t *testing.T) {
	p, err := PlaceOf("某路1号", "121.473701", "31.2304")
	if err != nil || p.LonE6 != 121473701 || p.LatE6 != 31230400 {
		t.Fatalf("%+v %v", p, err)
	}
	if p, err = PlaceOf("x", "-70.5", "-33.4"); err != nil || p.LonE6 != -70500000 {
		t.Fatalf("%+v %v", p, err)
	}
	for _, bad := range [][2]string{{"", "31.2"}, {"121,4", "31"}, {"181", "31"}, {"121", "91"}, {"a.b", "31"}, {"0", "0"}, {"-", "31"}} {
		if p, err := PlaceOf("x", bad[0], bad[1]); err == nil {
			t.Errorf("%q gave %+v", bad, p)
		}
	}
}

func TestBatchNumbersWrap(t *testing.T) {
	if nextBatch(1) != 2 || nextBatch(999_999) != 1 || batchText(nextBatch(41)) != "000042" {
		t.Fatal("batch numbers run from 000001 to 999999")
	}
}

// Moving a character from one element to the next must change the hash.
func TestBindingHashSeparatesItsParts(t *testing.T) {
	a := Binding{TUSN: "AB", InstitutionCode: "C"}
	b := Binding{TUSN: "A", InstitutionCode: "BC"}
	if string(a.sum()) == string(b.sum()) {
		t.Fatal("two bindings with one hash")
	}
}
