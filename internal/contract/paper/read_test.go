package paper

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"
)

// streams unpacks the PDF's compressed streams.
func streams(pdf []byte) [][]byte {
	var all [][]byte
	for {
		_, rest, ok := bytes.Cut(pdf, []byte("stream\n"))
		if !ok {
			return all
		}
		packed, after, _ := bytes.Cut(rest, []byte("\nendstream"))
		if z, err := zlib.NewReader(bytes.NewReader(packed)); err == nil {
			if b, err := io.ReadAll(z); err == nil {
				all = append(all, b)
			}
		}
		pdf = after
	}
}

// unescape undoes the escapes of a PDF string.
func unescape(b []byte) []byte {
	var out []byte
	for i := 0; i < len(b); i++ {
		if b[i] == '\\' && i+1 < len(b) {
			i++
			if b[i] == 'r' {
				out = append(out, '\r')
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}

func utf16BE(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
	}
	return string(utf16.Decode(units))
}

var shown = regexp.MustCompile(`(?s)\((.*?[^\\])\)\s*Tj`)

// text reads back what the page streams show. It is no PDF reader: it knows
// the one form in which this package writes text.
func text(d Document) string {
	var b strings.Builder
	for _, stream := range streams(d.Bytes) {
		if !bytes.Contains(stream, []byte(")Tj ET")) {
			continue // the font
		}
		for _, m := range shown.FindAllSubmatch(stream, -1) {
			b.WriteString(utf16BE(unescape(m[1])))
		}
		b.WriteString("\n")
	}
	return b.String()
}
