package errs

import (
	"fmt"
	"strings"
	"testing"
)

var errTest = Define("test.limit", Conflict, "余额 {a}", "balance {a}", "充值", "top up")

func TestOccurrenceFillsBothLanguages(t *testing.T) {
	err := fmt.Errorf("outer: %w", errTest.New("a", "12.00"))
	e := As(err)
	if e == nil || e.Zh() != "余额 12.00" || e.En() != "balance 12.00" || !Is(err, errTest) {
		t.Fatalf("got %+v", e)
	}
}

func TestDoubleDefinitionPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Fatal("a second definition was accepted")
		}
	}()
	Define("test.limit", Conflict, "甲", "a", "", "")
}

func TestFieldsNamesEachField(t *testing.T) {
	e := Fields(FieldFault{Path: "legal.id_no", Code: "ID_CHECK"}, FieldFault{Path: "mcc", Code: "E1"})
	if !strings.Contains(e.Error(), "legal.id_no: ID_CHECK") || e.Args["n"] != "2" {
		t.Fatal(e)
	}
}
