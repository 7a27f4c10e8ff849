package onboarding

import (
	"strings"

	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/merchant"
	"tillway/internal/party"
)

// livelihood and watchful are the classes of trades of the entry score.
const (
	livelihood = "5411 4900 8211 8220 8062 8351"
	watchful   = "5944 5816 4814 5933 4722 6513 5039 5051 5065 8398"
)

// score is the entry grading (入网评分, acquiring-rules §1.8): 0 to 100, higher
// is riskier. Its factors are those known from the form.
func score(kind string, f Form, on day.Date) int64 {
	n := map[string]int64{institution.SoleTrader: 5, institution.Micro: 12}[kind]
	switch mcc := f.Base.MCC; {
	case strings.Contains(livelihood, mcc):
	case strings.Contains(watchful, mcc):
		n += 15
	default:
		n += 5
	}
	if start, err := day.Parse(f.License.Start); err == nil {
		switch age := on.DaysSince(start); {
		case age < 90:
			n += 12
		case age < 365:
			n += 6
		}
	}
	if card, fault := party.CheckID(f.Legal.IDNo, on, party.AgeLegalRep); fault == nil {
		if age := party.AgeOn(card.Born, on); age < 20 || age > 65 {
			n += 4
		}
	}
	if f.Settle.AcctType == merchant.Personal {
		n += 6
	}
	return n
}

// level is the grade of a score: low, middle, high.
func level(score int64) string {
	switch {
	case score < 25:
		return "L"
	case score < 50:
		return "M"
	}
	return "H"
}
