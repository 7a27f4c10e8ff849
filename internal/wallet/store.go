package wallet

import (
	"embed"

	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/payment"
)

//go:embed migrations
var migrationsFS embed.FS

// Migrations are the room's tables.
var Migrations = store.Migration{Room: "wallet", FS: migrationsFS}

func key(q store.Q, inst id.Institution, channel payment.Channel) (k Key, err error) {
	err = q.Row(`SELECT block, public_der FROM wallet_key WHERE institution_id = $1 AND channel = $2
		ORDER BY version DESC LIMIT 1`, string(inst), string(channel)).Scan(&k.Block, &k.Public)
	return k, err
}

// insertKey keeps a key; first is false when another was there before.
func insertKey(tx *store.Tx, inst id.Institution, channel payment.Channel, k Key) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO wallet_key (institution_id, channel, version, block, public_der, made_at)
		VALUES ($1, $2, 1, $3, $4, $5) ON CONFLICT DO NOTHING`,
		string(inst), string(channel), k.Block, k.Public, tx.NowMicros())
	return n == 1, err
}
