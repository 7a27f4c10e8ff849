package script

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"tillway/test/product"
)

// vector is a published message of the dialect, re-made under institution 999.
type vector struct {
	Kind, Name, Raw, Framing string
	Expected                 struct {
		TPDU, Header, MTI, Bitmap string
		Fields                    map[string]string
	}
}

// described is a line of iso describe --json.
type described struct {
	TPDU, Header, MTI, Bitmap string
	Error                     *string
	AtField                   *int `json:"at_field"`
	Fields                    map[string]string
}

const (
	lengthDigits = 4
	tpduDigits   = 10
	headerDigits = 12
)

// vectors decodes every vector of the dialect in every framing in which it can
// stand on a line, positive and negative.
func vectors(ts *testscript.TestScript, neg bool, _ []string) {
	raw, err := os.ReadFile("../../internal/wire/iso8583/testdata/vectors.json")
	ts.Check(err)
	var loose []json.RawMessage
	ts.Check(json.Unmarshal(raw, &loose))
	good, bad := []vector{}, []vector{}
	for _, one := range loose {
		var v vector
		if json.Unmarshal(one, &v) != nil {
			continue // how digits are packed: another shape, tested beside the codec
		}
		switch v.Kind {
		case "unionpay-pos-message":
			good = append(good, v)
		case "unionpay-pos-negative":
			bad = append(bad, v)
		}
	}
	if neg || len(good) != 11 || len(bad) != 4 {
		ts.Fatalf("%d messages and %d faulty ones, want 11 and 4", len(good), len(bad))
	}
	decodes(ts, good)
	refuses(ts, bad)
}

// cuts are the ways a message can stand on a line: what is cut off in front,
// and what --framing says then.
func cuts(v vector) map[string]string {
	out := map[string]string{"auto": v.Raw, v.Framing: v.Raw}
	if v.Framing == "len2+tpdu5+header6" {
		out["tpdu5+header6"] = v.Raw[lengthDigits:]
		out["header6"] = v.Raw[lengthDigits+tpduDigits:]
		out["none"] = v.Raw[lengthDigits+tpduDigits+headerDigits:]
	}
	return out
}

// decodes gives all messages at once, one a line, in each framing, and found by
// itself.
func decodes(ts *testscript.TestScript, good []vector) {
	byFraming := map[string][]string{}
	wants := map[string][]vector{}
	for _, v := range good {
		for framing, line := range cuts(v) {
			for _, forced := range []string{framing, "auto"} {
				byFraming[forced] = append(byFraming[forced], line)
				wants[forced] = append(wants[forced], v)
			}
		}
	}
	for framing, lines := range byFraming {
		out, err := describe(ts, strings.Join(lines, "\n"), "--json", "--reveal", "--framing", framing)
		ts.Check(err)
		got := parse(ts, out)
		if len(got) != len(lines) {
			ts.Fatalf("%s: %d answers to %d messages", framing, len(got), len(lines))
		}
		for i, d := range got {
			v := wants[framing][i]
			e := v.Expected
			cut := len(v.Raw) - len(lines[i])
			wantTPDU, wantHeader := e.TPDU, e.Header
			if cut > lengthDigits {
				wantTPDU = ""
			}
			if cut > lengthDigits+tpduDigits {
				wantHeader = ""
			}
			if d.Error != nil || d.TPDU != wantTPDU || d.Header != wantHeader || d.MTI != e.MTI || d.Bitmap != e.Bitmap || !maps.Equal(d.Fields, e.Fields) {
				ts.Fatalf("%s, %d digits cut off, --framing %s:\n got %+v\nwant %+v", v.Name, cut, framing, d, e)
			}
		}
		ts.Logf("%d lines with --framing %s", len(lines), framing)
	}
	masked(ts, good)
}

