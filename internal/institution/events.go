package institution

import "tillway/internal/kit/id"

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
