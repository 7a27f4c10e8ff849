package disk

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest" // registers the driver
	"tillway/test/product"
)

// server is a PostgreSQL whose disk can be taken away.
type server struct {
	name       string
	dsn        string
	fill, free func()
	all        bool // nothing at all finds room, not even in old pages
}

// servers are a server that says that its disk is full, which takes nobody's
// permission, and one whose disk is.
func servers(t *testing.T) []server {
	t.Helper()
	said := server{name: "a server that says so", dsn: storetest.DSN(t, store.Postgres), all: true}
	said.fill = func() { run(t, said.dsn, sayFull...) }
	said.free = func() { run(t, said.dsn, "DROP FUNCTION no_room() CASCADE") }
	out := []server{said}
	if dir, ok := smallAt(t, folder(t), 160<<20); ok {
		if err := os.Chmod(dir, 0o755); err != nil { // the server is run by a user of its own
			t.Fatal(err)
		}
		filler := filepath.Join(dir, "filler")
		t.Setenv("TMPDIR", dir)
		out = append(out, server{name: "a full disk", dsn: storetest.Weak(t), fill: func() { fill(t, filler) }, free: func() {
			if err := os.Remove(filler); err != nil {
				t.Fatal(err)
			}
		}})
	}
	return out
}

// sayFull makes the server answer as it does when a table cannot grow (53100).
var sayFull = []string{
	`CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`,
	"CREATE TRIGGER no_room BEFORE INSERT ON payment FOR EACH ROW EXECUTE FUNCTION no_room()",
	"CREATE TRIGGER no_room BEFORE INSERT ON payment_key FOR EACH ROW EXECUTE FUNCTION no_room()",
	"CREATE TRIGGER no_room BEFORE INSERT ON audit_line FOR EACH ROW EXECUTE FUNCTION no_room()",
	"CREATE TRIGGER no_room BEFORE INSERT ON identity_session FOR EACH ROW EXECUTE FUNCTION no_room()",
}

func run(t *testing.T, dsn string, statements ...string) {
	t.Helper()
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTheDiskOfPostgreSQLFillsUpWhileShopsTrade: as on SQLite. A full disk on
// which rows still find room in old pages may let some sales pass; each that
// passed is in all books.
func TestTheDiskOfPostgreSQLFillsUpWhileShopsTrade(t *testing.T) {
	for _, s := range servers(t) {
		t.Run(s.name, func(t *testing.T) {
			data := filepath.Join(folder(t), "data")
			if err := product.Road(product.Binary(t), s.dsn, data); err != nil {
				t.Fatal(err)
			}
			p := &place{t: t, shop: product.ShopAt(t, s.dsn, data), old: map[string]bool{}}
			p.begin()
			r := p.shop.Serve()
			all := []slip{p.sell(1000)}
			s.fill()
			refused := 0
			for range 400 {
				sale := p.sell(2000)
				all = append(all, sale)
				if !sale.OK {
					if refused++; refused == 3 {
						break
					}
				}
			}
			if refused < 3 {
				t.Error("the disk never filled up")
			}
			if s.all {
				refusesOthers(t, r)
			}
			s.free()
			all = append(all, p.sell(3000))
			if !all[0].OK || !all[len(all)-1].OK {
				t.Errorf("before %+v, after %+v", all[0], all[len(all)-1])
			}
			p.agree(all...)
		})
	}
}
