// Package errs gives every failure a kind for programs, a code for lookups and
// a sentence for people, in Chinese and English: what happened, whose problem
// it is and what to do next. Definitions register themselves, so the catalogue
// in docs/reference/errors.md is made from the code.
package errs

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"sync"
)

// Kind says what sort of failure it is; api maps it to an HTTP status.
type Kind int

// The kinds, from the caller's fault to ours.
const (
	Invalid         Kind = iota + 1 // the input is wrong
	Unauthenticated                 // who are you
	Forbidden                       // you may not
	NotFound                        // there is no such thing, or not for you
	Conflict                        // not in this state
	TooMany                         // slow down
	Unavailable                     // a part we need is down: try again
	Unknown                         // the outcome is not known: query, do not repeat
	Internal                        // our fault
)

// Definition is one entry of the catalogue. Texts may hold {name} placeholders.
type Definition struct {
	Code           string // room.what
	Kind           Kind
	Zh, En         string // what happened
	NextZh, NextEn string // what to do next
}

// E is an occurrence of a Definition. Public texts never hold a rejected value.
type E struct {
	Def    *Definition
	Args   map[string]string // by placeholder; a name ending in @zh is for the Chinese text alone
	Faults []FieldFault      // per-field messages of an Invalid
	Cause  error             // for the log, not for the caller
}

// FieldFault is a message that belongs at one field of a form.
type FieldFault struct {
	Path   string `json:"path" doc:"JSON path of the field, such as legal.id_no"`
	Code   string `json:"code"`
	Zh, En string `json:"-"`
}

var (
	mu        sync.Mutex
	catalogue = map[string]*Definition{}
)

// Define registers a code once. A second definition of a code is a programming
// error and panics at start.
func Define(code string, kind Kind, zh, en, nextZh, nextEn string) *Definition {
	mu.Lock()
	defer mu.Unlock()
	if _, dup := catalogue[code]; dup || !strings.Contains(code, ".") || zh == "" || en == "" {
		panic("errs: bad or double definition of " + code)
	}
	d := &Definition{Code: code, Kind: kind, Zh: zh, En: en, NextZh: nextZh, NextEn: nextEn}
	catalogue[code] = d
	return d
}

// Stored gives back an occurrence that was kept as its code and arguments; nil
// for a code that is no longer defined.
func Stored(code string, args map[string]string) *E {
	mu.Lock()
	defer mu.Unlock()
	d, known := catalogue[code]
	if !known {
		return nil
	}
	return &E{Def: d, Args: args}
}

// Catalogue returns every definition, sorted by code.
func Catalogue() []Definition {
	mu.Lock()
	defer mu.Unlock()
	out := make([]Definition, 0, len(catalogue))
	for _, d := range catalogue {
		out = append(out, *d)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Code < out[j].Code })
	return out
}

// New makes an occurrence; kv are placeholder names and values in turn.
func (d *Definition) New(kv ...string) *E { return d.Wrap(nil, kv...) }

// Wrap makes an occurrence that remembers its cause for the log.
func (d *Definition) Wrap(cause error, kv ...string) *E {
	args := make(map[string]string, len(kv)/2)
	for i := 0; i+1 < len(kv); i += 2 {
		args[kv[i]] = kv[i+1]
	}
	return &E{Def: d, Args: args, Cause: cause}
}

var defFields = Define("input.fields", Invalid,
	"提交的内容有 {n} 处需要修改，请看各字段旁的说明。", "{n} field(s) need a change; see the message at each field.",
	"按字段旁的说明修改后重新提交。", "Correct the fields as their messages say and submit again.")

// Fields makes an Invalid error with a message at each field.
func Fields(f ...FieldFault) *E {
	e := defFields.New("n", fmt.Sprint(len(f)))
	e.Faults = f
	return e
}

// Error implements error: the English text and the cause, for logs.
func (e *E) Error() string {
	s := e.Def.Code + ": " + e.fill(e.Def.En)
	for _, f := range e.Faults {
		s += "; " + f.Path + ": " + f.Code
	}
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *E) Unwrap() error { return e.Cause }

// Zh returns what happened in Chinese.
func (e *E) Zh() string { return e.fillZh(e.Def.Zh) }

// En returns what happened in English.
func (e *E) En() string { return e.fill(e.Def.En) }

// NextZh returns the next step in Chinese.
func (e *E) NextZh() string { return e.fillZh(e.Def.NextZh) }

// NextEn returns the next step in English.
func (e *E) NextEn() string { return e.fill(e.Def.NextEn) }

func (e *E) fill(s string) string {
	for k, v := range e.Args {
		s = strings.ReplaceAll(s, "{"+k+"}", v)
	}
	return s
}

// fillZh prefers what was said in Chinese.
func (e *E) fillZh(s string) string {
	for k, v := range e.Args {
		if name, ok := strings.CutSuffix(k, zhOnly); ok {
			s = strings.ReplaceAll(s, "{"+name+"}", v)
		}
	}
	return e.fill(s)
}

const zhOnly = "@zh"

// As returns the E in err's chain, or nil.
func As(err error) *E {
	var e *E
	if errors.As(err, &e) {
		return e
	}
	return nil
}

// Is reports whether err is an occurrence of d.
func Is(err error, d *Definition) bool {
	e := As(err)
	return e != nil && e.Def == d
}
