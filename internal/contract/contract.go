package contract

import (
	"fmt"
	"time"

	"tillway/internal/contract/paper"
	"tillway/internal/kit/day"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
)

type contractKind struct{}

func (contractKind) Prefix() string { return "con" }

// ID identifies a contract.
type ID = id.Of[contractKind]

// Contract is an agreement and where it stands.
type Contract struct {
	ID            ID
	Number        string // CTyyyymmddnnnnnn
	MerchantID    string
	ApplicationID string
	DepositFen    int64
	MinimumFen    int64  // smallest payout
	Cutoff        string // of the business day, 23:00
	DraftedOn     day.Date
	ExpiresAt     time.Time // of the invitation; zero before it was sent
	EffectiveAt   time.Time // zero before
	EndedAt       time.Time
	Digest        string // SHA-256 of the document; empty before it was sent
	Clauses       []paper.Clause
	SuspendedFor  string // why, while suspended

	suspendedBy string // party, while suspended
	dataKey     []byte // seals the files and questions
	pos         flow.Pos
}

// Status returns where the contract is in its life.
func (c Contract) Status() string { return c.pos.Status.String() }

// Fee is a row of the annex, fixed at drafting.
type Fee struct {
	Product string // debit, credit, wechat, alipay
	PPM     money.Rate
	CapFen  int64 // −1: no cap
	MinFen  int64
}

// feeCodes are how the annex names the products.
var feeCodes = []struct{ product, code, zh string }{
	{"debit", "CARD_DEBIT", "银行卡借记卡"},
	{"credit", "CARD_CREDIT", "银行卡贷记卡"},
	{"wechat", "WECHAT", "微信支付"},
	{"alipay", "ALIPAY", "支付宝"},
}

func contractNumber(on day.Date, n int64) string { return fmt.Sprintf("CT%s%06d", on.Compact(), n) }

func capOf(fen int64) money.Amount {
	if fen < 0 {
		return money.NoCap
	}
	return money.FromFen(fen)
}

// Opened is when a clause was first read, and by whom.
type Opened struct {
	Clause string
	By     string
	At     time.Time
}

// Question is a question about a clause and its answer.
type Question struct {
	ID         string
	Clause     string
	Text       string
	Answer     string
	AskedBy    string
	AnsweredBy string
	Accepted   bool
	AskedAt    time.Time
	AnsweredAt time.Time

	sealedText, sealedAnswer []byte
}

// The kinds of file kept with a contract.
const (
	FilePDF               = "pdf"
	FileMerchantSignature = "merchant_signature"
	FileBankSignature     = "bank_signature"
	FileEvidence          = "evidence"
)

// File is a document of a contract: found by its digest, sealed on disk.
type File struct {
	Kind   string
	Digest string
	Size   int64
	At     time.Time
}
