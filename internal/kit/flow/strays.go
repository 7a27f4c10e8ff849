package flow

import "tillway/internal/kit/store"

// Strays returns the keys (institution/id) of a noun's rows that do not stand
// at the last step of their life, and of lives that have lost their row. The
// foreign keys make both impossible; this is for a proof that does not trust
// that they were on. Only the noun's own room names its table.
func (l *Life) Strays(q store.Q, table string) ([]string, error) {
	return store.Collect(q, func(r *store.Rows) (key string, err error) { return key, r.Scan(&key) }, `
		SELECT t.institution_id || '/' || t.id FROM `+table+` t WHERE NOT EXISTS (SELECT 1 FROM flow_step s
			WHERE s.institution_id = t.institution_id AND s.life = $1 AND s.id = t.id AND s.step = t.step AND s.to_status = t.status)
		OR EXISTS (SELECT 1 FROM flow_step s
			WHERE s.institution_id = t.institution_id AND s.life = $2 AND s.id = t.id AND s.step > t.step)
		UNION SELECT s.institution_id || '/' || s.id FROM flow_step s WHERE s.life = $3 AND NOT EXISTS (SELECT 1 FROM `+table+` t
			WHERE t.institution_id = s.institution_id AND t.id = s.id) ORDER BY 1`, l.name, l.name, l.name)
}