// masked decodes without --reveal: nothing of a card is left.
func masked(ts *testscript.TestScript, good []vector) {
	var lines, secrets []string
	for _, v := range good {
		lines = append(lines, v.Raw)
		for _, f := range []string{"2", "14", "35", "36", "52"} {
			if s := v.Expected.Fields[f]; s != "" && strings.Trim(s, "0") != "" {
				secrets = append(secrets, s)
			}
		}
	}
	if len(secrets) < 5 {
		ts.Fatalf("only %d secrets in the vectors", len(secrets))
	}
	for _, args := range [][]string{{"--json"}, {}} {
		out, err := describe(ts, strings.Join(lines, "\n"), args...)
		ts.Check(err)
		for _, s := range secrets {
			if strings.Contains(string(out), s) {
				ts.Fatalf("%v shows %s", args, s)
			}
		}
		if !strings.Contains(string(out), "622424******0113") {
			ts.Fatalf("%v shows no masked card number", args)
		}
	}
}

// refuses gives each faulty message alone, between good ones, and as text.
func refuses(ts *testscript.TestScript, bad []vector) {
	at := map[string]int{"bitmap lies: F61 present in bytes, absent in bitmap": 64, "length prefix one short": 0, "length prefix one long": 0, "LLL not BCD": 60}
	for _, v := range bad {
		want, ok := at[v.Name]
		if !ok {
			ts.Fatalf("no expectation of %s", v.Name)
		}
		out, err := describe(ts, v.Raw, "--json")
		if err == nil {
			ts.Fatalf("%s: exit 0", v.Name)
		}
		d := parse(ts, out)
		if len(d) != 1 || d[0].Error == nil || *d[0].Error == "" || d[0].AtField == nil || *d[0].AtField != want || d[0].Fields == nil || d[0].MTI != "" {
			ts.Fatalf("%s: %s", v.Name, out)
		}
		if keys := onlyKeys(ts, out); !slices.Equal(keys, []string{"at_field", "error", "fields"}) {
			ts.Fatalf("%s: a bad frame has the members %v", v.Name, keys)
		}
		text, err := describe(ts, v.Raw)
		if err == nil || !strings.Contains(string(text), "错误 error") {
			ts.Fatalf("%s as text: %v %s", v.Name, err, text)
		}
	}
}

func onlyKeys(ts *testscript.TestScript, line []byte) []string {
	var o map[string]json.RawMessage
	ts.Check(json.Unmarshal(line, &o))
	return slices.Sorted(maps.Keys(o))
}

func describe(ts *testscript.TestScript, in string, args ...string) ([]byte, error) {
	cmd := exec.Command(product.Binary(tb(ts)), append([]string{"iso", "describe"}, args...)...)
	cmd.Stdin = strings.NewReader(in)
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("%w: %s", err, out)
	}
	return out, err
}

func parse(ts *testscript.TestScript, out []byte) (all []described) {
	for line := range bytes.Lines(out) {
		var d described
		if err := json.Unmarshal(line, &d); err != nil {
			ts.Fatalf("%v in %s", err, line)
		}
		all = append(all, d)
	}
	return all
}

// jsonLine checks a line of the last command's stdout, counted from 1, or from
// the end with a minus: it is one JSON object, and its members have the values
// that are given as name=value.
func jsonLine(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: jsonline N name=value…")
	}
	lines := strings.Split(strings.TrimRight(ts.ReadFile("stdout"), "\n"), "\n")
	var n int
	if _, err := fmt.Sscan(args[0], &n); err != nil || n == 0 || max(n, -n) > len(lines) {
		ts.Fatalf("there is no line %s of %d", args[0], len(lines))
	}
	if n < 0 {
		n += len(lines) + 1
	}
	var o map[string]json.RawMessage
	if err := json.Unmarshal([]byte(lines[n-1]), &o); err != nil {
		ts.Fatalf("line %d is not a JSON object: %s", n, lines[n-1])
	}
	for _, pair := range args[1:] {
		name, want, _ := strings.Cut(pair, "=")
		if got := strings.Trim(string(o[name]), `"`); got != want {
			ts.Fatalf("%s is %s, want %s in %s", name, got, want, lines[n-1])
		}
	}
}
