package store

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"tillway/internal/kit/errs"
)

// What can go wrong with the database, each as one sentence for the person who
// started the program.
var (
	ErrDSN = errs.Define("store.dsn", errs.Invalid,
		"数据库地址无法识别：{reason}。", "The database address is not understood: {reason}.",
		"请写成 sqlite:文件路径 或 postgres://用户@主机/库名。", "Write sqlite:PATH or postgres://user@host/database.")
	ErrOpen = errs.Define("store.open", errs.Unavailable,
		"打不开数据库 {where}：{reason}。", "The database {where} cannot be opened: {reason}.",
		"检查地址、权限以及数据库是否已启动。", "Check the address, the permissions and whether the database is running.")
	ErrNotDatabase = errs.Define("store.not_database", errs.Invalid,
		"{where} 不是 Tillway 的数据库文件。", "{where} is not a Tillway database.",
		"检查 --db 的路径；不要覆盖该文件。", "Check the path given to --db; the file was left untouched.")
	ErrReadOnly = errs.Define("store.read_only", errs.Unavailable,
		"数据库是只读的，什么也没有写入。", "The database is read-only; nothing was written.",
		"检查文件和目录的权限，或连接到主库。", "Check the permissions of file and directory, or connect to the primary.")
	ErrFull = errs.Define("store.full", errs.Unavailable,
		"磁盘已满，本次没有写入，已有数据完好。", "The disk is full; this was not written and nothing already stored is lost.",
		"清理磁盘空间后重试。", "Free some space and try again.")
	ErrDisk = errs.Define("store.disk", errs.Unavailable,
		"磁盘读写失败（代码 {code}），本次没有写入。", "The disk failed to read or write (code {code}); this was not written.",
		"检查磁盘空间、配额和硬件后重新启动；已确认的交易不会丢失。", "Check the disk's space, quota and health and start again; nothing that was confirmed is lost.")
	ErrWeak = errs.Define("store.weak", errs.Unavailable,
		"数据库设置 {setting}={value} 不能保证断电后数据不丢，拒绝启动（需要 {want}）。",
		"The database setting {setting}={value} could lose acknowledged data at a power cut; refusing to start (needs {want}).",
		"改正该设置后再启动。", "Correct the setting and start again.")
	ErrSecond = errs.Define("store.second", errs.Conflict,
		"另一个进程正在使用数据库 {where}（{holder}）。", "Another process is using the database {where} ({holder}).",
		"先停止那个进程；同一数据库只能有一个写入者。", "Stop that process first: a database has one writer.")
	ErrLease = errs.Define("store.lease", errs.Unavailable,
		"写入权已被另一个进程接管，本进程停止。", "Another process has taken over the writer's lease; this one stops.",
		"确认只有一个进程在运行。", "Make sure that only one process runs.")
	ErrBusy = errs.Define("store.busy", errs.Unavailable,
		"系统繁忙，本次没有写入。", "The system is busy; this was not written.",
		"稍后重试。", "Try again in a moment.")
	ErrStopped = errs.Define("store.stopped", errs.Unavailable,
		"数据库已停止写入。", "The store has stopped writing.",
		"查询结果后再决定是否重试。", "Look up the outcome before trying again.")
	ErrPanic = errs.Define("store.panic", errs.Internal,
		"处理时出现内部错误，本次没有写入。", "An internal error occurred; this was not written.",
		"请联系技术支持。", "Please contact support.")
	ErrMigration = errs.Define("store.migration", errs.Internal,
		"数据库结构升级失败：{reason}。", "The schema cannot be brought up to date: {reason}.",
		"恢复原来的程序版本，或联系技术支持。", "Go back to the program version that ran before, or contact support.")
	ErrKind = errs.Define("store.kind", errs.Conflict,
		"这个数据库属于 {have} 环境，不能用于 {want}。", "This database belongs to {have}; it cannot be used for {want}.",
		"沙箱与生产的数据永不混用，请换一个数据库。", "Sandbox and live data never meet: use another database.")
)

// ErrNoRows is what Row.Scan returns when there is no row.
var ErrNoRows = sql.ErrNoRows

// RefusedState is the code PostgreSQL's own triggers raise with when they refuse a
// change to an append-only or frozen table.
const RefusedState = "TW001"

// IsUnique reports whether err is a broken unique or primary key.
func IsUnique(err error) bool {
	return isCode(err, "23505", sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_ROWID)
}

// IsForeignKey reports whether err is a reference to a row that is not there,
// or the removal of one that is referred to.
func IsForeignKey(err error) bool {
	return isCode(err, "23503", sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY)
}

// IsCheck reports whether err is a broken CHECK.
func IsCheck(err error) bool {
	return isCode(err, "23514", sqlite3.SQLITE_CONSTRAINT_CHECK)
}

// IsRefused reports whether err is a trigger's no: a change of an append-only
// or frozen table, or an illegal step of a hot life.
func IsRefused(err error) bool {
	return isCode(err, RefusedState, sqlite3.SQLITE_CONSTRAINT_TRIGGER)
}

func isCode(err error, state string, codes ...int) bool {
	if pg := asPostgres(err); pg != nil {
		return pg.Code == state
	}
	got := sqliteCode(err)
	for _, c := range codes {
		if got == c {
			return true
		}
	}
	return false
}

func asPostgres(err error) *pgconn.PgError {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg
	}
	return nil
}

// sqliteCode returns SQLite's extended result code, or 0.
func sqliteCode(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

// explain gives the failures that people can mend their sentence and leaves
// all others alone.
func explain(err error) error {
	if err == nil || errs.As(err) != nil {
		return err
	}
	if sqliteCode(err) == sqlite3.SQLITE_IOERR_SHMSIZE { // there was no room for the log's index
		return ErrFull.Wrap(err)
	}
	switch sqliteCode(err) & 0xff {
	case sqlite3.SQLITE_FULL:
		return ErrFull.Wrap(err)
	case sqlite3.SQLITE_READONLY:
		return ErrReadOnly.Wrap(err)
	case sqlite3.SQLITE_IOERR:
		return ErrDisk.Wrap(err, "code", fmt.Sprint(sqliteCode(err)))
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ErrBusy.Wrap(err)
	}
	if pg := asPostgres(err); pg != nil {
		switch pg.Code {
		case "53100":
			return ErrFull.Wrap(err)
		case "55P03": // lock_timeout: a foreign session sits on the row
			return ErrBusy.Wrap(err)
		case "25006":
			return ErrReadOnly.Wrap(err)
		}
	}
	return err
}

// ErrIO stands for a failed flush in tests that inject one.
var ErrIO = errors.New("store: input/output error")

// isIO reports whether err says that the disk did not do what it was told.
func isIO(err error) bool {
	if errors.Is(err, ErrIO) {
		return true
	}
	switch sqliteCode(err) & 0xff {
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return true
	}
	pg := asPostgres(err)
	return pg != nil && (pg.Code == "58030" || pg.Code == "XX001" || pg.Code == "XX002")
}

func bug(format string, args ...any) error { return fmt.Errorf("store: "+format, args...) }
