// Package paper prints what people sign and keep: the acceptance agreement with
// its annexes, the settlement statement, the commissioning and batch report.
//
// A document is a function of its values: the same values give the same bytes,
// on every machine, because a signature is over bytes. Its creation date is the
// date it carries, never the clock's.
//
// Chinese text is broken by this package and not by the PDF library: no line
// begins with a closing mark or ends with an opening one (禁则), Latin words and
// numbers stay whole, and full lines are justified. A character the font does
// not have is printed as 〓, listed at the end of the document by code point and
// returned in Document.Missing: a rare character of a name is never dropped.
//
// Sandbox documents say 测试，无法律效力 on every page.
//
// The package also holds the standard clauses and the list of what an agreement
// must contain; Lint says which of it a set of clauses lacks.
package paper
