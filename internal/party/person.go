package party

import (
	"strings"

	"tillway/internal/kit/id"
)

type partyKind struct{}

func (partyKind) Prefix() string { return "pty" }

// ID names a party.
type ID = id.Of[partyKind]

// Kind tells what sort of party it is.
type Kind string

// The kinds.
const (
	Natural  Kind = "natural"
	Legal    Kind = "legal"
	Prospect Kind = "prospect"
)

// The papers a party can be known by.
const (
	ResidentID = "resident_id" // 居民身份证
	USCC       = "uscc"        // 统一社会信用代码
)

// Person is a party in the clear. It exists in memory only.
type Person struct {
	Kind    Kind   `json:"kind"`
	Name    string `json:"name"`
	IDType  string `json:"id_type"` // ResidentID or USCC; taken from Kind when empty
	IDNo    string `json:"id_no"`
	Mobile  string `json:"mobile,omitempty"`
	Address string `json:"address,omitempty"`
	// Pinyin is the name in Latin letters when the person gave it; passwords
	// are checked against it.
	Pinyin string `json:"pinyin,omitempty"`
	// Verified says that the registry confirmed name and number together.
	Verified bool `json:"verified,omitempty"`
}

// String keeps a Person out of logs.
func (p Person) String() string { return string(p.Kind) + " " + MaskName(p.Name) }

// Masked is what everybody who sees the party may see.
type Masked struct {
	ID     ID     `json:"id"`
	Kind   Kind   `json:"kind"`
	Name   string `json:"name"`
	IDNo   string `json:"id_no"`
	Mobile string `json:"mobile"`
}

// normal returns the person as it is stored and compared.
func (p Person) normal() Person {
	if p.IDType == "" {
		p.IDType = map[Kind]string{Natural: ResidentID, Legal: USCC}[p.Kind]
	}
	p.Name, p.IDNo = strings.TrimSpace(p.Name), narrow(p.IDNo)
	if m, f := CheckMobile(p.Mobile); f == nil {
		p.Mobile = m
	}
	return p
}

func (p Person) masked(of ID) Masked {
	m := Masked{ID: of, Kind: p.Kind, Name: MaskName(p.Name), IDNo: MaskID(p.IDNo)}
	if p.Kind == Legal { // companies' names and codes are public
		m.Name, m.IDNo = p.Name, p.IDNo
	}
	if p.Mobile != "" {
		m.Mobile = MaskMobile(p.Mobile)
	}
	return m
}

// merge lays what is newly known over what was known. The bool is false when
// two typed-in names disagree.
func (p Person) merge(n Person) (Person, bool) {
	if n.Name != p.Name {
		if !n.Verified {
			return p, false
		}
		p.Name = n.Name
	}
	p.Verified = p.Verified || n.Verified
	for _, f := range []struct{ to, from *string }{{&p.Mobile, &n.Mobile}, {&p.Address, &n.Address}, {&p.Pinyin, &n.Pinyin}} {
		if *f.from != "" {
			*f.to = *f.from
		}
	}
	return p, true
}
