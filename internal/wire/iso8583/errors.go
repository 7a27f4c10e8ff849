package iso8583

import "fmt"

// Reason is why a message or a field cannot be read or written. The value is
// its English text.
type Reason string

const (
	TooShort       Reason = "the bytes end inside the field"
	TooLong        Reason = "longer than the dialect allows"
	NotBCDLength   Reason = "the length is not BCD"
	NotDecimal     Reason = "holds something other than decimal digits"
	NotHexDigit    Reason = "holds something other than hexadecimal digits and ="
	NotInDialect   Reason = "the dialect has no such field"
	SecondBitmap   Reason = "bit 1 asks for a second bitmap, which this link does not have"
	BadMTI         Reason = "the message type is not four decimal digits"
	Trailing       Reason = "bytes are left after the last field"
	WrongLength    Reason = "does not have the fixed length"
	FrameTooShort  Reason = "the frame is shorter than its length says"
	FrameTooLong   Reason = "the frame is longer than its length says"
	FrameSize      Reason = "the frame length is outside 21..4096"
	NoTPDU         Reason = "the TPDU does not begin with 60"
	BadHeader      Reason = "the header does not begin with an application class 60..63"
	NotHex         Reason = "the line is not hexadecimal"
	BadSubfields   Reason = "the sub-fields do not have a legal length or content"
	NoMessageFound Reason = "no message type found with or without length, TPDU and header"
)

var reasonsZh = map[Reason]string{
	TooShort:       "报文在域内提前结束",
	TooLong:        "长度超过规范上限",
	NotBCDLength:   "长度不是BCD码",
	NotDecimal:     "含有非数字内容",
	NotHexDigit:    "含有十六进制数字和=以外的内容",
	NotInDialect:   "规范中没有此域",
	SecondBitmap:   "位图第1位为1，本链路没有扩展位图",
	BadMTI:         "消息类型不是四位数字",
	Trailing:       "最后一个域之后还有多余字节",
	WrongLength:    "定长域长度不符",
	FrameTooShort:  "实际报文短于报文长度",
	FrameTooLong:   "实际报文长于报文长度",
	FrameSize:      "报文长度不在21..4096之间",
	NoTPDU:         "TPDU不以60开头",
	BadHeader:      "报文头应用类别不是60..63",
	NotHex:         "该行不是十六进制",
	BadSubfields:   "子域长度或内容不合规",
	NoMessageFound: "无论是否带长度、TPDU和报文头，都找不到消息类型",
}

// Zh returns the Chinese text.
func (r Reason) Zh() string { return reasonsZh[r] }

// ParseError says which field could not be read and why. Field 0 is the frame
// or the message as a whole, 1 the bitmap. It never carries content.
type ParseError struct {
	Field  int
	Reason Reason
}

func (e *ParseError) Error() string {
	if e.Field == 0 {
		return string(e.Reason)
	}
	return fmt.Sprintf("field %d: %s", e.Field, string(e.Reason))
}

// Zh returns the Chinese text.
func (e *ParseError) Zh() string {
	if e.Field == 0 {
		return e.Reason.Zh()
	}
	return fmt.Sprintf("域%d：%s", e.Field, e.Reason.Zh())
}
