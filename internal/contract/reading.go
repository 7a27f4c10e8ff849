package contract

import (
	"context"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
)

// Read records that the merchant has opened a clause (S9, S42). Opening one
// again changes nothing; the first time counts.
func (s *Service) Read(ctx context.Context, by audit.Actor, con ID, clause string) (View, error) {
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		c, err := s.readable(tx, by, con)
		if err != nil {
			return err
		}
		if !c.hasClause(clause) {
			return ErrClause.New()
		}
		first, err := insertReading(tx, by.Institution, con, clause, by.User)
		if err != nil || !first {
			return err
		}
		return audit.Write(tx, by, "contract.read", "contract", con.String(), map[string]string{"clause": clause})
	})
	if err != nil {
		return View{}, err
	}
	return s.Look(ctx, by, con)
}

// readable loads a contract for its merchant while the invitation holds; the
// first time, it moves to reading.
func (s *Service) readable(tx *store.Tx, by audit.Actor, con ID) (Contract, error) {
	c, err := visible(tx, by, con)
	if err != nil {
		return Contract{}, err
	}
	if by.Merchant == "" {
		return Contract{}, ErrNotSigner.New()
	}
	if err := c.stillOpen(tx.Now()); err != nil {
		return Contract{}, err
	}
	if c.Status() == Sent {
		return fire(tx, by, c, "open")
	}
	return c, nil
}

// stillOpen refuses what comes after the fifteen days or before the sending.
func (c Contract) stillOpen(now time.Time) error {
	switch c.Status() {
	case Sent, Reading, QuestionOpen:
		if now.After(c.ExpiresAt) {
			return ErrExpired.New("until", day.Of(c.ExpiresAt).String())
		}
		return nil
	case Expired:
		return ErrExpired.New("until", day.Of(c.ExpiresAt).String())
	case Drafted:
		return ErrNotApproved.New()
	}
	_, err := life.Peek(c.pos, "sign") // signed or later: the life words the refusal
	return err
}

func (c Contract) hasClause(clause string) bool {
	for _, cl := range c.Clauses {
		if cl.ID == clause {
			return true
		}
	}
	return false
}

// Ask opens a question about a clause: nothing can be signed until it is
// answered and the answer accepted (S44).
func (s *Service) Ask(ctx context.Context, by audit.Actor, con ID, clause, text string) (View, error) {
	c, sealed, qid, err := s.sealText(ctx, by, con, "", "question", text)
	if err != nil {
		return View{}, err
	}
	if !c.hasClause(clause) {
		return View{}, ErrClause.New()
	}
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		c, err := s.readable(tx, by, con)
		if err != nil {
			return err
		}
		if c.Status() == Reading {
			if _, err = fire(tx, by, c, "ask"); err != nil {
				return err
			}
		}
		if err := insertQuestion(tx, by.Institution, con, Question{ID: qid, Clause: clause, AskedBy: by.User, sealedText: sealed}); err != nil {
			return err
		}
		if err := outbox.Emit(tx, by.Institution, Asked{con, c.MerchantID, clause}); err != nil {
			return err
		}
		return audit.Write(tx, by, "contract.ask", "contract", con.String(), map[string]string{"clause": clause, "question": qid})
	})
	if err != nil {
		return View{}, err
	}
	return s.Look(ctx, by, con)
}

// Answer is the bank's explanation.
func (s *Service) Answer(ctx context.Context, by audit.Actor, con ID, question, text string) (View, error) {
	if by.Merchant != "" {
		return View{}, ErrQuestion.New()
	}
	_, sealed, _, err := s.sealText(ctx, by, con, question, "answer", text)
	if err != nil {
		return View{}, err
	}
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		if err := storeAnswer(tx, by.Institution, con, question, sealed, by.User); err != nil {
			return err
		}
		return audit.Write(tx, by, "contract.answer", "contract", con.String(), map[string]string{"question": question})
	})
	if err != nil {
		return View{}, err
	}
	return s.Look(ctx, by, con)
}

// Accept is the merchant's 满意: when no question is left, reading goes on.
func (s *Service) Accept(ctx context.Context, by audit.Actor, con ID, question string) (View, error) {
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		c, err := s.readable(tx, by, con)
		if err != nil {
			return err
		}
		if err := acceptAnswer(tx, by.Institution, con, question); err != nil {
			return err
		}
		left, err := openQuestions(tx, by.Institution, con)
		if err != nil {
			return err
		}
		if left == 0 && c.Status() == QuestionOpen {
			_, err = fire(tx, by, c, "satisfied")
		}
		return err
	})
	if err != nil {
		return View{}, err
	}
	return s.Look(ctx, by, con)
}

// sealText seals a question or an answer under the contract's key, before the
// transaction that stores it. An empty question id makes a new one.
func (s *Service) sealText(ctx context.Context, by audit.Actor, con ID, question, column, text string) (c Contract, sealed []byte, qid string, err error) {
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n < 2 || n > 500 {
		return Contract{}, nil, "", ErrText.New()
	}
	err = s.db.Read(ctx, func(q store.Q) error {
		c, err = visible(q, by, con)
		return err
	})
	if err != nil {
		return Contract{}, nil, "", err
	}
	if len(c.dataKey) == 0 {
		return Contract{}, nil, "", ErrNotApproved.New()
	}
	if qid = question; qid == "" {
		qid = id.New[questionKind](s.db.Clock().Now()).String()
	}
	sealed, err = s.vault.Seal(ctx, c.dataKey, questionAAD(by.Institution, qid, column), []byte(text))
	return c, sealed, qid, err
}

type questionKind struct{}

func (questionKind) Prefix() string { return "que" }

// mayBeSigned checks everything that must hold before a signature but the code.
func mayBeSigned(q store.Q, by audit.Actor, con ID, now time.Time) (Contract, error) {
	c, err := visible(q, by, con)
	if err != nil {
		return Contract{}, err
	}
	if by.Merchant == "" || !by.Has(audit.Owner) {
		return Contract{}, ErrNotSigner.New()
	}
	if err := c.stillOpen(now); err != nil {
		return Contract{}, err
	}
	opened, err := readings(q, by.Institution, con)
	if err != nil {
		return Contract{}, err
	}
	if unread := len(c.Clauses) - len(opened); unread > 0 {
		return Contract{}, ErrUnread.New("n", strconv.Itoa(unread))
	}
	_, err = life.Peek(c.pos, "sign") // a question that is open is refused here
	return c, err
}
