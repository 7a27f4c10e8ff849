package training

import (
	_ "embed"
	"encoding/json"
	"slices"
)

// Course is a set of pages in both languages.
type Course struct {
	ID      string `json:"id"`
	NameZh  string `json:"name_zh"`
	NameEn  string `json:"name_en"`
	GoalZh  string `json:"goal_zh"`
	GoalEn  string `json:"goal_en"`
	Minutes int    `json:"minutes"`
	Pages   []Page `json:"pages"`
}

// Page is what is read at once.
type Page struct {
	TitleZh string `json:"title_zh"`
	TitleEn string `json:"title_en"`
	BodyZh  string `json:"body_zh"`
	BodyEn  string `json:"body_en"`
}

// Question is an entry of the bank.
type Question struct {
	ID      string   `json:"id"`
	Course  string   `json:"course"`
	Kind    string   `json:"kind"` // single, multiple, judge
	Zh      string   `json:"zh"`
	En      string   `json:"en"`
	Options []Option `json:"options"`
}

// Option is an answer to choose.
type Option struct {
	Zh    string `json:"zh"`
	En    string `json:"en"`
	Right bool   `json:"right"`
}

//go:embed courses.json
var coursesJSON []byte

//go:embed questions.json
var questionsJSON []byte

var (
	courses = load[Course]("courses.json", coursesJSON)
	bank    = load[Question]("questions.json", questionsJSON)
)

func load[T any](name string, data []byte) (list []T) {
	if err := json.Unmarshal(data, &list); err != nil {
		panic("training: " + name + ": " + err.Error())
	}
	return list
}

// Mandatory are the courses a cashier needs before the shop may trade.
var Mandatory = []string{"T1", "T3", "T4", "T5"}

// strict are the courses whose part of a paper is passed with 90 of 100.
var strict = []string{"T4", "T5"}

// Courses returns the catalogue.
func Courses() []Course { return courses }

// Bank returns every question with its answers, for those who teach.
func Bank() []Question { return bank }

func courseOf(id string) (Course, error) {
	i := slices.IndexFunc(courses, func(c Course) bool { return c.ID == id })
	if i < 0 {
		return Course{}, ErrCourse.New()
	}
	return courses[i], nil
}

func questionOf(id string) (Question, bool) {
	i := slices.IndexFunc(bank, func(q Question) bool { return q.ID == id })
	if i < 0 {
		return Question{}, false
	}
	return bank[i], true
}
