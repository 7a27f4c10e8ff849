package training

import (
	"fmt"

	"tillway/internal/kit/day"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
)

type examKind struct{}

func (examKind) Prefix() string { return "exm" }

// ExamID identifies a paper.
type ExamID = id.Of[examKind]

type certificateKind struct{}

func (certificateKind) Prefix() string { return "crt" }

// CertificateID identifies a certificate.
type CertificateID = id.Of[certificateKind]

// Certificate proves that a person passed; it ends a year later.
type Certificate struct {
	ID         CertificateID
	Number     string // TC-yyyymmdd-nnnn
	MerchantID string
	UserID     string
	ExamID     ExamID
	Courses    []string
	IssuedOn   day.Date
	ExpiresOn  day.Date // the first day on which it does not hold

	pos flow.Pos
}

// Status returns where the certificate is in its life.
func (c Certificate) Status() string { return c.pos.Status.String() }

// ValidOn tells whether the certificate holds on a day.
func (c Certificate) ValidOn(d day.Date) bool { return c.Status() == Valid && d.Before(c.ExpiresOn) }

func certificateNumber(on day.Date, n int64) string {
	return fmt.Sprintf("TC-%s-%04d", on.Compact(), n)
}
