package api

import (
	"net/http"

	"tillway/internal/kit/store"
)

func (s *Server) storedAnswer(r *http.Request, inst, user, key string) (a answer, err error) {
	err = s.DB.Read(r.Context(), func(q store.Q) error {
		return q.Row(`SELECT digest, content_type, status, body FROM api_answer
			WHERE institution_id = $1 AND user_id = $2 AND idempotency_key = $3`, inst, user, key).
			Scan(&a.digest, &a.contentType, &a.status, &a.body)
	})
	return a, err
}

func (s *Server) keepAnswer(r *http.Request, inst, user, key, digest string, rec *recorder) error {
	return s.DB.Write(r.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec(`INSERT INTO api_answer (institution_id, user_id, idempotency_key, digest, content_type, status, body, at_us)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			inst, user, key, digest, rec.Header().Get("Content-Type"), rec.status, rec.body.Bytes(), tx.NowMicros())
		return err
	})
}
