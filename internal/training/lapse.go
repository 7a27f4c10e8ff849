package training

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
)

// Revoke ends a certificate before its time, for instance when a person leaves
// or was seen breaking the rules it stands for.
func (s *Service) Revoke(ctx context.Context, by audit.Actor, crt CertificateID, reason string) error {
	if utf8.RuneCountInString(strings.TrimSpace(reason)) < minReason {
		return errs.Fields(errs.FieldFault{Path: "reason", Code: "TOO_SHORT", Zh: "请至少用五个字写明原因", En: "Say why in five characters or more"})
	}
	return s.db.Write(ctx, func(tx *store.Tx) error { return lapse(tx, by, crt, "revoke", reason) })
}

// minReason is the least a reader of the record can judge by, in characters.
const minReason = 5

// ExpireDue ends every certificate whose year is over; jobs calls it with the
// business date.
func (s *Service) ExpireDue(ctx context.Context, on day.Date) error {
	var list []due
	err := s.db.Read(ctx, func(q store.Q) (err error) {
		list, err = dueOn(q, on)
		return err
	})
	for _, d := range list {
		if err != nil {
			break
		}
		err = s.db.Write(ctx, func(tx *store.Tx) error {
			return lapse(tx, audit.System(d.Institution, "training"), d.Certificate, "expire", "one year")
		})
	}
	return err
}

// lapse ends a certificate; without another valid one the shop is no longer
// trained and stops trading.
func lapse(tx *store.Tx, by audit.Actor, crt CertificateID, event, reason string) error {
	c, err := certificate(tx, by.Institution, crt)
	if err != nil {
		return err
	}
	was := c.pos.Step
	if c.pos, err = life.Fire(tx, by.Institution, c.ID.String(), c.pos, event, by.User); err != nil {
		return err
	}
	if err := moveCertificate(tx, by.Institution, was, c); err != nil {
		return err
	}
	if err := outbox.Emit(tx, by.Institution, Lapsed{c.MerchantID, c.UserID, c.Number, c.Status()}); err != nil {
		return err
	}
	if err := audit.Write(tx, by, "training."+event, "certificate", c.ID.String(),
		map[string]string{"number": c.Number, "reason": reason}); err != nil {
		return err
	}
	all, err := certificates(tx, by.Institution, c.MerchantID)
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.ValidOn(day.Of(tx.Now())) {
			return nil
		}
	}
	return merchant.UnmeetTx(tx, by, merchant.ID(c.MerchantID), condition, "certificate "+c.Number+" "+c.Status())
}

// Record is what a shop's training proof consists of (S83): who read what and
// when, and the certificates.
type Record struct {
	Completions  []Completion
	Certificates []Certificate
}

// Record returns the training record of a merchant; a member of a merchant
// sees its own.
func (s *Service) Record(ctx context.Context, by audit.Actor, merchantID string) (out Record, err error) {
	if by.Merchant != "" {
		merchantID = by.Merchant
	}
	err = s.db.Read(ctx, func(q store.Q) error {
		if out.Completions, err = completions(q, by.Institution, merchantID); err != nil {
			return err
		}
		out.Certificates, err = certificates(q, by.Institution, merchantID)
		return err
	})
	return out, err
}

// Certificates lists certificates: the bank sees every shop's, a member of a
// merchant its own shop's.
func (s *Service) Certificates(ctx context.Context, by audit.Actor, f CertificateFilter) (out []Certificate, err error) {
	if by.Merchant != "" {
		f.Merchant = by.Merchant
	}
	err = s.db.Read(ctx, func(q store.Q) error {
		out, err = listCertificates(q, by.Institution, f)
		return err
	})
	return out, err
}

func itoa(n int) string { return strconv.Itoa(n) }

func yes(b bool) string { return strconv.FormatBool(b) }
