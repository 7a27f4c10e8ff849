package iso8583

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// DescribeOptions say how a message is shown.
type DescribeOptions struct {
	JSON    bool
	Reveal  bool // show card data
	Framing Framing
}

// DescribeLine decodes one message in hexadecimal and returns its description
// without a final newline, and whether the message is good.
func DescribeLine(d *Dialect, line string, opt DescribeOptions) (out []byte, ok bool) {
	var f Frame
	b, err := hex.DecodeString(strings.Join(strings.Fields(line), ""))
	if err != nil {
		f.Message.dialect = d
		err = &ParseError{0, NotHex}
	} else {
		err = f.ReadAs(d, b, opt.Framing)
	}
	var fault *ParseError
	_ = errors.As(err, &fault)
	if opt.JSON {
		return f.describeJSON(fault, opt.Reveal), fault == nil
	}
	return f.describeText(fault, opt.Reveal), fault == nil
}

// shownFields marshals the fields as a JSON object in ascending order. Text
// that is not printable ASCII becomes {"hex": …}.
type shownFields struct {
	m      *Message
	reveal bool
}

func (s shownFields) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for f := range s.m.Fields {
		if len(out) > 1 {
			out = append(out, ',')
		}
		v, ok := s.m.show(f, s.reveal)
		out = strconv.AppendQuote(out, strconv.Itoa(f))
		out = append(out, ':')
		if ok {
			text, err := json.Marshal(v)
			if err != nil {
				return nil, err
			}
			out = append(out, text...)
		} else {
			out = fmt.Appendf(out, `{"hex":%q}`, v)
		}
	}
	return append(out, '}'), nil
}

func (f *Frame) describeJSON(fault *ParseError, reveal bool) []byte {
	fields := shownFields{&f.Message, reveal}
	var v any
	if fault != nil {
		v = struct {
			Error   string      `json:"error"`
			AtField int         `json:"at_field"`
			Fields  shownFields `json:"fields"`
		}{fault.Error(), fault.Field, fields}
	} else {
		v = struct {
			TPDU   string      `json:"tpdu,omitempty"`
			Header string      `json:"header,omitempty"`
			MTI    string      `json:"mti"`
			Bitmap string      `json:"bitmap"`
			Fields shownFields `json:"fields"`
		}{hexOf(f.TPDU), hexOf(f.Header), f.Message.mti.String(), fmt.Sprintf("%016X", f.Message.bitmap), fields}
	}
	out, err := json.Marshal(v)
	if err != nil {
		return fmt.Appendf(nil, `{"error":%q,"at_field":0,"fields":{}}`, err.Error())
	}
	return out
}

func (f *Frame) describeText(fault *ParseError, reveal bool) []byte {
	var b []byte
	m := &f.Message
	if fault != nil {
		b = fmt.Appendf(b, "错误 error  %s / %s\n", fault.Zh(), fault.Error())
	}
	if f.TPDU != nil {
		b = fmt.Appendf(b, "TPDU        %s\n", hexOf(f.TPDU))
	}
	if f.Header != nil {
		b = fmt.Appendf(b, "报文头 header %s\n", hexOf(f.Header))
	}
	if m.mti != 0 {
		b = fmt.Appendf(b, "MTI         %s\n位图 bitmap %016X\n", m.mti, m.bitmap)
	}
	for n := range m.Fields {
		row := &m.dialect.fields[n]
		v, _ := m.show(n, reveal)
		b = fmt.Appendf(b, "F%-3d %s %s: %s", n, row.Zh, row.En, v)
		if n == 39 {
			r := Response(v)
			b = fmt.Appendf(b, "  (%s / %s)", r.Zh, r.En)
		}
		b = append(b, '\n')
	}
	return []byte(strings.TrimRight(string(b), "\n"))
}
