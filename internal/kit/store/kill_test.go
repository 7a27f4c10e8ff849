package store_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
)

var victim = flag.String("victim", "", "address of the database to write to until killed (used by TestKilledProcess itself)")

// TestKilledProcess kills a writing process and expects to find every write
// that it was told was done. The next process is not refused, though the dead
// one had no time to say goodbye.
func TestKilledProcess(t *testing.T) {
	if *victim != "" {
		writeUntilKilled(*victim)
	}
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			dsn := storetest.Migrated(t, engine, rooms)
			var told []string
			for _, after := range []int{1, 50, 333} {
				told = append(told, killAfter(t, dsn, after)...)
				db := storetest.OpenAt(t, dsn, store.Options{Migrations: rooms})
				kept := books(t, db)
				for _, id := range told {
					if !slices.Contains(kept, id) {
						t.Errorf("%s was acknowledged and is lost", id)
					}
				}
				db.Close()
			}
		})
	}
}

// killAfter starts a writer, kills it when it has reported some writes and
// returns all that it reported.
func killAfter(t *testing.T, dsn string, after int) (reported []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilledProcess$", "-victim="+dsn)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if reported = append(reported, lines.Text()); len(reported) == after {
			_ = cmd.Process.Kill()
		}
	}
	_ = cmd.Wait() // it was killed
	if len(reported) < after {
		t.Fatalf("the writer stopped by itself after %s", strings.Join(reported, " "))
	}
	return reported
}

// writeUntilKilled reports each write once Write has returned.
func writeUntilKilled(dsn string) {
	db, err := store.Open(context.Background(), dsn, store.Options{Migrations: rooms})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var n atomic.Int64
	for range 8 {
		go func() {
			for {
				id := fmt.Sprintf("%d-%d", os.Getpid(), n.Add(1))
				if err := addBook(db, id, 1); err != nil {
					fmt.Fprintln(os.Stderr, err)
					os.Exit(1)
				}
				fmt.Println(id)
			}
		}()
	}
	select {}
}
