package training

import "tillway/internal/kit/outbox"

// What the room tells.
var _ = outbox.Declare(
	outbox.Says(Certified{}, "考试通过，证书已签发", "A person passed the exam."),
	outbox.Says(Lapsed{}, "证书失效", "A certificate no longer holds."),
)

// Certified says that a person passed the exam.
type Certified struct {
	MerchantID  string `json:"merchant_id"`
	UserID      string `json:"user_id"`
	Certificate string `json:"certificate"`
	ExpiresOn   string `json:"expires_on"`
}

// Topic implements outbox.Event.
func (Certified) Topic() string { return "training.certified.v1" }

// Lapsed says that a certificate no longer holds.
type Lapsed struct {
	MerchantID  string `json:"merchant_id"`
	UserID      string `json:"user_id"`
	Certificate string `json:"certificate"`
	Status      string `json:"status"`
}

// Topic implements outbox.Event.
func (Lapsed) Topic() string { return "training.lapsed.v1" }
