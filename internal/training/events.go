package training

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
