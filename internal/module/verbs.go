package module

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"log/slog"
	"sync/atomic"

	"tillway/internal/kit/vault"
)

// refusal is a code with which a verb is refused; it carries nothing else.
type refusal string

func (r refusal) Error() string { return "module: " + string(r) }

// verb is what the module does under a name.
type verb struct {
	args int // how many at least
	slow bool
	do   func(m *Module, args [][]byte) ([][]byte, error)
}

// verbs is the whole of the module's surface.
var verbs map[string]verb

func init() { // a literal would refer to itself through status
	verbs = map[string]verb{
		vault.VerbGenerate:     {2, true, (*Module).generate},
		vault.VerbTerminalKeys: {2, false, (*Module).terminalKeys},
		vault.VerbExport:       {3, true, (*Module).export},
		vault.VerbImport:       {3, true, (*Module).importZone},
		vault.VerbInspect:      {1, false, (*Module).inspect},
		vault.VerbMakeMAC:      {2, false, (*Module).makeMAC},
		vault.VerbVerifyMAC:    {3, false, (*Module).verifyMAC},
		vault.VerbTranslatePIN: {4, false, (*Module).translatePIN},
		vault.VerbSeal:         {3, false, (*Module).seal},
		vault.VerbOpen:         {3, false, (*Module).openField},
		vault.VerbBlindIndex:   {3, false, (*Module).blindIndex},
		vault.VerbSign:         {2, true, (*Module).sign},
		vault.VerbCertificate:  {3, true, (*Module).certificate},
		vault.VerbStatus:       {0, false, (*Module).status},
	}
}

// Module is the security module without its socket.
type Module struct {
	master *master
	log    *slog.Logger
	calls  map[string]*atomic.Int64
	refuse map[string]*atomic.Int64
}

func newModule(m *master, log *slog.Logger) *Module {
	mod := &Module{master: m, log: log, calls: map[string]*atomic.Int64{}, refuse: map[string]*atomic.Int64{}}
	for name := range verbs {
		mod.calls[name] = new(atomic.Int64)
	}
	for _, code := range []string{vault.CodePIN, vault.CodeBlock, vault.CodeUsage, vault.CodeInstitution, vault.CodeExport,
		vault.CodeOpen, vault.CodeKCV, vault.CodeRequest, vault.CodeInternal} {
		mod.refuse[code] = new(atomic.Int64)
	}
	return mod
}

// answer does every verb of a batch; one verb's failure is its own.
func (m *Module) answer(items []vault.Item) []vault.Item {
	out := make([]vault.Item, len(items))
	erasing(func() {
		for i, it := range items {
			out[i] = m.one(it)
		}
	})
	return out
}

func (m *Module) one(it vault.Item) (out vault.Item) {
	code := ""
	defer func() {
		if recover() != nil { // the panic's value might hold a key: it is dropped
			m.log.Error("verb panicked", "verb", it.Name)
			code = vault.CodeInternal
		}
		if code != "" {
			m.refuse[code].Add(1)
			out = vault.Item{Name: code}
		}
	}()
	v, ok := verbs[it.Name]
	if !ok || len(it.Parts) < v.args {
		code = vault.CodeRequest
		return out
	}
	m.calls[it.Name].Add(1)
	parts, err := v.do(m, it.Parts)
	var r refusal
	switch {
	case errors.As(err, &r):
		code = string(r)
	case err != nil:
		m.log.Error("verb failed", "verb", it.Name)
		code = vault.CodeInternal
	}
	return vault.Item{Parts: parts}
}

// isSlow reports whether a batch may take milliseconds and must not stand in
// front of payments: asymmetric keys, large values.
func isSlow(items []vault.Item) bool {
	const large = 64 << 10
	size := 0
	for _, it := range items {
		if verbs[it.Name].slow {
			return true
		}
		for _, p := range it.Parts {
			size += len(p)
		}
	}
	return size > large
}

func (m *Module) status([][]byte) ([][]byte, error) {
	s := vault.Status{
		Backend: backend, Fingerprint: hex.EncodeToString(m.master.fingerprint), SecretDo: erases, MemoryLock: m.master.locked,
		Calls: counts(m.calls), Refused: counts(m.refuse),
	}
	b, err := json.Marshal(s)
	return [][]byte{b}, err
}

func counts(of map[string]*atomic.Int64) map[string]int64 {
	out := map[string]int64{}
	for name, n := range of {
		if v := n.Load(); v > 0 {
			out[name] = v
		}
	}
	return out
}
