package iso8583

// Class is the kind of content of a field.
type Class uint8

const (
	N   Class = iota + 1 // decimal digits, packed two to a byte
	Z                    // track data, packed; the separator = travels as nibble D, and an encrypted track holds any nibble
	AN                   // letters and digits, one byte each
	ANS                  // text, one byte each; Chinese is GBK
	B                    // bytes
)

// Form is how a field says its length.
type Form uint8

const (
	Fixed Form = iota
	LL         // one BCD byte in front: 0..99
	LLL        // two BCD bytes in front: 0..999
)

// Unit is what a length counts.
type Unit uint8

const (
	Bytes Unit = iota
	Digits
)

// Justify is the side on which a short value stands.
type Justify uint8

const (
	Left Justify = iota
	Right
)

// Secrecy is how a field is shown to people.
type Secrecy uint8

const (
	ShowAll     Secrecy = iota
	MaskPAN             // first six and last four digits
	MaskAll             // nothing
	MaskICC             // EMV TLV: the card's own data elements are hidden
	MaskPrivate         // F59: payment code and PIN block are hidden
	MaskDetails         // F48: card numbers of a batch upload
)

// Field is one row of a dialect.
type Field struct {
	Class   Class
	Form    Form
	Unit    Unit
	Max     int // length of a Fixed field, longest length of the others, in Unit
	Justify Justify
	Pad     byte // '0', ' ' or 0
	Secrecy Secrecy
	Zh, En  string
}

// packed reports whether two units share a byte.
func (f *Field) packed() bool { return f.Unit == Digits }

// size returns the bytes that units take.
func (f *Field) size(units int) int {
	if f.packed() {
		return (units + 1) / 2
	}
	return units
}

// Dialect is a table of fields 2..64 with the name of its profile.
type Dialect struct {
	Name   string
	fields [65]Field
}

// Field returns the row of field f and whether the dialect has it.
func (d *Dialect) Field(f int) (Field, bool) {
	if f < 2 || f > 64 || d.fields[f].Class == 0 {
		return Field{}, false
	}
	return d.fields[f], true
}

// DialectByName returns the dialect of a profile.
func DialectByName(name string) (*Dialect, bool) {
	for _, d := range []*Dialect{CUP3DES, NET} {
		if d.Name == name {
			return d, true
		}
	}
	return nil, false
}

// DialectNames lists the profiles.
func DialectNames() []string { return []string{CUP3DES.Name, NET.Name} }
