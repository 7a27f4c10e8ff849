package identity

import (
	"embed"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/party"
)

//go:embed migrations/*.sql
var migrationsFS embed.FS

// Migrations holds the room's tables.
var Migrations = store.Migration{Room: "identity", FS: migrationsFS}

const selectUser = `SELECT u.institution_id, u.id, u.login, u.party_id, u.merchant_id, u.name_masked, u.temporary, u.status, u.step,
		u.created_us, p.hash, p.set_us
	FROM identity_user u
	JOIN identity_password p ON p.institution_id = u.institution_id AND p.user_id = u.id AND p.seq =
		(SELECT MAX(seq) FROM identity_password l WHERE l.institution_id = u.institution_id AND l.user_id = u.id)`

func scanUser(row interface{ Scan(...any) error }) (u User, err error) {
	var step, created, set int64
	err = row.Scan(&u.inst, &u.ID, &u.Login, &u.Party, &u.Merchant, &u.Name, &u.Temporary, &u.Status, &step, &created, &u.hash, &set)
	if errors.Is(err, store.ErrNoRows) {
		return u, ErrUnknown.New()
	}
	if err != nil {
		return u, err
	}
	u.pos = userLife.At(u.Status, step)
	u.CreatedAt, u.PasswordAt = clock.FromMicros(created).In(clock.Shanghai), clock.FromMicros(set).In(clock.Shanghai)
	return u, nil
}

func withRoles(q store.Q, u User, err error) (User, error) {
	if err != nil {
		return u, err
	}
	u.Roles, err = rolesOf(q, u.inst, u.ID)
	return u, err
}

func userByID(q store.Q, inst id.Institution, of UserID) (User, error) {
	u, err := scanUser(q.Row(selectUser+` WHERE u.institution_id = $1 AND u.id = $2`, inst, of))
	return withRoles(q, u, err)
}

func userByLogin(q store.Q, inst id.Institution, login string) (User, error) {
	u, err := scanUser(q.Row(selectUser+` WHERE u.institution_id = $1 AND u.login = $2`, inst, login))
	return withRoles(q, u, err)
}

// listUsers returns a merchant's users, or everybody's for merchant "*".
func listUsers(q store.Q, inst id.Institution, merchant string) ([]User, error) {
	users, err := store.Collect(q, func(r *store.Rows) (User, error) { return scanUser(r) },
		selectUser+` WHERE u.institution_id = $1 AND (u.merchant_id = $2 OR $2 = '*') ORDER BY u.login`, inst, merchant)
	if err != nil {
		return nil, err
	}
	for i := range users {
		if users[i].Roles, err = rolesOf(q, inst, users[i].ID); err != nil {
			return nil, err
		}
	}
	return users, nil
}

// names returns what is shown of users, by their ids; who is unknown is left out.
func names(q store.Q, inst id.Institution, of []string) (map[string]Name, error) {
	out := map[string]Name{}
	for part := range slices.Chunk(of, 100) {
		args, marks := []any{inst}, ""
		for i, user := range part {
			args = append(args, user)
			marks += ", $" + strconv.Itoa(i+2)
		}
		rows, err := store.Collect(q, func(r *store.Rows) (n Name, err error) {
			return n, r.Scan(&n.User, &n.Login, &n.Masked, &n.Merchant)
		}, `SELECT id, login, name_masked, merchant_id FROM identity_user WHERE institution_id = $1 AND id IN (`+marks[2:]+`)`, args...)
		if err != nil {
			return nil, err
		}
		for _, n := range rows {
			out[n.User] = n
		}
	}
	return out, nil
}

func rolesOf(q store.Q, inst id.Institution, of UserID) ([]string, error) {
	return store.Collect(q, func(r *store.Rows) (role string, err error) { return role, r.Scan(&role) },
		`SELECT role FROM identity_role WHERE institution_id = $1 AND user_id = $2 ORDER BY role`, inst, of)
}

