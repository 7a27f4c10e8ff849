package keys

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// begin stores a key just made by the module as pending.
func begin(tx *store.Tx, by audit.Actor, owner string, u Usage, block []byte, kcv string) (Key, error) {
	k := Key{ID: id.New[keyKind](tx.Now()), Owner: owner, Usage: u, Block: block, KCV: kcv,
		Maker: by.Party, CreatedAt: tx.Now(), ChangedAt: tx.Now()}
	var err error
	if k.pos, err = life.Begin(tx, by.Institution, k.ID.String(), by.User); err != nil {
		return Key{}, err
	}
	return k, insert(tx, by.Institution, k)
}

// fire moves a key along its life and stores it.
func fire(tx *store.Tx, by audit.Actor, k Key, event string) (Key, error) {
	was := k
	var err error
	if k.pos, err = life.Fire(tx, by.Institution, k.ID.String(), k.pos, event, by.User); err != nil {
		return Key{}, err
	}
	return k, move(tx, by.Institution, was, k)
}

// ended maps a status to the event that ends it.
var ended = map[string]string{Pending: "discard", Current: "destroy", Previous: "destroy"}

// drop ends the owner's key of a usage and status, if there is one.
func drop(tx *store.Tx, by audit.Actor, owner string, u Usage, status string) error {
	k, ok, err := find(tx, by.Institution, owner, u, status)
	if err != nil || !ok {
		return err
	}
	_, err = fire(tx, by, k, ended[status])
	return err
}

// takeOver makes a pending key current; keepOld leaves the one before for
// messages in flight, else it is destroyed at once.
func takeOver(tx *store.Tx, by audit.Actor, k Key, keepOld bool) (Key, error) {
	if err := drop(tx, by, k.Owner, k.Usage, Previous); err != nil {
		return Key{}, err
	}
	old, had, err := find(tx, by.Institution, k.Owner, k.Usage, Current)
	if err != nil {
		return Key{}, err
	}
	if had {
		event := "destroy"
		if keepOld {
			event = "supersede"
		}
		if _, err := fire(tx, by, old, event); err != nil {
			return Key{}, err
		}
	}
	return fire(tx, by, k, "approve")
}

// DestroyTx ends every key of an owner: the device came back, was lost or was
// tampered with. Nothing under these keys can be checked or made any more.
func DestroyTx(tx *store.Tx, by audit.Actor, owner, reason string) error {
	all, err := live(tx, by.Institution, owner)
	if err != nil {
		return err
	}
	for _, k := range all {
		if _, err := fire(tx, by, k, ended[k.Status()]); err != nil {
			return err
		}
		if err := audit.Write(tx, by, "keys.destroy", "key", k.ID.String(),
			map[string]string{"owner": owner, "usage": string(k.Usage), "kcv": k.KCV, "reason": reason}); err != nil {
			return err
		}
	}
	return nil
}

// PromoteTx makes a terminal's pending work keys current, because a message
// arrived with a good MAC under them. Without pending keys it does nothing.
func PromoteTx(tx *store.Tx, by audit.Actor, terminalID string) error {
	for _, u := range workUsages {
		k, ok, err := find(tx, by.Institution, terminalID, u, Pending)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if _, err := takeOver(tx, by, k, true); err != nil {
			return err
		}
	}
	return nil
}

// MarkExportedTx records that the master key left the module for its device.
func MarkExportedTx(tx *store.Tx, by audit.Actor, key ID, publicKeyPEM string) error {
	first, err := markExported(tx, by.Institution, key)
	if err != nil {
		return err
	}
	if !first {
		return ErrExported.New()
	}
	device := sha256.Sum256([]byte(publicKeyPEM))
	return audit.Write(tx, by, "keys.export", "key", key.String(), map[string]string{"device_key": hex.EncodeToString(device[:8])})
}

// Work returns a terminal's work keys. The previous pair is given only while
// messages under it may still be on their way (book, reliability-security §4.5).
func Work(q store.Q, inst id.Institution, terminalID string, now time.Time) (Ring, error) {
	all, err := live(q, inst, terminalID)
	if err != nil {
		return Ring{}, err
	}
	p := institution.On(q, inst, day.Of(now))
	previousFor := p.Duration("keys.previous_seconds")
	if p.Err() != nil {
		return Ring{}, p.Err()
	}
	var r Ring
	for _, k := range all {
		pair := r.pair(k.Status())
		if pair == nil || k.Status() == Previous && now.Sub(k.ChangedAt) >= previousFor {
			continue
		}
		switch k.Usage {
		case TPK:
			pair.PIN = k
		case TAK:
			pair.MAC = k
		case TDK:
			pair.Track = k
		}
	}
	return r, nil
}

func (r *Ring) pair(status string) *Pair {
	switch status {
	case Pending:
		return &r.Pending
	case Current:
		return &r.Current
	case Previous:
		return &r.Previous
	}
	return nil
}

// Zone returns the zone keys in force on a line ("link:network").
func Zone(q store.Q, inst id.Institution, link string) (zpk, zak Key, err error) {
	if zpk, err = current(q, inst, link, ZPK); err != nil {
		return Key{}, Key{}, err
	}
	zak, err = current(q, inst, link, ZAK)
	return zpk, zak, err
}

func current(q store.Q, inst id.Institution, owner string, u Usage) (Key, error) {
	k, ok, err := find(q, inst, owner, u, Current)
	if err == nil && !ok {
		err = ErrNoKey.New("usage", string(u))
	}
	return k, err
}

// History returns every key an owner ever had, newest first: the evidence of a
// ceremony and of an erasure.
func History(q store.Q, inst id.Institution, owner string) ([]Key, error) {
	return history(q, inst, owner)
}
