package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
)

// BenchmarkDurable measures durable writes a second, alone and in company, on
// this disk and on one whose flush takes 2 ms, beside what the disk itself
// can do.
func BenchmarkDurable(b *testing.B) {
	b.Run("fdatasync", benchFlush)
	for _, engine := range storetest.Engines {
		for _, delay := range []time.Duration{0, 2 * time.Millisecond} {
			for _, writers := range []int{1, 64} {
				b.Run(fmt.Sprintf("%s/flush+%s/writers=%d", engine, delay, writers), func(b *testing.B) {
					benchWrites(b, engine, delay, writers)
				})
			}
		}
	}
}

func benchWrites(b *testing.B, engine string, delay time.Duration, writers int) {
	dsn := storetest.Migrated(b, engine, rooms)
	db := storetest.OpenAt(b, dsn, store.Options{Migrations: rooms, FlushDelay: delay})
	title := strings.Repeat("x", 300)
	var next atomic.Int64
	var wg sync.WaitGroup
	b.ResetTimer()
	for range writers {
		wg.Go(func() {
			for {
				n := next.Add(1)
				if n > int64(b.N) {
					return
				}
				err := db.Write(b.Context(), func(tx *store.Tx) error {
					_, err := tx.Exec("INSERT INTO shelf_book (id, title, copies) VALUES ($1, $2, $3)", fmt.Sprintf("%012d", n), title, n)
					return err
				})
				if err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
}

// benchFlush appends a record of 400 bytes and flushes it, as plainly as can be.
func benchFlush(b *testing.B) {
	f, err := os.Create(filepath.Join(b.TempDir(), "probe"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	record := make([]byte, 400)
	b.ResetTimer()
	for range b.N {
		if _, err := f.Write(record); err != nil {
			b.Fatal(err)
		}
		if err := syscall.Fdatasync(int(f.Fd())); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
}
