package merchant

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode"

	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/party"
)

type merchantKind struct{}

func (merchantKind) Prefix() string { return "mer" }

// ID names a merchant.
type ID = id.Of[merchantKind]

type storeKind struct{}

func (storeKind) Prefix() string { return "sto" }

// StoreID names a merchant's store.
type StoreID = id.Of[storeKind]

// Merchant is a shop after approval.
type Merchant struct {
	ID            ID         `json:"id"`
	MID           string     `json:"mid"`
	ApplicationID string     `json:"application_id"`
	Name          string     `json:"name"`       // as on the licence
	ShortName     string     `json:"short_name"` // as on receipts
	MCC           string     `json:"mcc"`
	Kind          string     `json:"kind"`
	USCC          string     `json:"uscc"`
	LegalParty    party.ID   `json:"legal_party_id"`
	RiskLevel     string     `json:"risk_level"`
	Status        string     `json:"status"`
	OpenedAt      time.Time  `json:"opened_at"`
	ActiveAt      *time.Time `json:"active_at,omitempty"` // first day of trade
	Products      []string   `json:"products"`
	Stores        []Store    `json:"stores"`
	Settlement    Settlement `json:"settlement"`

	pos flow.Pos
}

// Store is a place of business.
type Store struct {
	ID       StoreID `json:"id"`
	Name     string  `json:"name"`
	Province string  `json:"province"`
	City     string  `json:"city"`
	District string  `json:"district"`
	Detail   string  `json:"detail"`
	Lon      string  `json:"lon"` // decimal degrees as text: no arithmetic is done on them here
	Lat      string  `json:"lat"`
}

// Address is the store's address in one line.
func (s Store) Address() string { return s.Province + s.City + s.District + s.Detail }

// AddressKey is what two writings of the same address have in common: duplicate
// shops are found by it (acquiring-rules §1.7).
func (s Store) AddressKey() string {
	plain := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s.Address())
	sum := sha256.Sum256([]byte(plain))
	return hex.EncodeToString(sum[:])
}

// Settlement is what everybody may see of a settlement account.
type Settlement struct {
	Ref          AccountID `json:"ref"`
	Type         string    `json:"acct_type"`
	Last4        string    `json:"last4"`
	Bank         string    `json:"bank"`
	BankCode     string    `json:"bank_code"`
	HolderMasked string    `json:"holder"`
	Cycle        string    `json:"cycle"`
}

// Opening is what onboarding hands over at approval.
type Opening struct {
	ApplicationID string
	Code, Area    string // of the institution: the head of the number
	Name          string
	ShortName     string
	MCC           string
	Kind          string
	USCC          string
	LegalParty    party.ID
	RiskLevel     string
	Products      []string // debit, credit, wechat, alipay, preauth, refund
	Store         Store
	Account       SealedAccount
}

// Conditions of trade, in the order in which they are usually met.
const (
	Contract  = "contract"
	Deposit   = "deposit"
	Installed = "installed"
	Tested    = "tested"
	Trained   = "trained"
)

// Conditions lists the conditions of trade (S85).
var Conditions = []string{Contract, Deposit, Installed, Tested, Trained}

var conditionsZh = map[string]string{Contract: "合同", Deposit: "押金", Installed: "装机", Tested: "测试", Trained: "培训"}

// Named lists conditions for people.
func Named(conditions []string) (zh, en string) {
	var names []string
	for _, c := range conditions {
		names = append(names, conditionsZh[c])
	}
	return strings.Join(names, "、"), strings.Join(conditions, ", ")
}

// Condition is one of them and how it stands.
type Condition struct {
	Name string     `json:"name"`
	Met  bool       `json:"met"`
	Ref  string     `json:"ref"` // what met it, or why it was lost
	At   *time.Time `json:"at"`
}

// Functions that can be switched.
const (
	Sale    = "sale"
	Void    = "void"
	Refund  = "refund"
	Preauth = "preauth"
	WeChat  = "wechat"
	Alipay  = "alipay"
)

// Functions lists what can be switched (S102).
var Functions = []string{Sale, Void, Refund, Preauth, WeChat, Alipay}

// Switches says which functions are on.
type Switches map[string]bool

// firstSwitches are on after opening: what was applied for and the trade
// allows.
func (o Opening) firstSwitches() Switches {
	has := func(p string) bool {
		for _, x := range o.Products {
			if x == p {
				return true
			}
		}
		return false
	}
	trade, _ := TradeOf(o.MCC)
	return Switches{Sale: true, Void: true, Refund: has(Refund), Preauth: has(Preauth) && trade.Preauth, WeChat: has(WeChat), Alipay: has(Alipay)}
}
