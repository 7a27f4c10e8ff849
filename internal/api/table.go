package api

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"strings"
)

// table is a sheet that spreadsheets open: CSV in UTF-8 with its mark, which
// Chinese Excel needs, in the reader's language.
type table struct {
	name string
	en   bool
	text strings.Builder
	csv  *csv.Writer
}

// newTable begins a sheet; each title reads 中文/English.
func newTable(r *http.Request, name string, titles ...string) *table {
	lang := r.URL.Query().Get("lang")
	if lang == "" {
		lang = r.Header.Get("Accept-Language")
	}
	t := &table{name: name, en: strings.HasPrefix(strings.ToLower(lang), "en")}
	t.text.WriteString("\ufeff")
	t.csv = csv.NewWriter(&t.text)
	t.csv.UseCRLF = true
	var head []string
	for _, title := range titles {
		zh, en, _ := strings.Cut(title, "/")
		head = append(head, t.pick(zh, en))
	}
	t.row(head...)
	return t
}

func (t *table) pick(zh, en string) string {
	if t.en {
		return en
	}
	return zh
}

// row adds a line. A cell that a spreadsheet would take for a formula is
// quoted: names and remarks are other people's text.
func (t *table) row(cells ...string) {
	safe := make([]string, len(cells))
	for i, c := range cells {
		if c != "" && strings.ContainsRune("=+@\t\r", rune(c[0])) || strings.HasPrefix(c, "-") && !isAmount(c) {
			c = "'" + c
		}
		safe[i] = c
	}
	_ = t.csv.Write(safe) // into memory
}

func isAmount(s string) bool {
	return strings.Trim(s, "-0123456789.") == ""
}

func (t *table) send(w http.ResponseWriter) error {
	t.csv.Flush()
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="`+t.name+`.csv"`)
	_, err := w.Write([]byte(t.text.String()))
	return err
}

// yuan writes fen as yuan with two digits.
func yuan(fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	return fmt.Sprintf("%s%d.%02d", sign, fen/100, fen%100)
}
