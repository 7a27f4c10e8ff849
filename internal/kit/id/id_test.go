package id

import (
	"testing"
	"time"
)

type thing struct{}

func (thing) Prefix() string { return "thg" }

func TestNewSortsByTime(t *testing.T) {
	at := time.UnixMilli(1_772_413_200_000)
	last := New[thing](at)
	for i := 1; i < 2000; i++ {
		next := New[thing](at.Add(time.Duration(i/3) * time.Millisecond))
		if next <= last {
			t.Fatalf("%s does not sort after %s", next, last)
		}
		last = next
	}
}

func TestParseRefusesOtherKinds(t *testing.T) {
	good := New[thing](time.UnixMilli(1)).String()
	if _, err := Parse[thing](good); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"", "thg_", "ins_999", good + "0", "thg_UPPER", "thg_a b"} {
		if _, err := Parse[thing](bad); err == nil {
			t.Errorf("Parse(%q) accepted", bad)
		}
	}
}