// rolesOfParty returns the roles of a person's other accounts.
func rolesOfParty(q store.Q, inst id.Institution, of party.ID, except UserID) ([]string, error) {
	return store.Collect(q, func(r *store.Rows) (role string, err error) { return role, r.Scan(&role) },
		`SELECT DISTINCT r.role FROM identity_role r
		JOIN identity_user u ON u.institution_id = r.institution_id AND u.id = r.user_id
		WHERE u.institution_id = $1 AND u.party_id = $2 AND u.id <> $3 AND u.status = 'active' ORDER BY r.role`, inst, of, except)
}

func anyUser(q store.Q, inst id.Institution) (bool, error) {
	n, err := store.Scan1[int64](q, `SELECT COUNT(*) FROM identity_user WHERE institution_id = $1`, inst)
	return n > 0, err
}

// insertUser reports false when the sign-in name is taken. The life's first
// step must exist.
func insertUser(tx *store.Tx, u User) (bool, error) {
	n, err := tx.Exec(`INSERT INTO identity_user (institution_id, id, login, party_id, merchant_id, name_masked, temporary,
			life, status, step, created_us)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 'user', $8, $9, $10) ON CONFLICT DO NOTHING`,
		u.inst, u.ID, u.Login, u.Party, u.Merchant, u.Name, u.Temporary, u.pos.Status.String(), u.pos.Step, tx.NowMicros())
	return n == 1, err
}

func setUserPos(tx *store.Tx, u User, to flow.Pos) error {
	return one(tx.Exec(`UPDATE identity_user SET status = $1, step = $2 WHERE institution_id = $3 AND id = $4 AND step = $5`,
		to.Status.String(), to.Step, u.inst, u.ID, u.pos.Step))
}

func setMerchant(tx *store.Tx, inst id.Institution, of UserID, merchant string) error {
	return one(tx.Exec(`UPDATE identity_user SET merchant_id = $1 WHERE institution_id = $2 AND id = $3`, merchant, inst, of))
}

func addPassword(tx *store.Tx, inst id.Institution, of UserID, hash string, temporary bool) error {
	_, err := tx.Exec(`INSERT INTO identity_password (institution_id, user_id, seq, hash, set_us)
		SELECT $1, $2, COALESCE(MAX(seq), 0) + 1, $3, $4 FROM identity_password WHERE institution_id = $1 AND user_id = $2`,
		inst, of, hash, tx.NowMicros())
	if err != nil {
		return err
	}
	return one(tx.Exec(`UPDATE identity_user SET temporary = $1 WHERE institution_id = $2 AND id = $3`, temporary, inst, of))
}

func lastPasswords(q store.Q, inst id.Institution, of UserID, n int) ([]string, error) {
	return store.Collect(q, func(r *store.Rows) (hash string, err error) { return hash, r.Scan(&hash) },
		`SELECT hash FROM identity_password WHERE institution_id = $1 AND user_id = $2 ORDER BY seq DESC LIMIT $3`, inst, of, n)
}

func setRoles(tx *store.Tx, inst id.Institution, of UserID, roles []string) error {
	if _, err := tx.Exec(`DELETE FROM identity_role WHERE institution_id = $1 AND user_id = $2`, inst, of); err != nil {
		return err
	}
	for _, r := range roles {
		_, err := tx.Exec(`INSERT INTO identity_role (institution_id, user_id, role) VALUES ($1, $2, $3)`, inst, of, r)
		if err != nil {
			return err
		}
	}
	return nil
}

// RoleChange is a proposed change of a user's roles.
type RoleChange struct {
	ID     ChangeID `json:"id"`
	User   UserID   `json:"user_id"`
	Roles  []string `json:"roles"`
	Reason string   `json:"reason"`
	Status string   `json:"status"`
	Maker  string   `json:"maker"` // user; in lists
	maker  string   // party
	pos    flow.Pos
}

