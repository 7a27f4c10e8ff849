package institution

import (
	"bytes"
	"encoding/json"

	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// Grading is how an applicant is graded from 0 to 100, higher being riskier
// (入网评分, acquiring-rules §1.8).
type Grading struct {
	Kind     map[string]int64 `json:"kind"`
	MCC      []MCCClass       `json:"mcc"`       // a trade that is in none has the other points
	OtherMCC int64            `json:"other_mcc"` //
	Licence  []LicenceAge     `json:"licence"`   // the first that fits
	Legal    LegalAge         `json:"legal"`
	Personal int64            `json:"personal"` // money goes to a person's account
	Medium   int64            `json:"medium"`   // from here on grade M
	High     int64            `json:"high"`     // from here on grade H
}

// MCCClass is a class of trades.
type MCCClass struct {
	Points int64    `json:"points"`
	Codes  []string `json:"codes"`
}

// LicenceAge grades a young licence.
type LicenceAge struct {
	UnderDays int   `json:"under_days"`
	Points    int64 `json:"points"`
}

// LegalAge grades the age of the legal representative.
type LegalAge struct {
	Under  int   `json:"under"`
	Over   int   `json:"over"`
	Points int64 `json:"points"`
}

// Level is the grade of a score: low, medium, high.
func (g Grading) Level(score int64) string {
	switch {
	case score < g.Medium:
		return "L"
	case score < g.High:
		return "M"
	}
	return "H"
}

// GradingOn returns the grading that holds on a date.
func GradingOn(q store.Q, inst id.Institution, date day.Date) (g Grading, err error) {
	r := On(q, inst, date)
	r.JSON("grading.entry", &g)
	return g, r.Err()
}

func isGrading(value string) bool {
	dec := json.NewDecoder(bytes.NewReader([]byte(value)))
	dec.DisallowUnknownFields()
	var g Grading
	return dec.Decode(&g) == nil && len(g.Kind) > 0 && 0 < g.Medium && g.Medium < g.High && g.Legal.Under < g.Legal.Over
}

var gradingSpecs = []Spec{
	{Name: "grading.entry", Unit: JSON, Zh: "入网评分的分值与分级", En: "Points and grades of the entry score", Source: "acquiring-rules §1.8 [P]", check: isGrading,
		Default: `{"kind":{"IND":5,"MICRO":12},` +
			`"mcc":[{"points":0,"codes":["5411","4900","8211","8220","8062","8351"]},` +
			`{"points":15,"codes":["5944","5816","4814","5933","4722","6513","5039","5051","5065","8398"]}],"other_mcc":5,` +
			`"licence":[{"under_days":90,"points":12},{"under_days":365,"points":6}],` +
			`"legal":{"under":20,"over":65,"points":4},"personal":6,"medium":25,"high":50}`},
}
