package app

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestALiveInstallationRefusesTheSandbox: one sentence, exit 1, and nothing was
// made.
func TestALiveInstallationRefusesTheSandbox(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"the software module": {nil, "A live installation refuses the software security module and the sandbox CA"},
		"simulators":          {[]string{"--world", "endpoints.json"}, "not connected to simulators"},
		"invented people":     {[]string{"--seed"}, "no invented people"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			var out, said bytes.Buffer
			args := append([]string{"serve", "--mode", "live", "--db", "sqlite:" + filepath.Join(dir, "t.db"), "--data", filepath.Join(dir, "data")}, c.args...)
			if code := Main(args, strings.NewReader(""), &out, &said); code != 1 || !strings.Contains(said.String(), c.want) {
				t.Errorf("exit %d: %s", code, said.String())
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("it left %v behind, %v", left, err)
			}
		})
	}
}
