package institution

import (
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
)

// What the room tells.
var _ = outbox.Declare(
	outbox.Says(Enabled{}, "机构开始受理业务", "An institution takes business."),
	outbox.Says(ParamChanged{}, "参数自某日起有新值", "A parameter has a new value from a date on."),
)

// Enabled says that an institution takes business.
type Enabled struct {
	InstitutionID id.Institution `json:"institution_id"`
}

// Topic implements outbox.Event.
func (Enabled) Topic() string { return "institution.enabled.v1" }

// ParamChanged says that a parameter has a new value from a date on.
type ParamChanged struct {
	Name    string `json:"name"`
	Version int64  `json:"version"`
	From    string `json:"from"`
}

// Topic implements outbox.Event.
func (ParamChanged) Topic() string { return "institution.param_changed.v1" }
