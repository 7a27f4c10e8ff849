package terminal

import (
	_ "embed"
	"encoding/json"

	"tillway/internal/kit/day"
)

// Model is a kind of device and what it is made of. The options decide which
// steps of an installation apply (S56, S59).
type Model struct {
	Code          string   `json:"code"`
	NameZh        string   `json:"name_zh"`
	NameEn        string   `json:"name_en"`
	Kind          string   `json:"kind"` // fixed or mobile
	PhoneLine     bool     `json:"phone_line"`
	Ethernet      bool     `json:"ethernet"`
	WiFi          bool     `json:"wifi"`
	SIM           bool     `json:"sim"`
	Bluetooth     bool     `json:"bluetooth"`
	Scanner       bool     `json:"scanner"`
	PINPad        bool     `json:"pin_pad"` // a separate one, on a cable
	Printer       bool     `json:"printer"`
	Volts         int      `json:"volts"` // of the adapter plate
	Approval      string   `json:"approval"`
	ApprovalUntil day.Date `json:"approval_until"`
	Manual        string   `json:"manual"` // title and version of the manual handed over
}

//go:embed models.json
var modelsJSON []byte

var models = func() (m []Model) {
	if err := json.Unmarshal(modelsJSON, &m); err != nil {
		panic("terminal: models.json: " + err.Error())
	}
	return m
}()

// Models returns the catalogue.
func Models() []Model { return models }

// ModelOf returns a model by its code.
func ModelOf(code string) (Model, error) {
	for _, m := range models {
		if m.Code == code {
			return m, nil
		}
	}
	return Model{}, ErrModel.New()
}
