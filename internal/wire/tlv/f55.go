package tlv

// Tags of F55 in a request, in the order UnionPay terminals send them.
const (
	Cryptogram      Tag = 0x9F26
	CryptogramInfo  Tag = 0x9F27
	IssuerAppData   Tag = 0x9F10
	Unpredictable   Tag = 0x9F37
	TxnCounter      Tag = 0x9F36
	TVR             Tag = 0x95
	TxnDate         Tag = 0x9A
	TxnType         Tag = 0x9C
	AmountAuth      Tag = 0x9F02
	TxnCurrency     Tag = 0x5F2A
	AIP             Tag = 0x82
	TerminalCountry Tag = 0x9F1A
	AmountOther     Tag = 0x9F03
	TerminalCaps    Tag = 0x9F33

	CVMResults     Tag = 0x9F34
	TerminalType   Tag = 0x9F35
	DeviceSerial   Tag = 0x9F1E
	DedicatedFile  Tag = 0x84
	AppVersion     Tag = 0x9F09
	SequenceNumber Tag = 0x9F41
	CardProduct    Tag = 0x9F63
	ECashAuthCode  Tag = 0x9F74
	AuthResponse   Tag = 0x8A
	IssuerAuthData Tag = 0x91
	Script71       Tag = 0x71
	Script72       Tag = 0x72
	ScriptResult   Tag = 0xDF31
)

// RequestTags are those every chip request must carry.
var RequestTags = []Tag{
	Cryptogram, CryptogramInfo, IssuerAppData, Unpredictable, TxnCounter, TVR, TxnDate, TxnType,
	AmountAuth, TxnCurrency, AIP, TerminalCountry, AmountOther, TerminalCaps,
}

// MissingRequestTags returns the mandatory request tags that l lacks.
func MissingRequestTags(l List) []Tag {
	var out []Tag
	for _, t := range RequestTags {
		if _, ok := l.Get(t); !ok {
			out = append(out, t)
		}
	}
	return out
}

// CardData reports whether a tag's value must not be shown or kept: card
// number, track data, holder's name, expiry.
func CardData(t Tag) bool {
	switch t {
	case 0x5A, 0x57, 0x56, 0x5F20, 0x5F24, 0x5F25, 0x9F1F, 0x9F20, 0x9F6B, 0x9F0B:
		return true
	}
	return false
}