func insertChange(tx *store.Tx, inst id.Institution, c RoleChange) error {
	_, err := tx.Exec(`INSERT INTO identity_role_change (institution_id, id, user_id, roles, reason, maker_party, checker_party,
			life, status, step, created_us)
		VALUES ($1, $2, $3, $4, $5, $6, '', 'role_change', $7, $8, $9)`,
		inst, c.ID, c.User, strings.Join(c.Roles, ","), c.Reason, c.maker, c.pos.Status.String(), c.pos.Step, tx.NowMicros())
	return err
}

const selectChange = `SELECT id, user_id, roles, reason, maker_party, status, step FROM identity_role_change`

func scanChange(row interface{ Scan(...any) error }) (c RoleChange, err error) {
	var roles string
	var step int64
	err = row.Scan(&c.ID, &c.User, &roles, &c.Reason, &c.maker, &c.Status, &step)
	if errors.Is(err, store.ErrNoRows) {
		return c, ErrChangeUnknown.New()
	}
	c.Roles = strings.Split(roles, ",")
	if err == nil {
		c.pos = roleChangeLife.At(c.Status, step)
	}
	return c, err
}

func loadChange(q store.Q, inst id.Institution, of ChangeID) (RoleChange, error) {
	return scanChange(q.Row(selectChange+` WHERE institution_id = $1 AND id = $2`, inst, of))
}

func openChanges(q store.Q, inst id.Institution) ([]RoleChange, error) {
	return store.Collect(q, func(r *store.Rows) (RoleChange, error) { return scanChange(r) },
		selectChange+` WHERE institution_id = $1 AND status = 'proposed' ORDER BY id`, inst)
}

func decideChange(tx *store.Tx, inst id.Institution, c RoleChange, to flow.Pos, checker string) error {
	return one(tx.Exec(`UPDATE identity_role_change SET status = $1, step = $2, checker_party = $3
		WHERE institution_id = $4 AND id = $5 AND step = $6`, to.Status.String(), to.Step, checker, inst, c.ID, c.pos.Step))
}

// session is a row of identity_session; its times are the real clock's.
type session struct {
	inst          id.Institution
	user          UserID
	device        string
	started, seen time.Time
	ended         bool
}

func insertSession(tx *store.Tx, token []byte, s session) error {
	_, err := tx.Exec(`INSERT INTO identity_session (token_sha256, institution_id, user_id, device, started_us, seen_us)
		VALUES ($1, $2, $3, $4, $5, $5)`, token, s.inst, s.user, s.device, clock.Micros(s.started))
	return err
}

func loadSession(q store.Q, token []byte) (s session, err error) {
	var started, seen int64
	var ended store.Null[int64]
	err = q.Row(`SELECT institution_id, user_id, device, started_us, seen_us, ended_us FROM identity_session WHERE token_sha256 = $1`, token).
		Scan(&s.inst, &s.user, &s.device, &started, &seen, &ended)
	s.started, s.seen, s.ended = clock.FromMicros(started), clock.FromMicros(seen), ended.Valid
	return s, err
}

func touchSession(tx *store.Tx, token []byte, now time.Time) error {
	_, err := tx.Exec(`UPDATE identity_session SET seen_us = $1 WHERE token_sha256 = $2 AND ended_us IS NULL`, clock.Micros(now), token)
	return err
}

func endSession(tx *store.Tx, token []byte, now time.Time) error {
	_, err := tx.Exec(`UPDATE identity_session SET ended_us = $1 WHERE token_sha256 = $2 AND ended_us IS NULL`, clock.Micros(now), token)
	return err
}

// endSessions ends all of a user's sessions but the one with the given token.
func endSessions(tx *store.Tx, inst id.Institution, of UserID, except []byte, now time.Time) error {
	_, err := tx.Exec(`UPDATE identity_session SET ended_us = $1
		WHERE institution_id = $2 AND user_id = $3 AND ended_us IS NULL AND token_sha256 <> $4`,
		clock.Micros(now), inst, of, except)
	return err
}

