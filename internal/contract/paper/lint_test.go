package paper

import (
	"slices"
	"strings"
	"testing"
)

func TestS039_StandardAgreementIsComplete(t *testing.T) {
	clauses := StandardClauses()
	if gaps := Lint(clauses); gaps != nil {
		t.Fatalf("the standard agreement lacks %+v", gaps)
	}
	if len(clauses) != 12 || len(MandatoryItems()) != 12 {
		t.Fatalf("%d clauses, %d items", len(clauses), len(MandatoryItems()))
	}
	for _, c := range clauses {
		if c.TitleZh == "" || c.TitleEn == "" || c.SummaryZh == "" || c.SummaryEn == "" {
			t.Errorf("%s: title or summary is missing in a language", c.ID)
		}
		if m := MissingGlyphs(c.TitleZh + c.BodyZh + c.SummaryZh + c.TitleEn + c.SummaryEn); m != nil {
			t.Errorf("%s cannot be printed: %v", c.ID, m)
		}
	}
	for _, id := range []string{"settlement", "fees", "merchant", "risk", "general"} {
		i := slices.IndexFunc(clauses, func(c Clause) bool { return c.ID == id })
		if !clauses[i].Key {
			t.Errorf("%s must be highlighted", id)
		}
	}
}

func TestS039_RemovingAnyItemIsNoticed(t *testing.T) {
	for i, removed := range StandardClauses() {
		gaps := Lint(slices.Delete(StandardClauses(), i, i+1))
		if len(gaps) != 1 || gaps[0].Item.ID != removed.ID || !slices.Equal(gaps[0].Words, gaps[0].Item.Words) {
			t.Errorf("without %s: %+v", removed.ID, gaps)
		}
	}
}

func TestS039_RemovingAnyWordIsNoticed(t *testing.T) {
	for _, item := range MandatoryItems() {
		for _, word := range item.Words {
			clauses := StandardClauses()
			i := slices.IndexFunc(clauses, func(c Clause) bool { return c.ID == item.ID })
			clauses[i].BodyZh = strings.ReplaceAll(clauses[i].BodyZh, word, "某")
			gaps := Lint(clauses)
			if len(gaps) != 1 || gaps[0].Item.ID != item.ID || !slices.Contains(gaps[0].Words, word) {
				t.Errorf("%s without %q: %+v", item.ID, word, gaps)
			}
		}
	}
}

// An item may be spread over several clauses.
func TestS039_ItemInParts(t *testing.T) {
	clauses := StandardClauses()
	i := slices.IndexFunc(clauses, func(c Clause) bool { return c.ID == "general" })
	whole := clauses[i]
	cut := strings.Index(whole.BodyZh, "12.4")
	first, second := whole, whole
	first.ID, first.BodyZh = "general.liability", whole.BodyZh[:cut]
	second.ID, second.BodyZh = "general.termination", whole.BodyZh[cut:]
	clauses = append(clauses[:i], first, second)
	if gaps := Lint(clauses); gaps != nil {
		t.Errorf("%+v", gaps)
	}
	second.ID = "generalities"
	clauses[len(clauses)-1] = second
	if gaps := Lint(clauses); len(gaps) != 1 {
		t.Error("another item's clause was counted")
	}
}
