package paper

import "tillway/internal/kit/day"

// Report is a paper of facts and tables: a commissioning report, a batch
// settlement, a handover.
type Report struct {
	Title  string
	Number string
	Issuer string // the line below the title
	Date   day.Date
	Test   bool
	Facts  []Fact
	Tables []Table
	Totals []Fact
	Notes  string
	// Signers get a line each to sign on, at the end.
	Signers []string
}

// Table is a titled table of a report.
type Table struct {
	Title   string
	Columns []Column
	Rows    [][]string
}

// Render prints the report.
func (r Report) Render() (Document, error) {
	f := frame{name: r.Title, no: r.Number, date: r.Date, test: r.Test}
	return render(f, func(p *page) {
		p.title(r.Title, r.Issuer)
		if len(r.Facts) > 0 {
			p.facts(r.Facts)
		}
		for _, t := range r.Tables {
			if t.Title != "" {
				p.heading(t.Title)
			}
			p.table(t.Columns, t.Rows)
		}
		if len(r.Totals) > 0 {
			p.totals(r.Totals)
		}
		if r.Notes != "" {
			p.paragraph(style{size: smallSize, colour: soft}, r.Notes)
		}
		p.signLines(r.Signers)
	})
}

// signLines prints two lines to a row.
func (p *page) signLines(names []string) {
	const each = textWidth / 2
	for i, name := range names {
		if i%2 == 0 {
			p.gap(12)
			p.room(10)
		}
		x, y := margin+float64(i%2)*each, p.pdf.GetY()
		p.pdf.SetXY(x, y)
		p.place(style{size: bodySize, colour: soft}, each, 6, "L", p.clean(name)+"：")
		p.line(x, y+7, x+each-8, y+7, rule)
		p.pdf.SetXY(margin, y)
	}
}
