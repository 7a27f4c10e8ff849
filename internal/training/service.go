package training

import (
	"context"
	"strings"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/rnd"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
)

// Service is the room's use cases.
type Service struct {
	db   *store.DB
	pick func(n int) int // draws papers; a test seeds it
}

// New returns the room.
func New(db *store.DB) *Service { return &Service{db: db, pick: rnd.Int} }

// WithPick replaces the source of chance that draws papers.
func (s *Service) WithPick(pick func(n int) int) *Service { return &Service{db: s.db, pick: pick} }

// Complete records that the caller has read a course to its end. Doing so
// twice changes nothing.
func (s *Service) Complete(ctx context.Context, by audit.Actor, course string) error {
	if by.Merchant == "" {
		return ErrNotStaff.New()
	}
	if _, err := courseOf(course); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *store.Tx) error {
		first, err := insertCompletion(tx, by.Institution, by.Merchant, by.User, course)
		if err != nil || !first {
			return err
		}
		return audit.Write(tx, by, "training.complete", "course", course, map[string]string{"user": by.User})
	})
}

// Exam is a paper handed out.
type Exam struct {
	ID        ExamID
	Questions []Asked
	Rules     Rules
	Try       int // of those a day
}

// Begin hands the caller a fresh paper.
func (s *Service) Begin(ctx context.Context, by audit.Actor) (Exam, error) {
	if by.Merchant == "" {
		return Exam{}, ErrNotStaff.New()
	}
	var out Exam
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		done, err := completed(tx, by.Institution, by.User)
		if err != nil {
			return err
		}
		if left := missing(done); len(left) > 0 {
			return ErrIncomplete.New("courses", strings.Join(left, ", "))
		}
		rules, err := RulesOn(tx, by.Institution, day.Of(tx.Now()))
		if err != nil {
			return err
		}
		tries, err := triesOn(tx, by.Institution, by.User, day.Of(tx.Now()))
		if err != nil {
			return err
		}
		if int(tries) >= rules.TriesPerDay {
			return ErrTries.New("tries", itoa(rules.TriesPerDay))
		}
		e := exam{ID: id.New[examKind](tx.Now()), MerchantID: by.Merchant, UserID: by.User, Paper: draw(rules.Questions, s.pick)}
		out = Exam{ID: e.ID, Questions: e.Paper.show(), Rules: rules, Try: int(tries) + 1}
		if err := insertExam(tx, by.Institution, e); err != nil {
			return err
		}
		return audit.Write(tx, by, "training.exam", "exam", e.ID.String(), map[string]string{"user": by.User})
	})
	return out, err
}

func missing(done map[string]bool) (left []string) {
	for _, c := range Mandatory {
		if !done[c] {
			left = append(left, c)
		}
	}
	return left
}

// Grade marks a paper, once. A pass issues the certificate and meets the
// shop's condition "trained" in the same transaction.
func (s *Service) Grade(ctx context.Context, by audit.Actor, exm ExamID, answers map[string][]string) (Result, *Certificate, error) {
	var result Result
	var cert *Certificate
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		cert = nil
		e, err := findExam(tx, by.Institution, exm, by.User)
		if err != nil {
			return err
		}
		if e.Graded {
			return ErrGraded.New()
		}
		rules, err := RulesOn(tx, by.Institution, day.Of(e.StartedAt))
		if err != nil {
			return err
		}
		if tx.Now().Sub(e.StartedAt) > rules.Time {
			return ErrLate.New("minutes", itoa(int(rules.Time.Minutes())))
		}
		result = e.Paper.grade(rules, answers)
		if err := storeGrade(tx, by.Institution, exm, result); err != nil {
			return err
		}
		if err := audit.Write(tx, by, "training.grade", "exam", exm.String(),
			map[string]string{"score": itoa(result.Score), "strict": itoa(result.StrictScore), "passed": yes(result.Passed)}); err != nil {
			return err
		}
		if !result.Passed {
			return nil
		}
		c, err := certify(tx, by, e, rules)
		cert = &c
		return err
	})
	if err != nil {
		return Result{}, nil, err
	}
	return result, cert, nil
}

func certify(tx *store.Tx, by audit.Actor, e exam, rules Rules) (Certificate, error) {
	today := day.Of(tx.Now())
	n, err := issuedOn(tx, by.Institution, today)
	if err != nil {
		return Certificate{}, err
	}
	c := Certificate{
		ID: id.New[certificateKind](tx.Now()), Number: certificateNumber(today, n+1),
		MerchantID: e.MerchantID, UserID: e.UserID, ExamID: e.ID, Courses: Mandatory,
		IssuedOn: today, ExpiresOn: today.AddMonths(rules.Months),
	}
	if c.pos, err = life.Begin(tx, by.Institution, c.ID.String(), by.User); err != nil {
		return Certificate{}, err
	}
	if err := insertCertificate(tx, by.Institution, c); err != nil {
		return Certificate{}, err
	}
	if err := merchant.MeetTx(tx, by, merchant.ID(c.MerchantID), condition, c.Number); err != nil {
		return Certificate{}, err
	}
	return c, outbox.Emit(tx, by.Institution, Certified{c.MerchantID, c.UserID, c.Number, c.ExpiresOn.String()})
}

// condition is the name under which the shop's readiness knows this room.
const condition = "trained"
