// Package crash kills the product and looks at what is left: the terminals'
// journals, the issuer's and our own books are written by three programs, and
// after every restart they must tell of the same money.
package crash
