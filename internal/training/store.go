package training

import (
	"embed"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations is the room's schema.
var Migrations = store.Migration{Room: "training", FS: migrations}

func insertCompletion(tx *store.Tx, inst id.Institution, merchantID, user, course string) (bool, error) {
	n, err := tx.Exec(`INSERT INTO training_completion (institution_id, merchant_id, user_id, course, at_us)
		VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`, inst, merchantID, user, course, tx.NowMicros())
	return n == 1, err
}

// Completion is a course a person has read to the end.
type Completion struct {
	UserID string
	Course string
	At     time.Time
}

func completions(q store.Q, inst id.Institution, merchantID string) ([]Completion, error) {
	return store.Collect(q, func(r *store.Rows) (c Completion, err error) {
		var at int64
		err = r.Scan(&c.UserID, &c.Course, &at)
		c.At = clock.FromMicros(at)
		return c, err
	}, `SELECT user_id, course, at_us FROM training_completion
		WHERE institution_id = $1 AND merchant_id = $2 ORDER BY user_id, course`, inst, merchantID)
}

func completed(q store.Q, inst id.Institution, user string) (map[string]bool, error) {
	list, err := store.Collect(q, func(r *store.Rows) (c string, err error) { return c, r.Scan(&c) },
		`SELECT course FROM training_completion WHERE institution_id = $1 AND user_id = $2`, inst, user)
	done := map[string]bool{}
	for _, c := range list {
		done[c] = true
	}
	return done, err
}

// exam is a stored paper.
type exam struct {
	ID         ExamID
	MerchantID string
	UserID     string
	Paper      paper
	StartedAt  time.Time
	Graded     bool
}

func insertExam(tx *store.Tx, inst id.Institution, e exam) error {
	p, err := json.Marshal(e.Paper)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO training_exam (institution_id, id, merchant_id, user_id, paper, on_date, started_us,
			graded_us, score, strict_score, passed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, FALSE)`,
		inst, e.ID, e.MerchantID, e.UserID, string(p), day.Of(tx.Now()).String(), tx.NowMicros())
	return err
}

func triesOn(q store.Q, inst id.Institution, user string, on day.Date) (int64, error) {
	return store.Scan1[int64](q, `SELECT COUNT(*) FROM training_exam WHERE institution_id = $1 AND user_id = $2 AND on_date = $3`,
		inst, user, on.String())
}

func findExam(q store.Q, inst id.Institution, exm ExamID, user string) (e exam, err error) {
	var text string
	var started, graded int64
	err = q.Row(`SELECT id, merchant_id, user_id, paper, started_us, graded_us FROM training_exam
		WHERE institution_id = $1 AND id = $2 AND user_id = $3`, inst, exm, user).
		Scan(&e.ID, &e.MerchantID, &e.UserID, &text, &started, &graded)
	if errors.Is(err, store.ErrNoRows) {
		return exam{}, ErrExam.New()
	}
	if err != nil {
		return exam{}, err
	}
	e.StartedAt, e.Graded = clock.FromMicros(started), graded != 0
	return e, json.Unmarshal([]byte(text), &e.Paper)
}

func storeGrade(tx *store.Tx, inst id.Institution, exm ExamID, r Result) error {
	n, err := tx.Exec(`UPDATE training_exam SET graded_us = $1, score = $2, strict_score = $3, passed = $4
		WHERE institution_id = $5 AND id = $6 AND graded_us = 0`,
		tx.NowMicros(), r.Score, r.StrictScore, r.Passed, inst, exm)
	if err == nil && n != 1 {
		err = ErrGraded.New()
	}
	return err
}

const certificateColumns = `id, number, merchant_id, user_id, exam_id, courses, issued_on, expires_on, status, step`

func scanCertificate(r interface{ Scan(...any) error }) (c Certificate, err error) {
	var list, status string
	var step int64
	err = r.Scan(&c.ID, &c.Number, &c.MerchantID, &c.UserID, &c.ExamID, &list, &c.IssuedOn, &c.ExpiresOn, &status, &step)
	if err != nil {
		return Certificate{}, err
	}
	c.Courses, c.pos = strings.Split(list, ","), life.At(status, step)
	return c, nil
}

func insertCertificate(tx *store.Tx, inst id.Institution, c Certificate) error {
	_, err := tx.Exec(`INSERT INTO training_certificate (institution_id, id, number, merchant_id, user_id, exam_id, courses,
			issued_on, expires_on, life, status, step)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'certificate', $10, $11)`,
		inst, c.ID, c.Number, c.MerchantID, c.UserID, c.ExamID, strings.Join(c.Courses, ","),
		c.IssuedOn.String(), c.ExpiresOn.String(), c.pos.Status.String(), c.pos.Step)
	return err
}

func moveCertificate(tx *store.Tx, inst id.Institution, wasStep int64, c Certificate) error {
	n, err := tx.Exec(`UPDATE training_certificate SET status = $1, step = $2
		WHERE institution_id = $3 AND id = $4 AND step = $5`, c.pos.Status.String(), c.pos.Step, inst, c.ID, wasStep)
	if err == nil && n != 1 {
		err = ErrCertificate.New()
	}
	return err
}

func issuedOn(q store.Q, inst id.Institution, on day.Date) (int64, error) {
	return store.Scan1[int64](q, `SELECT COUNT(*) FROM training_certificate WHERE institution_id = $1 AND issued_on = $2`, inst, on.String())
}

func certificates(q store.Q, inst id.Institution, merchantID string) ([]Certificate, error) {
	return store.Collect(q, func(r *store.Rows) (Certificate, error) { return scanCertificate(r) },
		`SELECT `+certificateColumns+` FROM training_certificate WHERE institution_id = $1 AND merchant_id = $2 ORDER BY id`, inst, merchantID)
}

// CertificateFilter narrows a list of certificates.
type CertificateFilter struct {
	Merchant string
	Status   string
	After    CertificateID
	Limit    int
}

func listCertificates(q store.Q, inst id.Institution, f CertificateFilter) ([]Certificate, error) {
	if f.Limit <= 0 || f.Limit > 200 {
		f.Limit = 50
	}
	return store.Collect(q, func(r *store.Rows) (Certificate, error) { return scanCertificate(r) },
		`SELECT `+certificateColumns+` FROM training_certificate WHERE institution_id = $1 AND id > $2
			AND ($3 = '' OR merchant_id = $3) AND ($4 = '' OR status = $4) ORDER BY id LIMIT $5`,
		inst, f.After, f.Merchant, f.Status, f.Limit)
}

func certificate(q store.Q, inst id.Institution, crt CertificateID) (Certificate, error) {
	c, err := scanCertificate(q.Row(`SELECT `+certificateColumns+` FROM training_certificate WHERE institution_id = $1 AND id = $2`, inst, crt))
	if errors.Is(err, store.ErrNoRows) {
		err = ErrCertificate.New()
	}
	return c, err
}

// due is a certificate that ends on or before a day, with whose it is.
type due struct {
	Institution id.Institution
	Certificate CertificateID
}

func dueOn(q store.Q, on day.Date) ([]due, error) {
	return store.Collect(q, func(r *store.Rows) (d due, err error) { return d, r.Scan(&d.Institution, &d.Certificate) },
		`SELECT institution_id, id FROM training_certificate WHERE status = 'valid' AND expires_on <= $1 ORDER BY institution_id, id`, on.String())
}
