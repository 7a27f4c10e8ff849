package iso8583

// Builder collects the fields of a message and packs them in order. Its
// methods chain; the first mistake is returned by Pack.
type Builder struct {
	dialect *Dialect
	mti     MTI
	bitmap  uint64
	text    [65]string
	raw     [65][]byte
}

// NewBuilder begins a message.
func NewBuilder(d *Dialect, mti MTI) *Builder { return &Builder{dialect: d, mti: mti} }

// Set gives field f its digits or its text.
func (b *Builder) Set(f int, v string) *Builder {
	if f >= 1 && f <= 64 {
		b.text[f], b.raw[f] = v, nil
		b.bitmap |= bit(f)
	}
	return b
}

// SetBytes gives a field of text or bytes its content. The slice is read when
// the message is packed.
func (b *Builder) SetBytes(f int, v []byte) *Builder {
	if f >= 1 && f <= 64 {
		b.text[f], b.raw[f] = "", v
		b.bitmap |= bit(f)
	}
	return b
}

// SetNumber gives a fixed N field a number, zero-padded.
func (b *Builder) SetNumber(f int, v int64) *Builder {
	row, ok := b.dialect.Field(f)
	if !ok || v < 0 {
		return b.Set(f, "-") // Pack names the field
	}
	var buf [20]byte
	i := len(buf)
	for n := 0; n < row.Max || v > 0; n++ {
		i--
		buf[i] = '0' + byte(v%10)
		v /= 10
	}
	return b.Set(f, string(buf[i:]))
}

// SetAmount sets F4 in fen.
func (b *Builder) SetAmount(fen int64) *Builder { return b.SetNumber(4, fen) }

// SetMAC reserves F64, so that the bitmap under the MAC shows it; PutMAC fills
// it in once the packed message has been signed.
func (b *Builder) SetMAC() *Builder { return b.SetBytes(64, make([]byte, macLen)) }

// Unset takes field f out again.
func (b *Builder) Unset(f int) *Builder {
	if f >= 1 && f <= 64 {
		b.bitmap &^= bit(f)
	}
	return b
}

// Copy takes the fields that m has over as they were sent.
func (b *Builder) Copy(m *Message, fields ...int) *Builder {
	for _, f := range fields {
		if !m.Has(f) {
			continue
		}
		if m.dialect.fields[f].packed() {
			b.Set(f, m.Digits(f))
		} else {
			b.SetBytes(f, m.Raw(f))
		}
	}
	return b
}

// Pack appends the message to dst. The error is a *ParseError.
func (b *Builder) Pack(dst []byte) ([]byte, error) {
	if !b.mti.decimal() {
		return dst, &ParseError{0, BadMTI}
	}
	start := len(dst)
	dst = append(dst, byte(b.mti>>8), byte(b.mti))
	for i := 56; i >= 0; i -= 8 {
		dst = append(dst, byte(b.bitmap>>i))
	}
	for f := 1; f <= 64; f++ {
		if b.bitmap&bit(f) == 0 {
			continue
		}
		var reason Reason
		if dst, reason = b.packField(dst, f); reason != "" {
			return dst[:start], &ParseError{f, reason}
		}
	}
	return dst, nil
}

func (b *Builder) packField(dst []byte, f int) ([]byte, Reason) {
	row := &b.dialect.fields[f]
	if row.Class == 0 {
		return dst, NotInDialect
	}
	text, raw := b.text[f], b.raw[f]
	units := len(text) + len(raw) // one of the two is empty
	if units > row.Max {
		return dst, TooLong
	}
	if row.packed() && raw != nil {
		text, raw = string(raw), nil
	}
	if row.Form != Fixed {
		dst = appendBCD(dst, units, int(row.Form))
	} else if units != row.Max && row.Pad != ' ' {
		return dst, WrongLength
	}
	if row.packed() {
		return appendPacked(dst, text, row.Justify, row.Class)
	}
	dst = append(append(dst, text...), raw...)
	if row.Form == Fixed {
		for ; units < row.Max; units++ {
			dst = append(dst, row.Pad)
		}
	}
	return dst, ""
}

// PutMAC writes F64 into a message packed with SetMAC.
func PutMAC(body, mac []byte) { copy(body[len(body)-macLen:], mac) }
