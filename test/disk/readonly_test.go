package disk

import (
	"crypto/sha256"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"tillway/test/product"
)

// nobody is the ordinary user as whom a test by root runs the product: root
// writes where it likes.
const nobody = 65534

// ordinary gives a command, and what it shall own, to an ordinary user.
func ordinary(t *testing.T, cmd *exec.Cmd, dirs ...string) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	for _, dir := range dirs {
		if out, err := exec.Command("chown", "-R", "65534:65534", dir).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
}

// folder is one that an ordinary user reaches; the test's own lie in root's.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "tillway-disk-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// TestAReadOnlyDatabaseIsRefusedAtTheStart: one sentence, exit 1, not a byte
// changed; with the permission back it serves.
func TestAReadOnlyDatabaseIsRefusedAtTheStart(t *testing.T) {
	for name, lock := range map[string]func(t *testing.T, dir string) (unlock func()){
		"the file":   func(t *testing.T, dir string) func() { return mode(t, filepath.Join(dir, "t.db"), 0o400, 0o600) },
		"the folder": func(t *testing.T, dir string) func() { return mode(t, dir, 0o500, 0o700) },
		"both": func(t *testing.T, dir string) func() {
			file, folder := mode(t, filepath.Join(dir, "t.db"), 0o400, 0o600), mode(t, dir, 0o500, 0o700)
			return func() { folder(); file() }
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t)
			shop := product.Trading(t, dir, 1)
			refusedThenServed(t, shop, dir, lock)
		})
	}
}

// TestAReadOnlyFileSystem is the same for root, whom permissions do not stop.
func TestAReadOnlyFileSystem(t *testing.T) {
	dir, ok := smallAt(t, folder(t), 16<<20)
	if !ok {
		return // an ordinary user meets the permissions above
	}
	shop := product.Trading(t, dir, 1)
	remount := func(flags uintptr) {
		if err := unix.Mount("tmpfs", dir, "tmpfs", unix.MS_REMOUNT|flags, ""); err != nil {
			t.Fatal(err)
		}
	}
	refusedThenServed(t, shop, dir, func(*testing.T, string) func() {
		remount(unix.MS_RDONLY)
		return func() { remount(0) }
	})
}

func mode(t *testing.T, path string, while, after os.FileMode) func() {
	t.Helper()
	if err := os.Chmod(path, while); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.Chmod(path, after); err != nil {
			t.Fatal(err)
		}
	}
}

func refusedThenServed(t *testing.T, shop product.Shop, dir string, lock func(*testing.T, string) func()) {
	t.Helper()
	args := []string{"serve", "--db", shop.DB, "--data", shop.Data, "--http", "127.0.0.1:0", "--iso", "127.0.0.1:0"}
	cmd := exec.Command(product.Binary(t), args...)
	ordinary(t, cmd, dir)
	before := sum(t, dir)
	unlock := lock(t, dir)
	run := product.LaunchAs(t, cmd)
	if run.Ready(20*time.Second) || run.Wait(20*time.Second) != 1 {
		t.Errorf("it started, or ended with another code")
	}
	oneSentence(t, run.Stderr(), "数据库是只读的", "The database is read-only", "→ 检查文件和目录的权限")
	looks(t, shop)
	unlock()
	if sum(t, dir) != before {
		t.Error("the database was changed")
	}
	cmd = exec.Command(product.Binary(t), args...)
	ordinary(t, cmd)
	again := product.LaunchAs(t, cmd)
	if !again.Ready(20 * time.Second) {
		t.Fatalf("with the permission back: %s", again.Stderr())
	}
	if code := again.Stop(20 * time.Second); code != 0 {
		t.Errorf("ended with %d: %s", code, again.Stderr())
	}
	shop.Verify()
}

// looks verifies a database that cannot be written: that takes no permission
// but to read, or it is said in one sentence.
func looks(t *testing.T, shop product.Shop) {
	t.Helper()
	cmd := exec.Command(product.Binary(t), "verify", "ledger", "--db", shop.DB)
	ordinary(t, cmd)
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "checked: ") {
		t.Errorf("verify of a read-only database: %v\n%s", err, out)
	}
}

func sum(t *testing.T, dir string) [sha256.Size]byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "t.db"))
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(b)
}
