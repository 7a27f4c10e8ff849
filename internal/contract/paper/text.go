package paper

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// style is how a run of text looks.
type style struct {
	size   float64 // points
	colour colour
	bold   bool    // one weight is embedded; bold is filled and stroked
	indent float64 // millimetres from the margin, every line
	first  float64 // ems more for the first line
	lead   float64 // line height in ems; 0 means 1.7
	bar    bool    // a bar in the margin marks a key clause
}

func (s style) em() float64 { return s.size * pointInMM }

func (s style) lineHeight() float64 {
	if s.lead == 0 {
		return s.em() * 1.7
	}
	return s.em() * s.lead
}

// paragraph sets a text in full lines across the page; line feeds in it begin
// new paragraphs.
func (p *page) paragraph(s style, text string) {
	for part := range strings.SplitSeq(p.clean(text), "\n") {
		for i, l := range p.compose(s, part) {
			p.room(s.lineHeight())
			y := p.pdf.GetY()
			if s.bar {
				p.fill(margin, y, 0.9, s.lineHeight(), accent)
			}
			x := margin + s.indent
			if i == 0 {
				x += s.first * s.em()
			}
			p.pdf.SetXY(x, y)
			p.spaced(l.spread, func() { p.place(s, 0, s.lineHeight(), "L", l.text) })
			p.pdf.SetXY(margin, y+s.lineHeight())
		}
	}
}

// composed is one line and the space to add after each of its characters.
type composed struct {
	text   string
	spread float64
}

// widest is how far, in ems per character, a line may be spread to be flush:
// beyond that ragged looks better than gappy.
const widest = 0.12

func (p *page) compose(s style, text string) []composed {
	width := textWidth - s.indent
	measure := func(r rune) float64 { return p.advance(r) * s.em() }
	// The first line's indent is measured as a leading character of that width.
	lines := breakLines("\u0001"+text, width, func(r rune) float64 {
		if r == '\u0001' {
			return s.first * s.em()
		}
		return measure(r)
	})
	out := make([]composed, len(lines))
	for i, l := range lines {
		free := width
		if i == 0 {
			l = strings.TrimPrefix(l, "\u0001")
			free -= s.first * s.em()
		}
		for _, r := range l {
			free -= measure(r)
		}
		out[i].text = l
		if n := utf8.RuneCountInString(l) - 1; i < len(lines)-1 && n > 0 && free/float64(n) < widest*s.em() {
			out[i].spread = free / float64(n)
		}
	}
	return out
}

// advance is the width of a character in ems.
func (p *page) advance(r rune) float64 {
	w, ok := p.widths[r]
	if !ok {
		p.pdf.SetFont("noto", "", 10)
		w = float64(p.pdf.GetStringSymbolWidth(string(r))) / 1000
		p.widths[r] = w
	}
	return w
}

// spaced draws with extra space after each character.
func (p *page) spaced(mm float64, draw func()) {
	if mm > 0 {
		p.pdf.RawWriteStr(fmt.Sprintf("%.4f Tc", mm/pointInMM))
		defer p.pdf.RawWriteStr("0 Tc")
	}
	draw()
}

// place puts one line of clean text at the pen; the pen moves right by w.
func (p *page) place(s style, w, h float64, align, text string) {
	p.pdf.SetFont("noto", "", s.size)
	p.pdf.SetTextColor(s.colour.r, s.colour.g, s.colour.b)
	if s.bold {
		p.pdf.SetDrawColor(s.colour.r, s.colour.g, s.colour.b)
		p.pdf.SetLineWidth(s.em() * 0.028)
		p.pdf.SetTextRenderingMode(2)
		defer p.pdf.SetTextRenderingMode(0)
	}
	p.pdf.CellFormat(w, h, text, "", 0, align, false, 0, "")
}

func (p *page) title(text, sub string) {
	p.gap(4)
	p.centred(style{size: titleSize, colour: ink, bold: true}, text)
	if sub != "" {
		p.centred(style{size: smallSize, colour: soft}, sub)
	}
	p.gap(5)
}

func (p *page) centred(s style, text string) {
	for _, l := range breakLines(p.clean(text), textWidth, func(r rune) float64 { return p.advance(r) * s.em() }) {
		p.pdf.SetX(margin)
		p.place(s, textWidth, s.lineHeight(), "C", l)
		p.gap(s.lineHeight())
	}
}

// heading keeps room below it for two lines of what it heads.
func (p *page) heading(text string) {
	s := style{size: headSize, colour: accent, bold: true}
	p.gap(2.5)
	p.room(s.lineHeight() + 16)
	p.paragraph(s, text)
}
