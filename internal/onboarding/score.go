package onboarding

import (
	"slices"

	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/merchant"
	"tillway/internal/party"
)

// score is the entry grading (入网评分, acquiring-rules §1.8): 0 to 100, higher
// is riskier. Its factors are those known from the form.
func score(g institution.Grading, kind string, f Form, on day.Date) int64 {
	n := g.Kind[kind] + tradePoints(g, f.Base.MCC)
	if start, err := day.Parse(f.License.Start); err == nil {
		for _, l := range g.Licence {
			if on.DaysSince(start) < l.UnderDays {
				n += l.Points
				break
			}
		}
	}
	if card, fault := party.CheckID(f.Legal.IDNo, on, party.AgeLegalRep); fault == nil {
		if age := party.AgeOn(card.Born, on); age < g.Legal.Under || age > g.Legal.Over {
			n += g.Legal.Points
		}
	}
	if f.Settle.AcctType == merchant.Personal {
		n += g.Personal
	}
	return n
}

func tradePoints(g institution.Grading, mcc string) int64 {
	for _, class := range g.MCC {
		if slices.Contains(class.Codes, mcc) {
			return class.Points
		}
	}
	return g.OtherMCC
}
