package api

import (
	"context"
	"reflect"
	"strings"
	"sync"

	"tillway/internal/audit"
	"tillway/internal/identity"
	"tillway/internal/kit/store"
)

// A field tagged who:"By" is filled with the display name of the user whose id
// stands in the field By beside it. The program's own acts ("system:…") and
// ids of nobody stay without a name. It is done in one place, so that no room
// can forget to mask.

// nameEveryone fills the tagged fields of an answer, for its reader.
func (s *Server) nameEveryone(ctx context.Context, by audit.Actor, answer any) error {
	v := reflect.ValueOf(answer)
	if !namesPeople(v.Type().Elem()) {
		return nil
	}
	ids := map[string]bool{}
	walkNamed(v, func(id string, _ reflect.Value) { ids[id] = true })
	if len(ids) == 0 {
		return nil
	}
	var wanted []string
	for id := range ids {
		wanted = append(wanted, id)
	}
	var names map[string]identity.Name
	err := s.DB.Read(ctx, func(q store.Q) (err error) {
		names, err = identity.Names(q, by.Institution, wanted)
		return err
	})
	if err != nil {
		return err
	}
	walkNamed(v, func(id string, field reflect.Value) {
		if n, known := names[id]; known {
			field.SetString(n.For(by))
		}
	})
	return nil
}

// walkNamed calls visit for each tagged field whose neighbour names a user.
func walkNamed(v reflect.Value, visit func(id string, field reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			walkNamed(v.Elem(), visit)
		}
	case reflect.Slice:
		if namesPeople(v.Type().Elem()) {
			for i := range v.Len() {
				walkNamed(v.Index(i), visit)
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if of := f.Tag.Get("who"); of != "" {
				if id := v.FieldByName(of).String(); strings.HasPrefix(id, "usr_") {
					visit(id, v.Field(i))
				}
			} else if namesPeople(f.Type) {
				walkNamed(v.Field(i), visit)
			}
		}
	}
}

var namesPeopleOf sync.Map // reflect.Type → bool

// namesPeople tells whether a type holds a tagged field at any depth.
func namesPeople(t reflect.Type) bool {
	if known, ok := namesPeopleOf.Load(t); ok {
		return known.(bool)
	}
	namesPeopleOf.Store(t, false) // a type within itself ends here
	found := false
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		found = namesPeople(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			found = found || f.Tag.Get("who") != "" || (f.IsExported() || f.Anonymous) && namesPeople(f.Type)
		}
	}
	namesPeopleOf.Store(t, found)
	return found
}
