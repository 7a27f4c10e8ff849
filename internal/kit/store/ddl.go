package store

import (
	"regexp"
	"strings"
)

// A migration is written in PostgreSQL's words. What is made of it:
//
//	              SQLite                              PostgreSQL
//	BIGINT        INTEGER                             BIGINT
//	BOOLEAN       INTEGER CHECK (column IN (0, 1))    BOOLEAN
//	BYTEA         BLOB                                BYTEA
//	TEXT          TEXT                                TEXT COLLATE "C"
//	CREATE TABLE  … STRICT                            …
//
// so that both engines hold the same values and sort them by their bytes.

var (
	makesTable  = regexp.MustCompile(`(?is)^CREATE\s+TABLE\b`)
	makesColumn = regexp.MustCompile(`(?is)^(CREATE|ALTER)\s+TABLE\b`)
)

// token is a piece of SQL: a word, a quoted thing, white space or a sign.
type token struct {
	text string
	word bool
}

// tokens cuts SQL into tokens; comments become a blank.
func tokens(sql string) []token {
	var out []token
	for len(sql) > 0 {
		n, kind := 1, byte('.')
		switch c := sql[0]; {
		case strings.HasPrefix(sql, "--"):
			n, kind = span(sql, "\n"), ' '
		case strings.HasPrefix(sql, "/*"):
			n, kind = span(sql, "*/"), ' '
		case c == '\'' || c == '"':
			n = 1 + span(sql[1:], string(c)) // '' inside is two quoted things in a row
		case isWord(c):
			for n = 1; n < len(sql) && isWord(sql[n]); n++ {
			}
			kind = 'w'
		}
		switch kind {
		case ' ':
			out = append(out, token{text: "\n"})
		default:
			out = append(out, token{text: sql[:n], word: kind == 'w'})
		}
		sql = sql[n:]
	}
	return out
}

// span returns the length of s up to and including end, or all of it.
func span(s, end string) int {
	if i := strings.Index(s, end); i >= 0 {
		return i + len(end)
	}
	return len(s)
}

func isWord(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0x80
}

// statements splits a script at its semicolons and drops the comments.
func statements(script string) []string {
	var out []string
	var b strings.Builder
	flush := func() {
		if s := strings.TrimSpace(b.String()); s != "" {
			out = append(out, s)
		}
		b.Reset()
	}
	for _, t := range tokens(script) {
		if t.text == ";" {
			flush()
		} else {
			b.WriteString(t.text)
		}
	}
	flush()
	return out
}

// rewrite replaces the type words of a statement that declares columns. The
// word before a type is its column, except in CAST(… AS type).
func rewrite(stmt string, kind func(column, typ string) string) string {
	if !makesColumn.MatchString(stmt) {
		return stmt
	}
	var b strings.Builder
	last := ""
	for _, t := range tokens(stmt) {
		if t.word && strings.ToUpper(last) != "AS" {
			b.WriteString(kind(last, t.text))
		} else {
			b.WriteString(t.text)
		}
		if t.word {
			last = t.text
		}
	}
	return b.String()
}

func (e *sqliteEngine) statement(stmt string) string {
	out := rewrite(stmt, func(column, typ string) string {
		switch typ {
		case "BIGINT":
			return "INTEGER"
		case "BOOLEAN":
			return "INTEGER CHECK (" + column + " IN (0, 1))"
		case "BYTEA":
			return "BLOB"
		}
		return typ
	})
	if makesTable.MatchString(stmt) {
		out += " STRICT"
	}
	return out
}

func (e *postgresEngine) statement(stmt string) string {
	return rewrite(stmt, func(_, typ string) string {
		if typ == "TEXT" {
			return `TEXT COLLATE "C"`
		}
		return typ
	})
}
