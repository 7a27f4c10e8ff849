package flow

import (
	"fmt"
	"regexp"
	"sort"
	"sync"

	"tillway/internal/kit/errs"
)

// Errors of a life, for the person who asked for the step.
var (
	ErrIllegal = errs.Define("life.illegal", errs.Conflict,
		"当前状态“{status}”不能执行“{event}”（{life}）。", "A {life} that is {status} cannot {event}.",
		"刷新后查看当前状态与可执行的操作。", "Reload to see the present status and what can be done.")
	ErrRaced = errs.Define("life.raced", errs.Conflict,
		"该{life}刚被他人处理过，本次没有执行。", "Somebody else has just moved this {life} on; nothing was done.",
		"刷新后再试。", "Reload and try again.")
)

// State is a status that a Life has given out.
type State struct {
	name string
	of   *Life
}

// String returns the status as the tables store it.
func (s State) String() string { return s.name }

// Is reports whether the status is the named one.
func (s State) Is(name string) bool { return s.name == name }

// Pos is where a noun stands in its life: the status and the number of the
// step that led to it.
type Pos struct {
	Status State
	Step   int64
}

// Edge is a drawn step.
type Edge struct{ From, Event, To string }

// Life is a sealed drawing.
type Life struct {
	name    string
	genesis string
	edges   []Edge
	next    map[[2]string]string // from, event → to
	states  map[string]bool
	ends    map[string]bool
}

// Drawing is a life being drawn; Seal makes it one.
type Drawing struct{ l *Life }

// Draw begins the drawing of a life. The name is the noun's word.
func Draw(name string) *Drawing {
	return &Drawing{&Life{name: name, next: map[[2]string]string{}, states: map[string]bool{}, ends: map[string]bool{}}}
}

// Genesis names the status a life begins with.
func (d *Drawing) Genesis(status string) *Drawing {
	d.must(d.l.genesis == "", "two beginnings, %s and %s", d.l.genesis, status)
	d.l.genesis = status
	d.l.states[status] = true
	return d
}

// Edge draws a step.
func (d *Drawing) Edge(from, event, to string) *Drawing {
	key := [2]string{from, event}
	_, dup := d.l.next[key]
	d.must(!dup, "%s of %s is ambiguous", event, from)
	d.must(isWord(from) && isWord(event) && isWord(to), "%q %q %q are not all snake_case words", from, event, to)
	d.l.next[key] = to
	d.l.edges = append(d.l.edges, Edge{from, event, to})
	d.l.states[from], d.l.states[to] = true, true
	return d
}

// End declares statuses that nothing leads out of.
func (d *Drawing) End(statuses ...string) *Drawing {
	for _, s := range statuses {
		d.l.ends[s] = true
	}
	return d
}

// Seal checks the drawing and enters it into the registry. A fault is a
// programming error and panics at start.
func (d *Drawing) Seal() *Life {
	l := d.l
	d.must(isWord(l.name), "its name is not a snake_case word")
	d.must(l.genesis != "", "no beginning")
	sort.Slice(l.edges, func(i, j int) bool {
		a, b := l.edges[i], l.edges[j]
		return a.From < b.From || a.From == b.From && a.Event < b.Event
	})
	reached, leaves := l.walk(), map[string]bool{}
	for _, e := range l.edges {
		leaves[e.From] = true
	}
	for s := range l.states {
		d.must(reached[s], "%s cannot be reached", s)
		d.must(leaves[s] || l.ends[s], "%s is a dead end that was not declared", s)
	}
	for s := range l.ends {
		d.must(l.states[s], "its end %s does not occur", s)
		d.must(!leaves[s], "its end %s goes on", s)
	}
	register(l)
	return l
}

// walk returns the statuses that can be reached from the beginning.
func (l *Life) walk() map[string]bool {
	reached := map[string]bool{l.genesis: true}
	for grown := true; grown; {
		grown = false
		for _, e := range l.edges {
			if reached[e.From] && !reached[e.To] {
				reached[e.To], grown = true, true
			}
		}
	}
	return reached
}

func (d *Drawing) must(ok bool, format string, args ...any) {
	if !ok {
		panic("flow: the life of " + d.l.name + ": " + fmt.Sprintf(format, args...))
	}
}

var word = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

func isWord(s string) bool { return word.MatchString(s) }

var (
	mu    sync.Mutex
	lives = map[string]*Life{}
)

func register(l *Life) {
	mu.Lock()
	defer mu.Unlock()
	if lives[l.name] != nil {
		panic("flow: two lives of " + l.name)
	}
	lives[l.name] = l
}

// All returns every life drawn in the program, by name.
func All() []*Life {
	mu.Lock()
	defer mu.Unlock()
	out := make([]*Life, 0, len(lives))
	for _, l := range lives {
		out = append(out, l)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].name < out[j].name })
	return out
}

// Name returns the life's noun.
func (l *Life) Name() string { return l.name }

// Genesis returns the status the life begins with.
func (l *Life) Genesis() string { return l.genesis }

// Edges returns the drawing, sorted.
func (l *Life) Edges() []Edge { return append([]Edge(nil), l.edges...) }

// Ended reports whether nothing leads out of the position.
func (l *Life) Ended(at Pos) bool { return at.Status.of == l && l.ends[at.Status.name] }

// Events returns what can happen at a position, sorted.
func (l *Life) Events(at Pos) []string {
	var out []string
	for _, e := range l.edges {
		if at.Status.of == l && e.From == at.Status.name {
			out = append(out, e.Event)
		}
	}
	return out
}

// Peek tells where event would lead from at, or ErrIllegal.
func (l *Life) Peek(at Pos, event string) (State, error) {
	to, ok := l.next[[2]string{at.Status.name, event}]
	if !ok || at.Status.of != l {
		return State{}, ErrIllegal.New("life", l.name, "status", at.Status.name, "event", event)
	}
	return State{to, l}, nil
}

// At gives a loaded row its position. It is for the loaders in store.go alone
// (arch test). A status that is not drawn leads nowhere.
func (l *Life) At(status string, step int64) Pos {
	s := State{name: status}
	if l.states[status] {
		s.of = l
	}
	return Pos{Status: s, Step: step}
}
