package module

import (
	"errors"

	"tillway/internal/kit/vault"
	"tillway/internal/wire/cardcrypto"
)

// makeMAC: TAK or ZAK block, bytes → F64.
func (m *Module) makeMAC(args [][]byte) ([][]byte, error) {
	k, err := m.open(args[0], vault.TAK, vault.ZAK)
	if err != nil {
		return nil, err
	}
	defer k.wipe()
	mac, err := cardcrypto.CUPMAC(k.clear, args[1])
	return [][]byte{mac[:]}, err
}

// verifyMAC: TAK or ZAK block, bytes, F64 → "1" or "0".
func (m *Module) verifyMAC(args [][]byte) ([][]byte, error) {
	k, err := m.open(args[0], vault.TAK, vault.ZAK)
	if err != nil {
		return nil, err
	}
	defer k.wipe()
	ok, err := cardcrypto.VerifyCUPMAC(k.clear, args[1], args[2])
	return [][]byte{{'0' + flag(ok)}}, err
}

// translatePIN: TPK block, ZPK block, card number, PIN block → PIN block. The
// clear PIN lives for the length of this call.
func (m *Module) translatePIN(args [][]byte) ([][]byte, error) {
	tpk, err := m.open(args[0], vault.TPK)
	if err != nil {
		return nil, err
	}
	defer tpk.wipe()
	zpk, err := m.open(args[1], vault.ZPK)
	if err != nil {
		return nil, err
	}
	defer zpk.wipe()
	if tpk.inst != zpk.inst {
		return nil, refusal(vault.CodeInstitution)
	}
	if len(args[3]) != 8 {
		return nil, refusal(vault.CodePIN)
	}
	out, err := cardcrypto.TranslatePIN(tpk.clear, zpk.clear, [8]byte(args[3]), string(args[2]))
	if errors.Is(err, cardcrypto.ErrPIN) || errors.Is(err, cardcrypto.ErrPAN) {
		return nil, refusal(vault.CodePIN)
	}
	return [][]byte{out[:]}, err
}
