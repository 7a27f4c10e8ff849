package contract

// SentOut says that a merchant is invited to read and sign.
type SentOut struct {
	ContractID ID     `json:"contract_id"`
	Number     string `json:"number"`
	MerchantID string `json:"merchant_id"`
	ExpiresAt  string `json:"expires_at"`
}

// Topic implements outbox.Event.
func (SentOut) Topic() string { return "contract.sent.v1" }

// SignCode says that a one-time code is to be sent to the signer. The code is
// not in the event; the sender asks for it (Service.SignCode).
type SignCode struct {
	ContractID ID     `json:"contract_id"`
	MerchantID string `json:"merchant_id"`
	Minutes    int    `json:"minutes"`
}

// Topic implements outbox.Event.
func (SignCode) Topic() string { return "contract.sign_code.v1" }

// Asked says that a merchant wants a clause explained before it signs.
type Asked struct {
	ContractID ID     `json:"contract_id"`
	MerchantID string `json:"merchant_id"`
	Clause     string `json:"clause"`
}

// Topic implements outbox.Event.
func (Asked) Topic() string { return "contract.asked.v1" }

// SignedByMerchant says that the merchant has signed: the bank is next.
type SignedByMerchant struct {
	ContractID ID     `json:"contract_id"`
	Number     string `json:"number"`
	MerchantID string `json:"merchant_id"`
}

// Topic implements outbox.Event.
func (SignedByMerchant) Topic() string { return "contract.signed.v1" }

// SuspendedByUs says that the institution stopped the service under a contract.
type SuspendedByUs struct {
	ContractID ID     `json:"contract_id"`
	Number     string `json:"number"`
	MerchantID string `json:"merchant_id"`
}

// Topic implements outbox.Event.
func (SuspendedByUs) Topic() string { return "contract.suspended.v1" }

// Resumed says that the service goes on.
type Resumed struct {
	ContractID ID     `json:"contract_id"`
	Number     string `json:"number"`
	MerchantID string `json:"merchant_id"`
}

// Topic implements outbox.Event.
func (Resumed) Topic() string { return "contract.resumed.v1" }

// Effective says that a contract is in force.
type Effective struct {
	ContractID ID     `json:"contract_id"`
	Number     string `json:"number"`
	MerchantID string `json:"merchant_id"`
	DepositFen int64  `json:"deposit_fen"`
}

// Topic implements outbox.Event.
func (Effective) Topic() string { return "contract.effective.v1" }
