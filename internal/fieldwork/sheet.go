package fieldwork

import (
	"strings"

	"tillway/internal/contract"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/terminal"
)

// sheet is the form of an order as it stands: which steps and cases apply and
// which of them have passed.
type sheet struct {
	limits  Limits
	items   []Item
	names   []string // of the cases that apply
	answers map[int]Answer
	cases   map[string]Case
}

func load(q store.Q, inst id.Institution, o Order, m terminal.Model, plan contract.Plan) (sheet, error) {
	limits, err := limitsOf(q, inst, o)
	if err != nil {
		return sheet{}, err
	}
	s := sheet{limits: limits, items: Checklist(m, limits), names: applicable(plan), answers: map[int]Answer{}, cases: map[string]Case{}}
	as, err := answers(q, inst, o.ID)
	if err != nil {
		return sheet{}, err
	}
	for _, a := range as {
		s.answers[a.Item] = a
	}
	cs, err := cases(q, inst, o.ID)
	for _, c := range cs {
		s.cases[c.Name] = c
	}
	return s, err
}

// applicable lists the cases of a merchant: wallets only where the signed plan
// has them.
func applicable(plan contract.Plan) []string {
	var names []string
	for _, it := range checklist {
		for _, name := range it.Cases {
			product, _, _ := strings.Cut(name, "_")
			if product == "wechat" || product == "alipay" {
				if _, ok := plan.Rows[product]; !ok {
					continue
				}
			}
			names = append(names, name)
		}
	}
	return names
}

func (s sheet) has(name string) bool {
	for _, n := range s.names {
		if n == name {
			return true
		}
	}
	return false
}

func (s sheet) item(no int) (Item, bool) {
	for _, it := range s.items {
		if it.No == no {
			return it, true
		}
	}
	return Item{}, false
}

// passed tells whether a step counts as done.
func (s sheet) passed(it Item) bool {
	if len(it.Cases) == 0 {
		return s.answers[it.No].Passed
	}
	for _, name := range it.Cases {
		if s.has(name) && !s.cases[name].Passed {
			return false
		}
	}
	return true
}

// openBefore returns the first step that is open in the stages before one, or 0.
func (s sheet) openBefore(stage string) int { return s.openUpTo(stageIndex(stage) - 1) }

// openUpTo returns the first open step of the stages up to a number, or 0.
func (s sheet) openUpTo(stage int) int {
	for _, it := range s.items {
		if stageIndex(it.Stage) <= stage && !s.passed(it) {
			return it.No
		}
	}
	return 0
}

// installed tells whether everything before the first test payment has passed.
func (s sheet) installed() bool { return s.openUpTo(stageIndex(installedAfter)) == 0 }

// open returns the first step that is open, or 0.
func (s sheet) open() int { return s.openUpTo(len(stages)) }

// anyFailed tells whether a case failed and has not passed since.
func (s sheet) anyFailed() bool {
	for _, c := range s.cases {
		if !c.Passed {
			return true
		}
	}
	return false
}
