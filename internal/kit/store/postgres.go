package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"net"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// postgresEngine is the database for more than one machine.
type postgresEngine struct {
	cfg *pgx.ConnConfig
}

func newPostgres(dsn string) (engine, error) {
	cfg, err := pgx.ParseConfig(dsn) // its errors hide the password
	if err != nil {
		return nil, ErrDSN.Wrap(err, "reason", "it is not a valid postgres:// address", "reason@zh", "它不是正确的 postgres:// 地址")
	}
	return &postgresEngine{cfg: cfg}, nil
}

func (e *postgresEngine) name() string { return Postgres }
func (e *postgresEngine) close()       {}
func (e *postgresEngine) where() string {
	if strings.HasPrefix(e.cfg.Host, "/") { // the folder of a socket
		return "postgres:///" + e.cfg.Database + "?host=" + e.cfg.Host
	}
	return "postgres://" + net.JoinHostPort(e.cfg.Host, strconv.Itoa(int(e.cfg.Port))) + "/" + e.cfg.Database
}

func (e *postgresEngine) snapshot() *sql.TxOptions {
	return &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead}
}

// pool opens a handle whose sessions have the given settings.
func (e *postgresEngine) pool(ctx context.Context, settings map[string]string, size int) (*sql.DB, error) {
	cfg := e.cfg.Copy()
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = 10 * time.Second
	}
	maps.Copy(cfg.RuntimeParams, settings)
	db := stdlib.OpenDB(*cfg)
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	if err := db.PingContext(ctx); err != nil {
		db.Close()
		return nil, e.cannotOpen(err)
	}
	return db, nil
}

// serverReasons are the server's refusals that a person can do something about.
var serverReasons = map[string]string{
	"28P01": "用户名或密码不正确",
	"28000": "服务器不允许这个用户登录",
	"3D000": "没有这个数据库",
	"42501": "这个用户没有权限",
	"53300": "服务器的连接数已满",
	"57P03": "服务器正在启动或停止",
}

// cannotOpen keeps the server's own words, and drops what the driver wraps
// around them: it repeats the address once for each try.
func (e *postgresEngine) cannotOpen(err error) error {
	pg := asPostgres(err)
	if pg == nil {
		return ErrOpen.WithReason(err, "where", e.where())
	}
	zh := serverReasons[pg.Code]
	if zh == "" {
		zh = pg.Message
	}
	return ErrOpen.Wrap(err, "where", e.where(), "reason", pg.Message, "reason@zh", zh)
}

// writerSettings force index plans: before the first ANALYZE the planner
// hash-joins and scans, and a payment took 37 ms instead of 2.6. A session
// that hangs inside a transaction is ended, so that it cannot keep the lease's
// row locked against its successor.
var writerSettings = map[string]string{
	"application_name":                    "tillway writer",
	"enable_seqscan":                      "off",
	"enable_hashjoin":                     "off",
	"enable_mergejoin":                    "off",
	"jit":                                 "off",
	"lock_timeout":                        "5s",
	"idle_in_transaction_session_timeout": "60s",
}

func (e *postgresEngine) openWriter(ctx context.Context, opt *Options) (writeSession, error) {
	db, err := e.pool(ctx, writerSettings, 1)
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		db.Close()
		return nil, e.cannotOpen(err)
	}
	s := &postgresSession{db: db, conn: conn}
	if err = e.check(ctx, conn); err == nil {
		err = s.takeLease(ctx, e.where())
	}
	if err != nil {
		s.close()
		return nil, explain(err)
	}
	return s, nil
}

// check reads back what durability and byte order rest on
// (reliability-security D1).
func (e *postgresEngine) check(ctx context.Context, conn *sql.Conn) error {
	for _, c := range []struct {
		setting string
		refused string
		want    string
	}{
		{"fsync", "off", "on"},
		{"full_page_writes", "off", "on"},
		{"synchronous_commit", "off", "on"},
	} {
		var got string
		if err := conn.QueryRowContext(ctx, "SHOW "+c.setting).Scan(&got); err != nil {
			return err
		}
		if got == c.refused {
			return ErrWeak.New("setting", c.setting, "value", got, "want", c.want)
		}
	}
	var encoding string
	var standby bool
	err := conn.QueryRowContext(ctx, "SELECT current_setting('server_encoding'), pg_is_in_recovery()").Scan(&encoding, &standby)
	switch {
	case err != nil:
		return err
	case standby:
		return ErrReadOnly.New()
	case encoding != "UTF8":
		return ErrOpen.New("where", e.where(), "reason", "its encoding is "+encoding+", not UTF8", "reason@zh", "它的编码是 "+encoding+"，不是 UTF8")
	}
	return nil
}

func (e *postgresEngine) openReaders(ctx context.Context) (*sql.DB, error) {
	return e.pool(ctx, map[string]string{
		"application_name":              "tillway reader",
		"default_transaction_read_only": "on",
		"jit":                           "off",
	}, max(4, 2*runtime.GOMAXPROCS(0)))
}

// postgresSession is the writer's connection under its lease.
type postgresSession struct {
	db    *sql.DB
	conn  *sql.Conn
	token int64
	sole  bool // the advisory lock is ours, not only the lease
}

func (s *postgresSession) exec(ctx context.Context, text string, args []any) (sql.Result, error) {
	return s.conn.ExecContext(ctx, text, args...)
}

func (s *postgresSession) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	return s.conn.QueryContext(ctx, text, args...)
}

// script runs a statement that will not come again.
func (s *postgresSession) script(ctx context.Context, text string) error {
	_, err := s.conn.ExecContext(ctx, text, pgx.QueryExecModeSimpleProtocol)
	return err
}

// mark saves a round trip by sending both statements at once.
func (s *postgresSession) mark(ctx context.Context, first bool) error {
	if first {
		return s.script(ctx, "SAVEPOINT f")
	}
	return s.script(ctx, "RELEASE SAVEPOINT f; SAVEPOINT f")
}

// alive reports whether the connection survived the last error. A lost one may
// have lost its COMMIT on the way: the outcome is unknown and the process ends.
func (s *postgresSession) alive() bool {
	open := false
	err := s.conn.Raw(func(dc any) error {
		open = !dc.(*stdlib.Conn).Conn().IsClosed()
		return nil
	})
	return err == nil && open
}

func (s *postgresSession) close() error {
	return errors.Join(s.conn.Close(), s.db.Close())
}

// refuseFunction is the trigger body behind every guard.
const refuseFunction = `CREATE OR REPLACE FUNCTION store_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '` + RefusedState + `'; END $$`

func (e *postgresEngine) guard(table string, ops ...string) []string {
	out := []string{refuseFunction}
	for _, op := range ops {
		scope := "ROW"
		if op == "TRUNCATE" {
			scope = "STATEMENT"
		}
		out = append(out, fmt.Sprintf("CREATE TRIGGER %s BEFORE %s ON %s FOR EACH %s EXECUTE FUNCTION store_refuse()",
			guardName(table, op), op, table, scope))
	}
	return out
}

func (e *postgresEngine) unguard(table string, ops ...string) []string {
	var out []string
	for _, op := range ops {
		out = append(out, fmt.Sprintf("DROP TRIGGER IF EXISTS %s ON %s", guardName(table, op), table))
	}
	return out
}
