package store_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
)

// file is a room with one migration.
func file(room, name, script string) store.Migration {
	return store.Migration{Room: room, FS: fstest.MapFS{"migrations/" + name: {Data: []byte(script)}}}
}

func TestMigrationsRunOnceAndInOrder(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			dsn := storetest.DSN(t, engine)
			b := file("b", "0920_b.sql", "CREATE TABLE b_x (id TEXT PRIMARY KEY, a TEXT NOT NULL REFERENCES a_x (id))")
			a := file("a", "0910_a.sql", "CREATE TABLE a_x (id TEXT PRIMARY KEY)")
			for range 2 {
				storetest.OpenAt(t, dsn, store.Options{Migrations: []store.Migration{b, a}}).Close()
			}
			between := file("c", "0915_c.sql", "CREATE TABLE c_x (id TEXT PRIMARY KEY); ALTER TABLE a_x ADD COLUMN seen BOOLEAN NOT NULL DEFAULT FALSE;")
			db := storetest.OpenAt(t, dsn, store.Options{Migrations: []store.Migration{a, b, between}})
			err := db.Write(t.Context(), func(tx *store.Tx) error {
				_, err := tx.Exec("INSERT INTO a_x (id, seen) VALUES ('1', $1)", true)
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}

func TestForeignHistoryIsRefused(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			dsn := storetest.DSN(t, engine)
			a := file("a", "0910_a.sql", "CREATE TABLE a_x (id TEXT PRIMARY KEY)")
			b := file("b", "0920_b.sql", "CREATE TABLE b_x (id TEXT PRIMARY KEY)")
			open := func(ms ...store.Migration) store.Options { return store.Options{Migrations: ms} }
			storetest.OpenAt(t, dsn, open(a, b)).Close()
			edited := file("a", "0910_a.sql", "CREATE TABLE a_x (id TEXT PRIMARY KEY, more TEXT)")
			refuse(t, dsn, open(edited, b), store.ErrMigration, "0910_a", "changed / 被改动过")
			refuse(t, dsn, open(a), store.ErrMigration, "0920_b", "newer / 比程序新")
			refuse(t, dsn, open(a, b, file("c", "0910_c.sql", "SELECT 1")), store.ErrMigration, "same number")
			refuse(t, dsn, open(a, b, file("c", "930_c.sql", "SELECT 1")), store.ErrMigration, "NNNN_what")
			refuse(t, dsn, open(a, b, file("c", "0930_c.sql", "-- tillway:append-only")), store.ErrMigration, "malformed")
			refuse(t, dsn, open(a, b, file("c", "0930_c.sql", "-- tillway:magic c_x")), store.ErrMigration, "magic")
			storetest.OpenAt(t, dsn, open(a, b)) // none of this left a trace
		})
	}
}

func TestFailingMigrationLeavesNothing(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			dsn := storetest.DSN(t, engine)
			open := func(script, proof string) store.Options {
				fs := fstest.MapFS{"migrations/0910_a.sql": {Data: []byte(script)}}
				if proof != "" {
					fs["migrations/0910_a.proof.sql"] = &fstest.MapFile{Data: []byte(proof)}
				}
				return store.Options{Migrations: []store.Migration{{Room: "a", FS: fs}}}
			}
			const script = "CREATE TABLE a_x (id TEXT PRIMARY KEY, n BIGINT NOT NULL); INSERT INTO a_x (id, n) VALUES ('1', 5);"
			refuse(t, dsn, open(script+"CREATE TABLE oops (", ""), store.ErrMigration, "0910_a")
			refuse(t, dsn, open(script, "SELECT id FROM a_x WHERE n < 0; SELECT id FROM a_x WHERE n = 5"), store.ErrMigration, "0910_a")
			db := storetest.OpenAt(t, dsn, open(script, "SELECT id FROM a_x WHERE n < 0"))
			if db == nil {
				t.Fatal("not open")
			}
		})
	}
}

func TestGeneratedPartsFollowTheProgram(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			dsn := storetest.DSN(t, engine)
			open := func(kinds string, view string) store.Options {
				m := file("a", "0910_a.sql", "CREATE TABLE a_kind (name TEXT PRIMARY KEY);\n-- tillway:frozen a_kind\n")
				m.Seed = func() (out []store.Statement) {
					for _, k := range strings.Fields(kinds) {
						out = append(out, store.Statement{SQL: "INSERT INTO a_kind (name) VALUES ($1) ON CONFLICT DO NOTHING", Args: []any{k}})
					}
					return out
				}
				m.Extra = func(string) []string {
					return []string{"DROP VIEW IF EXISTS a_view", "CREATE VIEW a_view AS SELECT '" + view + "' AS v"}
				}
				return store.Options{Migrations: []store.Migration{m}}
			}
			for _, turn := range []struct{ kinds, view, want string }{
				{"novel", "one", "novel"}, {"novel poem", "one", "novel poem"}, {"novel poem", "two", "novel poem"},
			} {
				db := storetest.OpenAt(t, dsn, open(turn.kinds, turn.view))
				err := db.Read(t.Context(), func(q store.Q) error {
					names, err := store.Collect(q, func(r *store.Rows) (s string, err error) { return s, r.Scan(&s) }, "SELECT name FROM a_kind ORDER BY name")
					if err != nil {
						return err
					}
					view, err := store.Scan1[string](q, "SELECT v FROM a_view")
					if strings.Join(names, " ") != turn.want || view != turn.view {
						t.Errorf("kinds %v, view %s after %+v", names, view, turn)
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
				err = db.Write(t.Context(), func(tx *store.Tx) error {
					_, err := tx.Exec("DELETE FROM a_kind")
					return err
				})
				if !store.IsRefused(err) {
					t.Errorf("the thawed table was not frozen again: %v", err)
				}
				db.Close()
			}
		})
	}
}
