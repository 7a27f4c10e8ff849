package audit

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

//go:embed migrations/*.sql
var migrationsFS embed.FS

// Migrations holds the audit tables.
var Migrations = store.Migration{Room: "audit", FS: migrationsFS}

// Line is one act.
type Line struct {
	Seq      int64             `json:"seq"`
	At       time.Time         `json:"at"`
	User     string            `json:"user"`
	Party    string            `json:"party"`
	Roles    string            `json:"roles"`
	IP       string            `json:"ip"`
	Verb     string            `json:"verb"`
	Noun     string            `json:"noun"`
	NounID   string            `json:"noun_id"`
	Detail   map[string]string `json:"detail"`
	PrevHash string            `json:"prev_hash"`
	Hash     string            `json:"hash"`
}

// Write adds a line to the actor's institution's chain: verb is room.what
// ("onboarding.submit"), detail holds codes, amounts, ids and digests.
func Write(tx *store.Tx, by Actor, verb, noun, nounID string, detail map[string]string) error {
	seq, prev, err := head(tx, by.Institution)
	if err != nil {
		return err
	}
	l := Line{Seq: seq + 1, At: tx.Now(), User: by.User, Party: by.Party, Roles: strings.Join(by.Roles, ","), IP: by.IP,
		Verb: verb, Noun: noun, NounID: nounID, Detail: detail, PrevHash: prev}
	l.Hash = l.digest(by.Institution)
	if err := insert(tx, by.Institution, l); err != nil {
		return err
	}
	return setHead(tx, by.Institution, l.Seq, l.Hash)
}

// digest is SHA-256 over the line's fields, each with its length before it, so
// that no two different lines read the same.
func (l Line) digest(inst id.Institution) string {
	h := sha256.New()
	for _, f := range []string{inst.String(), strconv.FormatInt(l.Seq, 10), strconv.FormatInt(clock.Micros(l.At), 10),
		l.User, l.Party, l.Roles, l.IP, l.Verb, l.Noun, l.NounID, detailText(l.Detail), l.PrevHash} {
		h.Write([]byte(strconv.Itoa(len(f)) + ":" + f))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// detailText is JSON with sorted keys: the same detail reads the same for ever.
func detailText(d map[string]string) string {
	if len(d) == 0 {
		return "{}"
	}
	b, _ := json.Marshal(d) // a map of strings always encodes
	return string(b)
}
