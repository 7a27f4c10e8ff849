package iso8583

// decimalByte tells the bytes whose two nibbles are decimal digits.
var decimalByte = func() (t [256]bool) {
	for b := range t {
		t[b] = b>>4 < 10 && b&15 < 10
	}
	return t
}()

const hexDigits = "0123456789ABCDEF"

// decimals reports whether the n digits in b are decimal. The padding nibble
// of an odd field is not looked at: terminals fill it with 0 or F.
func decimals(b []byte, n int, j Justify) bool {
	if n%2 == 1 {
		if j == Right {
			if b[0]&15 > 9 {
				return false
			}
			b = b[1:]
		} else {
			if b[len(b)-1]>>4 > 9 {
				return false
			}
			b = b[:len(b)-1]
		}
	}
	for _, c := range b {
		if !decimalByte[c] {
			return false
		}
	}
	return true
}

// appendDigits appends the n nibbles of b as hexadecimal digits.
func appendDigits(dst, b []byte, n int, j Justify) []byte {
	skip := 0
	if j == Right && n%2 == 1 {
		skip = 1
	}
	for i := skip; i < n+skip; i++ {
		c := b[i/2]
		if i%2 == 0 {
			c >>= 4
		}
		dst = append(dst, hexDigits[c&15])
	}
	return dst
}

// appendPacked appends digits two to a byte; the free nibble of an odd count is 0.
func appendPacked(dst []byte, digits string, j Justify, class Class) ([]byte, Reason) {
	odd := len(digits) % 2
	var hi byte
	half := j == Right && odd == 1 // the first nibble is padding already
	for i := 0; i < len(digits); i++ {
		v, reason := nibble(digits[i], class)
		if reason != "" {
			return dst, reason
		}
		if half {
			dst = append(dst, hi<<4|v)
		} else {
			hi = v
		}
		half = !half
	}
	if half {
		dst = append(dst, hi<<4)
	}
	return dst, ""
}

func nibble(c byte, class Class) (byte, Reason) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', ""
	case class != Z:
		return 0, NotDecimal
	case c == '=':
		return 0xD, ""
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, ""
	}
	return 0, NotHexDigit
}

// appendBCD appends v as a BCD number of one or two bytes.
func appendBCD(dst []byte, v, bytes int) []byte {
	if bytes == 2 {
		dst = append(dst, bcdByte(v/100))
	}
	return append(dst, bcdByte(v%100))
}

func bcdByte(v int) byte { return byte(v/10<<4 | v%10) }
