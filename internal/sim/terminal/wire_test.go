package terminal

import (
	"encoding/json"
	"testing"

	"tillway/internal/sim"
	"tillway/internal/wire/iso8583"
)

// TestWireViewShowsDecodedFields: the page shows fields beside the bytes.
func TestWireViewShowsDecodedFields(t *testing.T) {
	body, err := iso8583.NewBuilder(iso8583.CUP3DES, 0x0820).Set(11, "000012").Set(41, "10000001").Set(42, "999990070110001").Set(60, "00000001301").Pack(nil)
	if err != nil {
		t.Fatal(err)
	}
	frame, err := iso8583.PackFrame(nil, iso8583.TPDU{0x60, 0, 3, 0, 0}, iso8583.Header{0x60, 0x31}, body)
	if err != nil {
		t.Fatal(err)
	}
	v := wireView{clock: sim.NewClock(0)}
	v.note("out", frame, nil)
	v.note("in", frame[2:], nil) // as the reader hands it on, without its length
	for _, f := range v.all() {
		var m struct {
			MTI    string            `json:"mti"`
			Fields map[string]string `json:"fields"`
		}
		if err := json.Unmarshal(f.Message, &m); err != nil || m.MTI != "0820" || m.Fields["11"] != "000012" {
			t.Errorf("%s: %v %s", f.Direction, err, f.Message)
		}
	}
}
