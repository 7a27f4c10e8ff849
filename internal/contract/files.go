package contract

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"

	"tillway/internal/audit"
	"tillway/internal/kit/disk"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// A file is found by the SHA-256 of its clear bytes and lies sealed under the
// contract's own key, with its place as additional data: it opens nowhere else.

func fileAAD(inst id.Institution, con ID, digest string) string {
	return strings.Join([]string{inst.String(), "contract_file", con.String(), digest}, "/")
}

func (s *Service) path(inst id.Institution, con ID, digest string) string {
	return filepath.Join(s.dir, inst.String(), con.String(), digest+".sealed")
}

func sha(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// keep seals a file and puts it on disk, durably, before the transaction that
// refers to it. A file that is never referred to does no harm.
func (s *Service) keep(ctx context.Context, inst id.Institution, c Contract, kind string, content []byte) (File, error) {
	f := File{Kind: kind, Digest: sha(content), Size: int64(len(content))}
	sealed, err := s.vault.Seal(ctx, c.dataKey, fileAAD(inst, c.ID, f.Digest), content)
	if err != nil {
		return File{}, err
	}
	return f, disk.Write(s.path(inst, c.ID, f.Digest), sealed)
}

// fetch opens a file and checks that it is what its digest says.
func (s *Service) fetch(ctx context.Context, inst id.Institution, c Contract, f File) ([]byte, error) {
	sealed, err := os.ReadFile(s.path(inst, c.ID, f.Digest))
	if err != nil {
		return nil, ErrDamaged.Wrap(err)
	}
	content, err := s.vault.Open(ctx, c.dataKey, fileAAD(inst, c.ID, f.Digest), sealed)
	if err != nil {
		return nil, err
	}
	if sha(content) != f.Digest {
		return nil, ErrDamaged.New()
	}
	return content, nil
}

// Download returns a file of a contract and records who took it (S46, S47).
func (s *Service) Download(ctx context.Context, by audit.Actor, con ID, kind string) ([]byte, File, error) {
	c, f, err := s.locate(ctx, by, con, kind)
	if err != nil {
		return nil, File{}, err
	}
	content, err := s.fetch(ctx, by.Institution, c, f)
	if err != nil {
		return nil, File{}, err
	}
	return content, f, s.db.Write(ctx, func(tx *store.Tx) error {
		return audit.Write(tx, by, "contract.download", "contract", con.String(), map[string]string{"kind": kind, "digest": f.Digest})
	})
}

func (s *Service) locate(ctx context.Context, by audit.Actor, con ID, kind string) (c Contract, f File, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		if c, err = visible(q, by, con); err != nil {
			return err
		}
		all, err := files(q, by.Institution, con)
		if err != nil {
			return err
		}
		for _, one := range all {
			if one.Kind == kind {
				f = one
				return nil
			}
		}
		return ErrFile.New()
	})
	return c, f, err
}
