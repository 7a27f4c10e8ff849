package party

// Registered says that a party became known.
type Registered struct {
	PartyID ID   `json:"party_id"`
	Kind    Kind `json:"kind"`
}

// Topic implements outbox.Event.
func (Registered) Topic() string { return "party.registered.v1" }

// Destroyed says that a party's key is gone and its values with it.
type Destroyed struct {
	PartyID ID `json:"party_id"`
}

// Topic implements outbox.Event.
func (Destroyed) Topic() string { return "party.destroyed.v1" }
