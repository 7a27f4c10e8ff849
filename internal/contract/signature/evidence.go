package signature

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Evidence collects what proves how an agreement came about: the parties, what
// happened in which order, and every file with its digest.
type Evidence struct {
	Agreement   string  `json:"agreement"` // its number
	Institution string  `json:"institution"`
	Merchant    string  `json:"merchant"`
	Test        bool    `json:"test"` // sandbox certificates: no legal effect
	Events      []Event `json:"events"`
	Parts       []Part  `json:"parts"`

	files map[string][]byte
}

// Event is something that happened on the way to the signature: an identity
// check, a clause opened or confirmed, a question answered, a code sent, a
// signature made. Values are masked or codes; nothing secret belongs here.
type Event struct {
	At     time.Time         `json:"at"`
	Kind   string            `json:"kind"` // clause.opened, question.answered, …
	Actor  string            `json:"actor"`
	Values map[string]string `json:"values,omitempty"`
}

// Part is a file of the evidence.
type Part struct {
	Name      string `json:"name"`
	MediaType string `json:"media_type"`
	Size      int    `json:"size"`
	SHA256    string `json:"sha256"`
}

const (
	manifestName = "manifest.json"
	sealName     = "manifest.json.p7s"
)

// ErrEvidence says that an evidence file is not what its manifest says.
var ErrEvidence = errors.New("signature: the evidence file does not match its manifest")

// Record adds an event; events are kept in the order they are recorded.
func (e *Evidence) Record(ev Event) {
	ev.At = ev.At.UTC()
	e.Events = append(e.Events, ev)
}

// Add adds a file. Names are unique, relative and flat or in folders by "/".
func (e *Evidence) Add(name, mediaType string, content []byte) error {
	if name == "" || name == manifestName || name == sealName || strings.Contains(name, "..") ||
		strings.HasPrefix(name, "/") || strings.Contains(name, `\`) {
		return fmt.Errorf("signature: %q cannot name a part of the evidence", name)
	}
	if _, twice := e.files[name]; twice {
		return fmt.Errorf("signature: the evidence already has a part %q", name)
	}
	if e.files == nil {
		e.files = map[string][]byte{}
	}
	e.files[name] = content
	e.Parts = append(e.Parts, Part{name, mediaType, len(content), digest(content)})
	slices.SortFunc(e.Parts, func(a, b Part) int { return strings.Compare(a.Name, b.Name) })
	return nil
}

// File returns a part's content.
func (e *Evidence) File(name string) ([]byte, bool) {
	b, ok := e.files[name]
	return b, ok
}

// Manifest writes the canonical JSON: fields in fixed order, parts by name, map
// keys sorted, no white space, times in UTC.
func (e *Evidence) Manifest() ([]byte, error) { return json.Marshal(e) }

// Digest is the manifest's SHA-256 in hex: the one number that stands for all.
func (e *Evidence) Digest() (string, error) {
	m, err := e.Manifest()
	return digest(m), err
}

// Export writes the zip: the manifest, its seal (a detached signature made by
// seal), and the parts. The same evidence and seal give the same bytes.
func (e *Evidence) Export(w io.Writer, seal func(manifest []byte) ([]byte, error)) error {
	manifest, err := e.Manifest()
	if err != nil {
		return err
	}
	sealed, err := seal(manifest)
	if err != nil {
		return err
	}
	z := zip.NewWriter(w)
	write := func(name string, content []byte) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate}) // no time: bytes must not depend on it
		if err != nil {
			return err
		}
		_, err = f.Write(content)
		return err
	}
	if err := errors.Join(write(manifestName, manifest), write(sealName, sealed)); err != nil {
		return err
	}
	for _, p := range e.Parts {
		if err := write(p.Name, e.files[p.Name]); err != nil {
			return err
		}
	}
	return z.Close()
}

// maxPart bounds a part when reading, against zip bombs.
const maxPart = 32 << 20

// OpenEvidence reads an exported file back and checks everything: the seal
// against the roots, every part against its digest, no part more or less.
func OpenEvidence(file []byte, roots *x509.CertPool) (*Evidence, Signed, error) {
	contents, err := unzip(file)
	if err != nil {
		return nil, Signed{}, fmt.Errorf("%w: %w", ErrEvidence, err)
	}
	manifest := contents[manifestName]
	signed, err := Verify(manifest, contents[sealName], roots)
	if err != nil {
		return nil, Signed{}, err
	}
	e := &Evidence{files: map[string][]byte{}}
	if err := json.Unmarshal(manifest, e); err != nil {
		return nil, Signed{}, fmt.Errorf("%w: %w", ErrEvidence, err)
	}
	for _, p := range e.Parts {
		content, ok := contents[p.Name]
		if !ok || len(content) != p.Size || digest(content) != p.SHA256 {
			return nil, Signed{}, fmt.Errorf("%w: %s", ErrEvidence, p.Name)
		}
		e.files[p.Name] = content
	}
	if len(contents) != len(e.files)+2 {
		return nil, Signed{}, fmt.Errorf("%w: parts the manifest does not name", ErrEvidence)
	}
	return e, signed, nil
}

func unzip(file []byte) (map[string][]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	contents := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		b, err := io.ReadAll(io.LimitReader(r, maxPart+1))
		r.Close()
		if err != nil {
			return nil, err
		}
		if _, twice := contents[f.Name]; twice || len(b) > maxPart {
			return nil, fmt.Errorf("%s is there twice or too large", f.Name)
		}
		contents[f.Name] = b
	}
	return contents, nil
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
