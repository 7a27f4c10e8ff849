package iso8583

import (
	"strings"

	"tillway/internal/wire/tlv"
)

// show returns what people may see of a field's value: digits or text as they
// are, bytes in upper-case hexadecimal, with * for every hidden character. ok
// is false for text that is not printable ASCII; show then gives hexadecimal.
func (m *Message) show(f int, reveal bool) (v string, ok bool) {
	row := &m.dialect.fields[f]
	raw := m.Raw(f)
	if reveal {
		return m.value(f, row, raw)
	}
	switch row.Secrecy {
	case MaskPAN:
		return maskPAN(m.Digits(f)), true
	case MaskAll:
		v, ok = m.value(f, row, raw)
		return stars(len(v)), ok
	case MaskICC:
		return maskICC(raw), true
	case MaskPrivate:
		return maskPrivate(raw), true
	case MaskDetails:
		return maskDetails(m.mti, m.Digits(f)), true
	}
	return m.value(f, row, raw)
}

func (m *Message) value(f int, row *Field, raw []byte) (string, bool) {
	switch {
	case row.packed():
		return m.Digits(f), true
	case row.Class == B:
		return hexOf(raw), true
	case !printable(raw):
		return hexOf(raw), false
	}
	return string(raw), true
}

func printable(b []byte) bool {
	for _, c := range b {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

func hexOf(b []byte) string {
	out := make([]byte, 0, 2*len(b))
	for _, c := range b {
		out = append(out, hexDigits[c>>4], hexDigits[c&15])
	}
	return string(out)
}

func stars(n int) string { return strings.Repeat("*", n) }

// maskPAN keeps the first six and last four of a card number long enough to
// hide something between them.
func maskPAN(pan string) string {
	if len(pan) < 13 {
		return stars(len(pan))
	}
	return pan[:6] + stars(len(pan)-10) + pan[len(pan)-4:]
}

// maskICC hides the card data elements of F55, or all of it when it is not TLV.
func maskICC(raw []byte) string {
	list, err := tlv.Parse(raw)
	if err != nil {
		return stars(2 * len(raw))
	}
	return maskTLV(list)
}

func maskTLV(list tlv.List) string {
	var b strings.Builder
	for _, e := range list {
		whole := hexOf(tlv.Append(nil, e.Tag, e.Value))
		head := whole[:len(whole)-2*len(e.Value)]
		b.WriteString(head)
		switch {
		case e.Tag == 0x5A:
			b.WriteString(maskPAN(strings.TrimRight(hexOf(e.Value), "F")))
			b.WriteString(strings.Repeat("F", 2*len(e.Value)-len(strings.TrimRight(hexOf(e.Value), "F"))))
		case tlv.CardData(e.Tag):
			b.WriteString(stars(2 * len(e.Value)))
		case len(e.Children) > 0:
			b.WriteString(maskTLV(e.Children))
		default:
			b.WriteString(whole[len(head):])
		}
	}
	return b.String()
}

// maskPrivate hides PIN block and payment code in F59, or all of it when it is
// not in UnionPay's form: an acquirer's own form may carry them anywhere.
func maskPrivate(raw []byte) string {
	list, err := ParsePrivates(raw)
	if err != nil {
		return stars(2 * len(raw))
	}
	var b strings.Builder
	for _, e := range list {
		whole, _ := Privates{e}.Format() // it was parsed, so it fits
		b.WriteString(hexOf(whole[:len(whole)-len(e.Value)]))
		switch {
		case e.Tag == TagSM4PIN || e.Tag == TagQRCode && len(e.Value) < 13:
			b.WriteString(stars(2 * len(e.Value)))
		case e.Tag == TagQRCode:
			last := len(e.Value) - 4
			b.WriteString(hexOf(e.Value[:6]) + stars(2*(last-6)) + hexOf(e.Value[last:]))
		default:
			b.WriteString(hexOf(e.Value))
		}
	}
	return b.String()
}

// maskDetails hides the card numbers in F48 of a batch upload; in every other
// message F48 holds none.
func maskDetails(mti MTI, digits string) string {
	if mti != 0x0320 || len(digits) <= 4 {
		return digits
	}
	if _, err := ParseDetails(digits); err != nil {
		return stars(len(digits))
	}
	out := []byte(digits)
	for at := 2; at < len(out); at += detailDigits {
		for i := at + 8; i < at+28-4; i++ {
			out[i] = '*'
		}
	}
	return string(out)
}
