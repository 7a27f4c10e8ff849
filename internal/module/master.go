package module

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

const masterLen = 32

// master is the storage master key and what is derived from it, in one page
// outside the heap.
type master struct {
	mem         []byte
	locked      bool
	fingerprint []byte // eight bytes by which a block knows its master
}

// blockKey wraps key blocks.
func (m *master) blockKey() []byte { return m.mem[masterLen : 2*masterLen] }

// indexKey is the root of the blind indexes.
func (m *master) indexKey() []byte { return m.mem[2*masterLen : 3*masterLen] }

func (m *master) close() error { return release(m.mem) }

// openMaster reads the key file of dir, or makes it at the first start.
func openMaster(dir string) (*master, error) {
	path := filepath.Join(dir, "lmk")
	if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
		if err := makeMaster(dir, path); err != nil {
			return nil, fmt.Errorf("the storage master key cannot be made: %w", err)
		}
	}
	mem, locked, err := page(3 * masterLen)
	if err != nil {
		return nil, err
	}
	m := &master{mem: mem, locked: locked}
	if err := m.load(path); err != nil {
		return nil, errors.Join(err, m.close())
	}
	return m, nil
}

func (m *master) load(path string) error {
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() || info.Mode().Perm()&0o077 != 0 || info.Size() != masterLen {
		return errMaster.New("path", path, "bytes", strconv.Itoa(masterLen))
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	lmk := m.mem[:masterLen]
	if n, err := f.Read(lmk); err != nil || n != masterLen {
		return fmt.Errorf("%s cannot be read: %w", path, err)
	}
	for use, to := range map[string][]byte{"key block": m.blockKey(), "blind index": m.indexKey()} {
		if err := derive(to, lmk, use); err != nil {
			return err
		}
	}
	m.fingerprint = make([]byte, 8)
	return derive(m.fingerprint, lmk, "fingerprint")
}

func derive(to, from []byte, use string) error {
	k, err := hkdf.Expand(sha256.New, from, "tillway "+use+" 1", len(to))
	if err != nil {
		return err
	}
	copy(to, k)
	clear(k)
	return nil
}

// makeMaster writes a new key so that a crash leaves either none or a whole one.
func makeMaster(dir, path string) error {
	lmk := make([]byte, masterLen)
	defer clear(lmk)
	rand.Read(lmk) // never fails: crypto/rand ends the process instead
	tmp := path + ".new"
	if err := os.Remove(tmp); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(lmk)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func (m *master) String() string { return "master " + hex.EncodeToString(m.fingerprint) }
