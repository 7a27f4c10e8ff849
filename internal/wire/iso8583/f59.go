package iso8583

import (
	"fmt"
	"strconv"
)

// Tags of F59 on the UnionPay terminal link.
const (
	TagSM4PIN   = "A1" // SM4 PIN block, 16 bytes
	TagTerminal = "A2" // terminal information, nested
	TagQRCode   = "A3" // the customer's payment code
	TagVoucher  = "A4" // voucher number of a code payment
	TagLocation = "A5" // location, nested
)

// Private is one element of F59: a tag of two characters, a length of three
// decimal characters, a value.
type Private struct {
	Tag   string
	Value []byte
}

// Privates is the content of F59, in the order sent; unknown tags are kept.
type Privates []Private

// ParsePrivates reads F59 or the value of a nested tag. The values are slices
// of b.
func ParsePrivates(b []byte) (Privates, error) {
	var out Privates
	for len(b) > 0 {
		if len(b) < 5 {
			return out, &ParseError{59, BadSubfields}
		}
		tag, digits := string(b[:2]), string(b[2:5])
		n, err := strconv.Atoi(digits)
		if err != nil || !allDigits(digits) || n > len(b)-5 {
			return out, &ParseError{59, BadSubfields}
		}
		out = append(out, Private{tag, b[5 : 5+n : 5+n]})
		b = b[5+n:]
	}
	return out, nil
}

// Get returns the value of the first element with the tag.
func (p Privates) Get(tag string) ([]byte, bool) {
	for _, e := range p {
		if e.Tag == tag {
			return e.Value, true
		}
	}
	return nil, false
}

// Format returns the bytes of F59.
func (p Privates) Format() ([]byte, error) {
	var out []byte
	for _, e := range p {
		if len(e.Tag) != 2 || len(e.Value) > 999 {
			return nil, &ParseError{59, BadSubfields}
		}
		out = fmt.Appendf(out, "%s%03d", e.Tag, len(e.Value))
		out = append(out, e.Value...)
	}
	if len(out) > 999 {
		return nil, &ParseError{59, TooLong}
	}
	return out, nil
}

// TerminalInfo is tag A2: what the device says of itself with every
// transaction (银发〔2021〕259号).
type TerminalInfo struct {
	DeviceType string // 02 POS, 03 mobile POS, 04 smart POS
	TUSN       string // unique serial number: vendor, type, serial
	Factor     string // last six digits of the card number or of the payment code
	Cipher     string // the serial's cipher, eight characters
	AppVersion string // eight characters, padded with spaces
}

// ParseTerminalInfo reads the value of tag A2.
func ParseTerminalInfo(b []byte) (TerminalInfo, error) {
	p, err := ParsePrivates(b)
	if err != nil {
		return TerminalInfo{}, err
	}
	text := func(tag string) string { v, _ := p.Get(tag); return string(v) }
	return TerminalInfo{text("01"), text("02"), text("03"), text("04"), text("05")}, nil
}

// Format returns the value of tag A2; empty elements are left out.
func (t TerminalInfo) Format() ([]byte, error) {
	return formatTexts("01", t.DeviceType, "02", t.TUSN, "03", t.Factor, "04", t.Cipher, "05", t.AppVersion)
}

// Location is tag A5: where the device is, as it measured itself.
type Location struct {
	Longitude, Latitude string
	MCC, MNC            string // mobile country and network code
	System              string // coordinate system, e.g. GCJ02
	LAC, CID, Signal    string
}

// ParseLocation reads the value of tag A5.
func ParseLocation(b []byte) (Location, error) {
	p, err := ParsePrivates(b)
	if err != nil {
		return Location{}, err
	}
	text := func(tag string) string { v, _ := p.Get(tag); return string(v) }
	return Location{text("01"), text("02"), text("03"), text("04"), text("05"), text("06"), text("07"), text("08")}, nil
}

// Format returns the value of tag A5; empty elements are left out.
func (l Location) Format() ([]byte, error) {
	return formatTexts("01", l.Longitude, "02", l.Latitude, "03", l.MCC, "04", l.MNC,
		"05", l.System, "06", l.LAC, "07", l.CID, "08", l.Signal)
}

func formatTexts(tagsAndTexts ...string) ([]byte, error) {
	var p Privates
	for i := 0; i < len(tagsAndTexts); i += 2 {
		if v := tagsAndTexts[i+1]; v != "" {
			p = append(p, Private{tagsAndTexts[i], []byte(v)})
		}
	}
	return p.Format()
}
