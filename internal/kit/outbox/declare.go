package outbox

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// Declaration is an event as the reference tells it. Rooms declare what they
// emit; an event that is not declared is not emitted.
type Declaration struct {
	Topic  string
	Zh, En string
	Fields []Field
}

// Field is a member of an event's body.
type Field struct {
	Name     string
	Type     string // of JSON: string, integer, boolean, time, list, object
	Optional bool
}

var declared = struct {
	sync.Mutex
	topics map[string]Declaration
}{topics: map[string]Declaration{}}

var topicForm = regexp.MustCompile(`^[a-z]+\.[a-z0-9_]+\.v[0-9]+$`)

// Says declares an event and what it says. Topics are unique and lasting.
func Says(ev Event, zh, en string) Declaration {
	return Declaration{Topic: ev.Topic(), Zh: zh, En: en, Fields: fieldsOf(reflect.TypeOf(ev))}
}

// Declare registers what a room emits; a bad declaration is a programming
// error. It returns true, so that a package can do it in a var.
func Declare(list ...Declaration) bool {
	declared.Lock()
	defer declared.Unlock()
	for _, d := range list {
		if _, twice := declared.topics[d.Topic]; twice || !topicForm.MatchString(d.Topic) || d.Zh == "" || d.En == "" {
			panic("outbox: bad declaration of " + d.Topic)
		}
		declared.topics[d.Topic] = d
	}
	return true
}

// Declarations returns every event of the house, by topic.
func Declarations() []Declaration {
	declared.Lock()
	defer declared.Unlock()
	out := make([]Declaration, 0, len(declared.topics))
	for _, d := range declared.topics {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b Declaration) int { return strings.Compare(a.Topic, b.Topic) })
	return out
}

func mustBeDeclared(topic string) error {
	declared.Lock()
	defer declared.Unlock()
	if _, known := declared.topics[topic]; !known {
		return fmt.Errorf("outbox: event %s is not declared", topic)
	}
	return nil
}

// Wants tells whether a subscription takes a topic.
func (s Subscription) Wants(topic string) bool { return matches(s.Topics, topic) }

// fieldsOf lists the members of a struct as JSON has them.
func fieldsOf(t reflect.Type) (out []Field) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-":
		case f.Anonymous && name == "":
			out = append(out, fieldsOf(f.Type)...)
		default:
			out = append(out, Field{Name: name, Type: jsonType(f.Type), Optional: strings.Contains(rest, "omitempty")})
		}
	}
	return out
}

func jsonType(t reflect.Type) string {
	if t == reflect.TypeFor[time.Time]() {
		return "time"
	}
	switch t.Kind() {
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int32, reflect.Int64:
		return "integer"
	case reflect.Slice:
		return "list of " + jsonType(t.Elem())
	case reflect.Pointer:
		return jsonType(t.Elem())
	case reflect.Map:
		return "object"
	}
	return "string" // identifiers, dates and names
}
