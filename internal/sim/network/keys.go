package network

import (
	"crypto/rsa"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"

	"tillway/internal/sim"
	"tillway/internal/wire/cardcrypto"
)

// zoneKeys are the keys of the link: PIN blocks under ZPK, MACs under ZAK.
type zoneKeys struct{ zpk, zak []byte }

// keyStore holds the network's RSA key and the zone keys, in files of its own.
type keyStore struct {
	dir  string
	rsa  *rsa.PrivateKey
	zone atomic.Pointer[zoneKeys]
}

type zoneFile struct {
	ZPK string `json:"zpk"`
	ZAK string `json:"zak"`
}

func openKeys(dir string) (*keyStore, error) {
	k := &keyStore{dir: dir}
	var err error
	if k.rsa, err = sim.RSAKey(filepath.Join(dir, "zone_private.pem"), filepath.Join(dir, "zone_public.pem")); err != nil {
		return nil, err
	}
	var f zoneFile
	if err := sim.ReadJSON(k.zonePath(), &f); errors.Is(err, fs.ErrNotExist) {
		return k, nil
	} else if err != nil {
		return nil, err
	}
	zpk, err1 := hex.DecodeString(f.ZPK)
	zak, err2 := hex.DecodeString(f.ZAK)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	k.zone.Store(&zoneKeys{zpk, zak})
	return k, nil
}

func (k *keyStore) zonePath() string { return filepath.Join(k.dir, "zone_keys.json") }

func (k *keyStore) showPublic(w http.ResponseWriter, _ *http.Request) {
	pem, err := sim.PublicPEM(&k.rsa.PublicKey)
	if err != nil {
		sim.Broken(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/x-pem-file")
	w.Write(pem)
}

type loadRequest struct {
	ZPK    []byte `json:"zpk_b64"`
	ZAK    []byte `json:"zak_b64"`
	ZPKKCV string `json:"zpk_kcv"`
	ZAKKCV string `json:"zak_kcv"`
}

// load takes zone keys wrapped with RSA-OAEP and SHA-256, the label saying
// which key it is, and replaces the old ones only when both check values are right.
func (k *keyStore) load(w http.ResponseWriter, r *http.Request) {
	in, ok := sim.Body[loadRequest](w, r)
	if !ok {
		return
	}
	zpk, err1 := k.unwrap("ZPK", in.ZPK, in.ZPKKCV)
	zak, err2 := k.unwrap("ZAK", in.ZAK, in.ZAKKCV)
	if err1 != nil || err2 != nil {
		sim.Refuse(w, http.StatusBadRequest, "KEY_ERROR", "密钥无法解开或校验值不符，原密钥保留", "a key cannot be unwrapped or fails its check value; the old keys stay")
		return
	}
	if err := sim.WriteJSON(k.zonePath(), zoneFile{hex.EncodeToString(zpk), hex.EncodeToString(zak)}); err != nil {
		sim.Broken(w, err)
		return
	}
	k.zone.Store(&zoneKeys{zpk, zak})
	sim.Reply(w, http.StatusOK, map[string]bool{"ok": true})
}

var errKey = errors.New("network: not a 16-byte key with this check value")

func (k *keyStore) unwrap(label string, wrapped []byte, kcv string) ([]byte, error) {
	key, err := rsa.DecryptOAEP(sha256.New(), nil, k.rsa, wrapped, []byte(label))
	if err != nil || len(key) != 16 {
		return nil, errKey
	}
	got, err := cardcrypto.KCV(key)
	if err != nil || len(kcv) < 6 || !strings.HasPrefix(hex.EncodeToString(got[:]), strings.ToLower(kcv)) {
		return nil, errKey
	}
	return key, nil
}
