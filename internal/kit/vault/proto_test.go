package vault

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

func TestFramesRoundTripHoweverCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Item {
			return Item{
				rapid.StringMatching(`[a-z.]{0,20}`).Draw(t, "name"),
				rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 50), 0, 5).Draw(t, "parts"),
			}
		}), 0, 10).Draw(t, "items")
		frameID := rapid.Uint64().Draw(t, "id")
		frame, err := AppendFrame(nil, frameID, items)
		if err != nil {
			t.Fatal(err)
		}
		r := iotest.OneByteReader(bytes.NewReader(frame))
		gotID, got, err := ReadFrame(r)
		if err != nil || gotID != frameID || len(got) != len(items) {
			t.Fatalf("%d %v %v", gotID, got, err)
		}
		for i, it := range got {
			if it.Name != items[i].Name || len(it.Parts) != len(items[i].Parts) {
				t.Fatalf("item %d: %v", i, it)
			}
			for j, p := range it.Parts {
				if !bytes.Equal(p, items[i].Parts[j]) {
					t.Fatalf("part %d of item %d", j, i)
				}
			}
		}
		if _, _, err := ReadFrame(r); !errors.Is(err, io.EOF) {
			t.Fatal(err)
		}
	})
}

func TestFramesRefused(t *testing.T) {
	for name, frame := range map[string][]byte{
		"length of nothing":    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
		"length of gigabytes":  {0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0},
		"items without bytes":  {0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 1, 0xFF, 0xFF},
		"bytes after the last": {0, 0, 0, 11, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 9},
		"a part past the end":  {0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0},
	} {
		if _, _, err := ReadFrame(bytes.NewReader(frame)); !errors.Is(err, ErrProto) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := AppendFrame(nil, 1, make([]Item, maxItems+1)); err == nil {
		t.Error("too many items")
	}
	if _, err := AppendFrame(nil, 1, []Item{{"x", [][]byte{make([]byte, MaxFrame)}}}); err == nil {
		t.Error("too large a frame")
	}
}

func TestEveryCodeHasItsError(t *testing.T) {
	for _, code := range []string{CodePIN, CodeBlock, CodeUsage, CodeInstitution, CodeExport, CodeOpen, CodeKCV, CodeRequest} {
		if err := errorOf(code); err == nil || byCode[code] == nil {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func FuzzReadFrame(f *testing.F) {
	good, _ := AppendFrame(nil, 7, []Item{{VerbMakeMAC, [][]byte{{1}, {2, 3}}}, {"", nil}})
	f.Add(good)
	f.Fuzz(func(t *testing.T, b []byte) {
		frameID, items, err := ReadFrame(bytes.NewReader(b))
		if err != nil {
			return
		}
		again, err := AppendFrame(nil, frameID, items)
		if err != nil || !bytes.HasPrefix(b, again) {
			t.Fatalf("a frame that reads must write the same: %v", err)
		}
	})
}
