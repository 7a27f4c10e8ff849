package onboarding

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	_ "image/jpeg" // decoders of what may be uploaded
	_ "image/png"
	"os"
	"path/filepath"

	"github.com/gabriel-vasile/mimetype"

	"tillway/internal/kit/disk"
	"tillway/internal/kit/id"
	"tillway/internal/party"
)

// maxFile is the largest document (acquiring-rules §1.2).
const maxFile = 5 << 20

// maxPixels keeps a small file from unfolding into all memory.
const maxPixels = 40_000_000

// inspect decides by content what a file is. Names and declared types count
// for nothing: a renamed program stays one (S72).
func inspect(content []byte) (mime string, err error) {
	if len(content) == 0 || len(content) > maxFile {
		return "", ErrFileSize.New()
	}
	switch kind := mimetype.Detect(content); {
	case kind.Is("image/jpeg"), kind.Is("image/png"):
		cfg, _, err := image.DecodeConfig(bytes.NewReader(content))
		if err != nil || cfg.Width*cfg.Height > maxPixels {
			return "", ErrFileBroken.New()
		}
		return kind.String(), nil
	case kind.Is("application/pdf"):
		for _, word := range []string{"/JavaScript", "/JS ", "/JS(", "/Launch", "/EmbeddedFile", "/XFA", "/Encrypt"} {
			if bytes.Contains(content, []byte(word)) {
				return "", ErrFileActive.New()
			}
		}
		return "application/pdf", nil
	}
	return "", ErrFileKind.New()
}

// files keeps sealed documents under the digest of their sealed bytes.
type files struct {
	root    string
	parties *party.Service
}

const fileField = "onboarding_document/content"

func (f files) path(inst id.Institution, address string) string {
	return filepath.Join(f.root, inst.String(), address[:2], address)
}

// put seals content and writes it durably before anything refers to it.
func (f files) put(ctx context.Context, inst id.Institution, of party.ID, content []byte) (address string, err error) {
	sealed, err := f.parties.SealValue(ctx, inst, of, fileField, content)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(sealed)
	address = hex.EncodeToString(sum[:])
	if err := disk.Write(f.path(inst, address), sealed); err != nil {
		return "", ErrVault.Wrap(err)
	}
	return address, nil
}

// get reads, compares with its address and opens.
func (f files) get(ctx context.Context, inst id.Institution, of party.ID, address string) ([]byte, error) {
	sealed, err := os.ReadFile(f.path(inst, address))
	if err != nil {
		return nil, ErrVault.Wrap(err)
	}
	if sum := sha256.Sum256(sealed); hex.EncodeToString(sum[:]) != address {
		return nil, ErrVault.New()
	}
	return f.parties.OpenValue(ctx, inst, of, fileField, sealed)
}
