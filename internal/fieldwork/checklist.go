package fieldwork

import (
	_ "embed"
	"encoding/json"
	"regexp"
	"strconv"

	"tillway/internal/terminal"
)

// Item is a step of the installation form.
type Item struct {
	No    int      `json:"no"`
	Stage string   `json:"stage"`
	Zh    string   `json:"zh"`
	En    string   `json:"en"`
	Kind  string   `json:"kind"`           // yes, signal, volts, seconds, iccid, pairing, tusn, text, cases
	Need  string   `json:"need,omitempty"` // the part of the device without which the step does not apply
	FixZh string   `json:"fix_zh"`
	FixEn string   `json:"fix_en"`
	Cases []string `json:"cases,omitempty"`
}

//go:embed checklist.json
var checklistJSON []byte

var checklist = func() (items []Item) {
	if err := json.Unmarshal(checklistJSON, &items); err != nil {
		panic("fieldwork: checklist.json: " + err.Error())
	}
	return items
}()

// Checklist returns the steps that apply to a model, in order, worded with
// their limits.
func Checklist(m terminal.Model, l Limits) (out []Item) {
	for _, it := range checklist {
		if it.applies(m) {
			it.Zh, it.En = l.word(it.Zh), l.word(it.En)
			out = append(out, it)
		}
	}
	return out
}

func (it Item) applies(m terminal.Model) bool {
	switch it.Need {
	case "phone_line":
		return m.PhoneLine
	case "lan":
		return m.Ethernet || m.WiFi
	case "sim":
		return m.SIM
	case "bluetooth":
		return m.Bluetooth
	case "scanner":
		return m.Scanner
	case "printer":
		return m.Printer
	}
	return true
}

// stages are the order of work; a stage begins when those before it passed.
var stages = []string{"site", "cabling", "peripherals", "security", "function", "handover"}

// installedAfter is the last stage before the first test payment.
const installedAfter = "security"

func stageIndex(stage string) int {
	for i, s := range stages {
		if s == stage {
			return i
		}
	}
	return -1
}

// NeedsValue tells whether a tick alone says nothing.
func (it Item) NeedsValue() bool {
	switch it.Kind {
	case "signal", "volts", "seconds", "iccid", "pairing", "tusn", "text":
		return true
	}
	return false
}

var iccidForm = regexp.MustCompile(`^89[0-9]{16,18}$`)

// judge decides whether an answer passes: the tick counts only where nothing
// can be measured. The second result is false when the value is not one.
func (it Item) judge(t terminal.Terminal, m terminal.Model, l Limits, ticked bool, value string) (passed, valid bool) {
	if !it.NeedsValue() {
		return ticked, true
	}
	switch it.Kind {
	case "text":
		return ticked && value != "", value != ""
	case "tusn":
		return ticked && value == t.TUSN, value != ""
	case "iccid":
		return ticked && iccidForm.MatchString(value), value != ""
	case "pairing":
		return ticked && value != "0000", value != ""
	}
	n, err := strconv.Atoi(value)
	if err != nil {
		return false, false
	}
	return ticked && l.allow(it.Kind, m, n), true
}

// kept is what of the value is stored: a pairing code is a secret.
func (it Item) kept(value string) string {
	if it.Kind == "pairing" {
		return "****"
	}
	return value
}