// purgeSessions forgets sessions that started, and tries that failed, before.
func purgeSessions(tx *store.Tx, before time.Time) error {
	_, err := tx.Exec(`DELETE FROM identity_session WHERE started_us < $1`, clock.Micros(before))
	if err != nil {
		return err
	}
	_, err = tx.Exec(`DELETE FROM identity_attempt WHERE last_us < $1`, clock.Micros(before))
	return err
}

// knowDevice reports whether the device is new for the user.
func knowDevice(tx *store.Tx, inst id.Institution, of UserID, device string) (fresh bool, err error) {
	n, err := tx.Exec(`INSERT INTO identity_device (institution_id, user_id, device, first_us) VALUES ($1, $2, $3, $4)
		ON CONFLICT DO NOTHING`, inst, of, device, tx.NowMicros())
	return n == 1, err
}

func devices(q store.Q, inst id.Institution, of UserID) (int64, error) {
	return store.Scan1[int64](q, `SELECT COUNT(*) FROM identity_device WHERE institution_id = $1 AND user_id = $2`, inst, of)
}

// attempt is the record of failed tries under a name.
type attempt struct {
	failures int
	last     time.Time
	until    time.Time // locked until
}

func loadAttempt(q store.Q, inst id.Institution, login []byte) (a attempt, err error) {
	var last, until int64
	err = q.Row(`SELECT failures, last_us, locked_us FROM identity_attempt WHERE institution_id = $1 AND login_sha256 = $2`, inst, login).
		Scan(&a.failures, &last, &until)
	if errors.Is(err, store.ErrNoRows) {
		return attempt{}, nil
	}
	a.last, a.until = clock.FromMicros(last), clock.FromMicros(until)
	return a, err
}

func saveAttempt(tx *store.Tx, inst id.Institution, login []byte, a attempt) error {
	var until int64
	if !a.until.IsZero() {
		until = clock.Micros(a.until)
	}
	_, err := tx.Exec(`INSERT INTO identity_attempt (institution_id, login_sha256, failures, last_us, locked_us)
		VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (institution_id, login_sha256) DO UPDATE SET failures = excluded.failures, last_us = excluded.last_us, locked_us = excluded.locked_us`,
		inst, login, a.failures, clock.Micros(a.last), until)
	return err
}

func forgetAttempts(tx *store.Tx, inst id.Institution, login []byte) error {
	_, err := tx.Exec(`DELETE FROM identity_attempt WHERE institution_id = $1 AND login_sha256 = $2`, inst, login)
	return err
}

// noteReminder reports whether the user had not been told yet.
func noteReminder(tx *store.Tx, u User, left int) (bool, error) {
	n, err := tx.Exec(`INSERT INTO identity_reminder (institution_id, user_id, set_us, days_left) VALUES ($1, $2, $3, $4)
		ON CONFLICT DO NOTHING`, u.inst, u.ID, clock.Micros(u.PasswordAt), left)
	return n == 1, err
}

// recipients lists the active users of a merchant that hold a role.
func recipients(q store.Q, inst id.Institution, merchant, role string) ([]Recipient, error) {
	return store.Collect(q, func(r *store.Rows) (x Recipient, err error) { return x, r.Scan(&x.User, &x.Party) },
		`SELECT u.id, u.party_id FROM identity_user u
		JOIN identity_role r ON r.institution_id = u.institution_id AND r.user_id = u.id
		WHERE u.institution_id = $1 AND u.merchant_id = $2 AND r.role = $3 AND u.status = 'active' ORDER BY u.id`, inst, merchant, role)
}

// one turns "no row touched" into an error: somebody else was quicker.
func one(n int64, err error) error {
	if err == nil && n != 1 {
		return errors.New("identity: the row changed in between")
	}
	return err
}
