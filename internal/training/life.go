package training

import "tillway/internal/kit/flow"

var life = flow.Draw("certificate").
	Genesis(Valid).
	Edge(Valid, "expire", Expired).
	Edge(Valid, "revoke", Revoked).
	End(Expired, Revoked).
	Seal()

// The statuses of a certificate.
const (
	Valid   = "valid"
	Expired = "expired"
	Revoked = "revoked"
)
