// Package tlv reads and writes EMV BER-TLV, the content of F55 and of the
// card parameters.
//
// The parser is strict: a tag or value that runs over its end, an indefinite
// length and a filler byte are refused, and so is nesting deeper than any card
// uses. It copies nothing, keeps unknown tags, and never panics. A tag that
// comes twice does not win silently: Duplicate names it.
package tlv
