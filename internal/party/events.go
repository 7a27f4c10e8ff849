package party

import "tillway/internal/kit/outbox"

// What the room tells.
var _ = outbox.Declare(
	outbox.Says(Registered{}, "登记了一位自然人或法人", "A party became known."),
	outbox.Says(Destroyed{}, "当事人的密钥已销毁，其资料不可再读", "A party's key is gone, and its values with it."),
)

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
