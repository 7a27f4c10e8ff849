package flow

import (
	"fmt"
	"sort"
	"strings"
)

// Diagram returns the drawing in Mermaid's notation, sorted, so that the same
// life always makes the same page.
func Diagram(l *Life) string {
	var b strings.Builder
	fmt.Fprintf(&b, "stateDiagram-v2\n    [*] --> %s\n", l.genesis)
	for _, e := range l.edges {
		fmt.Fprintf(&b, "    %s --> %s: %s\n", e.From, e.To, e.Event)
	}
	ends := make([]string, 0, len(l.ends))
	for s := range l.ends {
		ends = append(ends, s)
	}
	sort.Strings(ends)
	for _, s := range ends {
		fmt.Fprintf(&b, "    %s --> [*]\n", s)
	}
	return b.String()
}
