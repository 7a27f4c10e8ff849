package training

import "slices"

// paper is which questions were asked and in which order their options were
// shown: Order[i] is the option of the bank shown as the i-th.
type paper []paperItem

type paperItem struct {
	Question string `json:"q"`
	Order    []int  `json:"o"`
}

// draw makes a paper of so many questions, as many of each mandatory course,
// all shuffled. pick(n) returns a number in [0, n).
func draw(questions int, pick func(n int) int) paper {
	var p paper
	for _, c := range Mandatory {
		var own []string
		for _, q := range bank {
			if q.Course == c {
				own = append(own, q.ID)
			}
		}
		shuffle(own, pick)
		for _, id := range own[:min(len(own), questions/len(Mandatory))] {
			q, _ := questionOf(id)
			order := make([]int, len(q.Options))
			for i := range order {
				order[i] = i
			}
			shuffle(order, pick)
			p = append(p, paperItem{id, order})
		}
	}
	shuffle(p, pick)
	return p
}

// shuffle is Fisher and Yates'.
func shuffle[T any](s []T, pick func(n int) int) {
	for i := len(s) - 1; i > 0; i-- {
		j := pick(i + 1)
		s[i], s[j] = s[j], s[i]
	}
}

// Asked is a question as the candidate sees it: options by letter, no answer.
type Asked struct {
	ID      string        `json:"id"`
	Course  string        `json:"course"`
	Kind    string        `json:"kind" enum:"single,multiple,judge"`
	Zh      string        `json:"zh"`
	En      string        `json:"en"`
	Options []AskedOption `json:"options"`
}

// AskedOption is an option under the letter it is shown with.
type AskedOption struct {
	Letter string `json:"letter"`
	Zh     string `json:"zh"`
	En     string `json:"en"`
}

func (p paper) show() []Asked {
	out := make([]Asked, 0, len(p))
	for _, item := range p {
		q, ok := questionOf(item.Question)
		if !ok {
			continue
		}
		a := Asked{ID: q.ID, Course: q.Course, Kind: q.Kind, Zh: q.Zh, En: q.En}
		for i, o := range item.Order {
			a.Options = append(a.Options, AskedOption{letter(i), q.Options[o].Zh, q.Options[o].En})
		}
		out = append(out, a)
	}
	return out
}

func letter(i int) string { return string(rune('A' + i)) }

// Result is a graded paper.
type Result struct {
	Score       int      `json:"score"`
	StrictScore int      `json:"strict_score" doc:"score of the part made of T4 and T5"`
	Passed      bool     `json:"passed"`
	Wrong       []string `json:"wrong" doc:"ids of the questions answered wrongly"`
}

// grade compares the chosen letters with the right ones; a multiple choice is
// right only when complete.
func (p paper) grade(rules Rules, answers map[string][]string) Result {
	r := Result{Wrong: []string{}}
	right, strictRight, strictAll := 0, 0, 0
	for _, item := range p {
		q, ok := questionOf(item.Question)
		if !ok {
			continue
		}
		good := sameLetters(item.rightLetters(q), answers[q.ID])
		isStrict := slices.Contains(strict, q.Course)
		if isStrict {
			strictAll++
		}
		switch {
		case !good:
			r.Wrong = append(r.Wrong, q.ID)
		case isStrict:
			right, strictRight = right+1, strictRight+1
		default:
			right++
		}
	}
	r.Score, r.StrictScore = percent(right, len(p)), percent(strictRight, strictAll)
	r.Passed = r.Score >= rules.PassPercent && r.StrictScore >= rules.StrictPercent
	return r
}

func (i paperItem) rightLetters(q Question) (out []string) {
	for shown, o := range i.Order {
		if q.Options[o].Right {
			out = append(out, letter(shown))
		}
	}
	return out
}

func sameLetters(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, slices.Compact(b))
}

func percent(n, of int) int {
	if of == 0 {
		return 0
	}
	return 100 * n / of
}
