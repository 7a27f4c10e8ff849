package app

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func runISO(t *testing.T, in string, args ...string) (string, error) {
	t.Helper()
	cmd := isoCommand()
	var out bytes.Buffer
	cmd.SetIn(strings.NewReader(in))
	cmd.SetOut(&out)
	cmd.SetErr(&out)
	cmd.SilenceUsage, cmd.SilenceErrors = true, true
	cmd.SetArgs(append([]string{"describe"}, args...))
	err := cmd.Execute()
	return out.String(), err
}

func TestISODescribeEndsBadWhenOneLineIsBad(t *testing.T) {
	good := "08200020000000C00010" + "000001" + "3939393030303031" + "393939303030303730313130303031" + "0011000000013010"
	out, err := runISO(t, good+"\n\n"+good[:60]+"\n", "--json")
	if err == nil {
		t.Fatal("a truncated message must end in an error")
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 2 {
		t.Fatalf("want a line a message, got %q", lines)
	}
	var first struct {
		MTI    string            `json:"mti"`
		Fields map[string]string `json:"fields"`
	}
	if err := json.Unmarshal([]byte(lines[0]), &first); err != nil || first.MTI != "0820" || first.Fields["60"] != "00000001301" {
		t.Fatalf("first line %s: %v", lines[0], err)
	}
	var second struct {
		Error   string            `json:"error"`
		AtField int               `json:"at_field"`
		Fields  map[string]string `json:"fields"`
	}
	if err := json.Unmarshal([]byte(lines[1]), &second); err != nil || second.AtField != 42 || second.Fields["41"] != "99900001" {
		t.Fatalf("second line %s: %v", lines[1], err)
	}
	if _, err := runISO(t, good, "--json"); err != nil {
		t.Fatal(err)
	}
}

func TestISODescribeRefusesUnknownProfileAndFraming(t *testing.T) {
	for _, args := range [][]string{{"--profile", "nobody"}, {"--framing", "sideways"}} {
		if _, err := runISO(t, "", args...); err == nil {
			t.Errorf("%v: want an error", args)
		}
	}
}
