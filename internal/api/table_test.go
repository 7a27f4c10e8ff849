package api

import (
	"net/http/httptest"
	"strings"
	"testing"
)

func TestTablesOpenInASpreadsheetAndRunNothing(t *testing.T) {
	r := httptest.NewRequest("GET", "/x?lang=en", nil)
	tab := newTable(r, "sheet", "名称/Name", "金额/Amount")
	tab.row(`=HYPERLINK("http://x")`, yuan(-5))
	tab.row("-1+2|calc", yuan(123_456_789))
	tab.row("山水客栈, \"分店\"", yuan(0))
	w := httptest.NewRecorder()
	if err := tab.send(w); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffName,Amount\r\n\"'=HYPERLINK(\"\"http://x\"\")\",-0.05\r\n'-1+2|calc,1234567.89\r\n\"山水客栈, \"\"分店\"\"\",0.00\r\n"
	if got := w.Body.String(); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if !strings.Contains(w.Header().Get("Content-Disposition"), "sheet.csv") {
		t.Error("it has no name")
	}
}
