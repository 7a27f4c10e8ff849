package paper

// A Column of a table: its title, its share of the width, and where its text
// stands: "L", "C" or "R".
type Column struct {
	Title string
	Share float64
	Align string
}

// A Fact is a label and its value.
type Fact struct{ Label, Value string }

const (
	cellPadX = 1.6
	cellPadY = 1.1
)

var (
	cellStyle = style{size: smallSize, colour: ink, lead: 1.45}
	headStyle = style{size: smallSize, colour: accent, bold: true, lead: 1.45}
)

// table prints rows under a head that is repeated on each page.
func (p *page) table(columns []Column, rows [][]string) {
	p.room(20)
	p.row(columns, titles(columns), headStyle, true)
	for _, cells := range rows {
		if p.room(p.rowHeight(columns, cells)) {
			p.row(columns, titles(columns), headStyle, true)
		}
		p.row(columns, cells, cellStyle, false)
	}
	p.gap(2)
}

func titles(columns []Column) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = c.Title
	}
	return out
}

func columnWidths(columns []Column) []float64 {
	total := 0.0
	for _, c := range columns {
		total += c.Share
	}
	out := make([]float64, len(columns))
	for i, c := range columns {
		out[i] = textWidth * c.Share / total
	}
	return out
}

// cellLines breaks each cell's text into the lines of its column.
func (p *page) cellLines(columns []Column, cells []string) [][]string {
	out := make([][]string, len(columns))
	for i, w := range columnWidths(columns) {
		text := ""
		if i < len(cells) {
			text = p.clean(cells[i])
		}
		out[i] = breakLines(text, w-2*cellPadX, func(r rune) float64 { return p.advance(r) * cellStyle.em() })
	}
	return out
}

func (p *page) rowHeight(columns []Column, cells []string) float64 {
	n := 1
	for _, lines := range p.cellLines(columns, cells) {
		n = max(n, len(lines))
	}
	return float64(n)*cellStyle.lineHeight() + 2*cellPadY
}

func (p *page) row(columns []Column, cells []string, s style, head bool) {
	x, y, h := margin, p.pdf.GetY(), p.rowHeight(columns, cells)
	if head {
		p.fill(margin, y, textWidth, h, tint)
	}
	lines := p.cellLines(columns, cells)
	for i, w := range columnWidths(columns) {
		for j, text := range lines[i] {
			p.pdf.SetXY(x+cellPadX, y+cellPadY+float64(j)*s.lineHeight())
			p.place(s, w-2*cellPadX, s.lineHeight(), columns[i].Align, text)
		}
		x += w
	}
	p.line(margin, y+h, margin+textWidth, y+h, rule)
	p.pdf.SetXY(margin, y+h)
}

// factColumns set labels and values in two pairs of columns.
var factColumns = []Column{{Share: 3, Align: "L"}, {Share: 5, Align: "L"}, {Share: 3, Align: "L"}, {Share: 5, Align: "L"}}

// facts prints labels and values, two to a row.
func (p *page) facts(facts []Fact) {
	p.line(margin, p.pdf.GetY(), margin+textWidth, p.pdf.GetY(), rule)
	for i := 0; i < len(facts); i += 2 {
		cells := []string{facts[i].Label, facts[i].Value}
		if i+1 < len(facts) {
			cells = append(cells, facts[i+1].Label, facts[i+1].Value)
		}
		p.room(p.rowHeight(factColumns, cells))
		p.row(factColumns, cells, cellStyle, false)
	}
	p.gap(2)
}

// totals prints sums, right aligned, the last one large.
func (p *page) totals(facts []Fact) {
	for i, f := range facts {
		s := style{size: bodySize, colour: ink, lead: 1.6}
		if i == len(facts)-1 {
			s.bold, s.size, s.colour = true, headSize, accent
		}
		p.room(s.lineHeight())
		y := p.pdf.GetY()
		p.pdf.SetX(margin)
		p.place(s, textWidth-42, s.lineHeight(), "R", p.clean(f.Label))
		p.place(s, 42, s.lineHeight(), "R", p.clean(f.Value))
		p.pdf.SetXY(margin, y+s.lineHeight())
	}
	p.gap(2)
}
