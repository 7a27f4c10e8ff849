package contract

import "tillway/internal/kit/outbox"

// What the room tells.
var _ = outbox.Declare(
	outbox.Says(SentOut{}, "合同已发出，待商户阅读签署", "A merchant is invited to read and sign."),
	outbox.Says(SignCode{}, "需要向签署人发送验证码（验证码不在事件中）", "A one-time code is to be sent to the signer; the code is not in the event."),
	outbox.Says(Asked{}, "商户对条款提问", "A merchant wants a clause explained before it signs."),
	outbox.Says(SignedByMerchant{}, "商户已签署，待机构会签", "The merchant has signed; the institution is next."),
	outbox.Says(SuspendedByUs{}, "机构暂停合同项下服务", "The institution stopped the service under a contract."),
	outbox.Says(Resumed{}, "合同项下服务恢复", "The service goes on."),
	outbox.Says(Effective{}, "合同生效", "A contract is in force."),
)

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
