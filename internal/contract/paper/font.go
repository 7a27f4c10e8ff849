package paper

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"sync"

	"golang.org/x/image/font/sfnt"
)

// Noto Sans SC Regular, SIL Open Font License 1.1 (font/OFL.txt). It is a
// TrueType build: the PDF library cannot embed the usual CFF collections.
//
//go:embed font/NotoSansSC-Regular.ttf.gz
var fontGz []byte

type typeface struct {
	bytes  []byte
	glyphs *sfnt.Font
}

// face unpacks the font once; its absence would be a broken build.
var face = sync.OnceValue(func() typeface {
	z, err := gzip.NewReader(bytes.NewReader(fontGz))
	if err != nil {
		panic(fmt.Sprintf("paper: embedded font: %v", err))
	}
	b, err := io.ReadAll(z)
	if err != nil {
		panic(fmt.Sprintf("paper: embedded font: %v", err))
	}
	f, err := sfnt.Parse(b)
	if err != nil {
		panic(fmt.Sprintf("paper: embedded font: %v", err))
	}
	return typeface{b, f}
})

// has tells whether a character can be printed. The PDF library addresses the
// basic plane only, so the font's few glyphs beyond it do not count.
func (t typeface) has(buf *sfnt.Buffer, r rune) bool {
	if r > 0xFFFF {
		return false
	}
	g, err := t.glyphs.GlyphIndex(buf, r)
	return err == nil && g != 0
}

// geta is the printer's mark for a sort that is not in the case.
const geta = '〓'

// Missing is a character the font does not have, with the text it stands in.
type Missing struct {
	Rune rune
	In   string
}

// MissingGlyphs lists the characters of a text that cannot be printed, so that
// a form can say so before anything is signed.
func MissingGlyphs(text string) []Missing {
	_, missing := substitute(text)
	return missing
}

// substitute replaces what cannot be printed, and control characters, which
// have no shape, by spaces.
func substitute(text string) (string, []Missing) {
	var buf sfnt.Buffer
	var missing []Missing
	out := make([]rune, 0, len(text))
	for _, r := range text {
		switch {
		case r == '\n':
		case r < ' ' || r == 0x7f:
			r = ' '
		case !face().has(&buf, r):
			missing = append(missing, Missing{r, text})
			r = geta
		}
		out = append(out, r)
	}
	return string(out), missing
}
