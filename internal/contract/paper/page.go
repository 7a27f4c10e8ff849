package paper

import (
	"bytes"
	"fmt"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"tillway/internal/kit/day"
)

// Document is a finished PDF.
type Document struct {
	Bytes   []byte
	Pages   int
	Missing []Missing // characters printed as 〓
}

// testMark is what every page of a sandbox document says.
const testMark = "测试，无法律效力"

// Millimetres of an A4 page, and points of type.
const (
	pageWidth    = 210.0
	pageHeight   = 297.0
	margin       = 24.0
	topMargin    = 27.0
	bottomMargin = 24.0
	textWidth    = pageWidth - 2*margin
	pointInMM    = 25.4 / 72

	bodySize  = 10.5 // 五号
	smallSize = 9.0  // 小五
	headSize  = 12.0 // 小四
	titleSize = 18.0 // 小二
)

type colour struct{ r, g, b int }

var (
	ink     = colour{31, 35, 41}
	soft    = colour{104, 112, 122}
	rule    = colour{206, 212, 219}
	tint    = colour{242, 245, 247}
	accent  = colour{13, 79, 92}
	warning = colour{190, 38, 38}
	wash    = colour{246, 226, 226}
)

// frame is what stands around every page of a document.
type frame struct {
	name string // above left: the kind of document
	no   string // above right: its number
	date day.Date
	test bool
}

// page is a sheet under the pen: the PDF library with our own idea of a line.
type page struct {
	pdf     *fpdf.Fpdf
	frame   frame
	total   int
	missing []Missing
	seen    map[rune]bool
	widths  map[rune]float64 // advance in ems
}

// render draws a document twice: the first time to count its pages, because
// every page says how many there are.
func render(f frame, draw func(*page)) (Document, error) {
	count, err := drawOnce(f, 0, draw)
	if err != nil {
		return Document{}, err
	}
	return drawOnce(f, count.Pages, draw)
}

func drawOnce(f frame, total int, draw func(*page)) (Document, error) {
	p := &page{pdf: fpdf.New("P", "mm", "A4", ""), frame: f, total: total, seen: map[rune]bool{}, widths: map[rune]float64{}}
	p.pdf.SetCatalogSort(true)
	p.pdf.SetCreationDate(f.date.Start())
	p.pdf.SetModificationDate(f.date.Start())
	p.pdf.SetProducer("Tillway", true)
	p.pdf.SetLang("zh-CN")
	p.pdf.SetTitle(p.clean(f.name+" "+f.no), true)
	p.pdf.SetMargins(margin, topMargin, margin)
	p.pdf.SetAutoPageBreak(false, 0)
	p.pdf.SetCellMargin(0)
	p.pdf.AddUTF8FontFromBytes("noto", "", face().bytes)
	p.newPage()
	draw(p)
	p.missingNote()
	var out bytes.Buffer
	pages := p.pdf.PageCount()
	if err := p.pdf.Output(&out); err != nil {
		return Document{}, fmt.Errorf("paper: %w", err)
	}
	return Document{Bytes: out.Bytes(), Pages: pages, Missing: p.missing}, nil
}

// clean makes a text printable and notes what is not.
func (p *page) clean(s string) string {
	out, missing := substitute(s)
	for _, m := range missing {
		if !p.seen[m.Rune] {
			p.seen[m.Rune] = true
			p.missing = append(p.missing, m)
		}
	}
	return out
}

// missingNote ends the document with the characters printed as 〓.
func (p *page) missingNote() {
	if len(p.missing) == 0 {
		return
	}
	codes := make([]string, len(p.missing))
	for i, m := range p.missing {
		codes[i] = fmt.Sprintf("U+%04X", m.Rune)
	}
	p.gap(4)
	p.paragraph(style{size: smallSize, colour: soft},
		"本文件中“〓”代替下列字库未收录的字，以其统一码为准："+strings.Join(codes, "、"))
}

func (p *page) newPage() {
	p.pdf.AddPage()
	if p.frame.test {
		p.watermark()
	}
	p.pdf.SetXY(margin, 12)
	p.place(style{size: smallSize, colour: soft}, textWidth/2, 5, "L", p.clean(p.frame.name))
	p.place(style{size: smallSize, colour: soft}, textWidth/2, 5, "R", p.clean(p.frame.no))
	p.line(margin, 18, margin+textWidth, 18, rule)
	p.line(margin, pageHeight-17, margin+textWidth, pageHeight-17, rule)
	p.pdf.SetXY(margin, pageHeight-15.5)
	if p.frame.test {
		p.place(style{size: smallSize, colour: warning}, textWidth/2, 5, "L", testMark)
	} else {
		p.pdf.SetX(margin + textWidth/2)
	}
	p.place(style{size: smallSize, colour: soft}, textWidth/2, 5, "R",
		fmt.Sprintf("第 %d 页 / 共 %d 页", p.pdf.PageNo(), p.total))
	p.pdf.SetXY(margin, topMargin)
}

func (p *page) watermark() {
	p.pdf.TransformBegin()
	p.pdf.TransformRotate(38, pageWidth/2, pageHeight/2)
	p.pdf.SetXY(0, pageHeight/2-12)
	p.place(style{size: 54, colour: wash}, pageWidth, 24, "C", testMark)
	p.pdf.TransformEnd()
}

// room begins a new page when less than h millimetres are left, and tells so.
func (p *page) room(h float64) bool {
	if p.pdf.GetY()+h <= pageHeight-bottomMargin {
		return false
	}
	p.newPage()
	return true
}

func (p *page) gap(h float64) { p.pdf.SetY(p.pdf.GetY() + h) }

func (p *page) line(x1, y1, x2, y2 float64, c colour) {
	p.pdf.SetDrawColor(c.r, c.g, c.b)
	p.pdf.SetLineWidth(0.2)
	p.pdf.Line(x1, y1, x2, y2)
}

func (p *page) fill(x, y, w, h float64, c colour) {
	p.pdf.SetFillColor(c.r, c.g, c.b)
	p.pdf.Rect(x, y, w, h, "F")
}
