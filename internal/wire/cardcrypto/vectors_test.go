package cardcrypto

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

type vector struct {
	Kind, Name, Key, TMK, Cipher, MAB, PIN, PAN, Format, F62, Track2 string
	XORBlock                                                         string `json:"xor_block"`
	PINBlock                                                         string `json:"pin_block"`
	NetCode                                                          string `json:"net_code"`
	Expected                                                         struct {
		KCV4, PIK, MAK, TDK, TDB2, Encrypted string
		ClearKey                             string `json:"clear_key"`
		XORBlock                             string `json:"xor_block"`
		F64                                  string `json:"f64_bytes"`
		PINBlock                             string `json:"pin_block"`
		PIKKCV                               string `json:"pik_kcv"`
	}
}

func vectors(t *testing.T, kind string, want int) []vector {
	t.Helper()
	raw, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var all, out []vector
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		if v.Kind == kind {
			out = append(out, v)
		}
	}
	if len(out) != want {
		t.Fatalf("%d vectors of kind %s, want %d", len(out), kind, want)
	}
	return out
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func isHex(b []byte, want string) bool { return strings.ToUpper(hex.EncodeToString(b)) == want }

func TestMACVectors(t *testing.T) {
	for _, v := range vectors(t, "mac-cup-ecb", 3) {
		key := unhex(t, v.Key)
		var r [8]byte
		if v.MAB != "" {
			if r = XORBlocks(unhex(t, v.MAB)); !isHex(r[:], v.Expected.XORBlock) {
				t.Errorf("%s: XOR block %X", v.Name, r)
			}
			if ok, err := VerifyCUPMAC(key, unhex(t, v.MAB), unhex(t, v.Expected.F64)); !ok || err != nil {
				t.Errorf("%s: not verified, %v", v.Name, err)
			}
		} else {
			r = [8]byte(unhex(t, v.XORBlock))
		}
		if mac, err := CUPMACOfBlock(key, r); err != nil || !isHex(mac[:], v.Expected.F64) {
			t.Errorf("%s: %X, %v", v.Name, mac, err)
		}
	}
}

func TestMACSeesEveryByte(t *testing.T) {
	v := vectors(t, "mac-cup-ecb", 3)[1]
	key, mab, f64 := unhex(t, v.Key), unhex(t, v.MAB), unhex(t, v.Expected.F64)
	for i := range mab {
		mab[i] ^= 1
		if ok, _ := VerifyCUPMAC(key, mab, f64); ok {
			t.Fatalf("byte %d may change", i)
		}
		mab[i] ^= 1
	}
	if ok, _ := VerifyCUPMAC(key, mab, f64[:7]); ok {
		t.Error("a short F64 passes")
	}
	if _, err := CUPMAC(key[:7], mab); !errors.Is(err, ErrKeyLength) {
		t.Error(err)
	}
}

func TestKCVAndKeyDownloadVectors(t *testing.T) {
	for _, v := range vectors(t, "kcv", 3) {
		if kcv, err := KCV(unhex(t, v.Key)); err != nil || !isHex(kcv[:], v.Expected.KCV4) {
			t.Errorf("%s: %X, %v", v.Name, kcv, err)
		}
	}
	for _, v := range vectors(t, "key-download", 2) {
		key, err := Decrypt(unhex(t, v.TMK), unhex(t, v.Cipher))
		if err != nil || !isHex(key, v.Expected.ClearKey) {
			t.Errorf("%s: %v", v.Name, err)
		}
		back, err := Encrypt(unhex(t, v.TMK), key)
		if err != nil || !isHex(back, v.Cipher) {
			t.Errorf("%s back: %X %v", v.Name, back, err)
		}
	}
}

func TestPINVectors(t *testing.T) {
	for _, v := range vectors(t, "pin-block", 7) {
		var b [8]byte
		var err error
		if v.PAN == "" {
			b, err = EncodePINWithoutPAN([]byte(v.PIN))
		} else {
			b, err = EncodePIN([]byte(v.PIN), v.PAN)
		}
		if err != nil || !isHex(b[:], v.Expected.PINBlock) {
			t.Errorf("%s: %X, %v", v.Name, b, err)
			continue
		}
		if v.PAN != "" {
			if pin, err := DecodePIN(b, v.PAN); err != nil || string(pin) != v.PIN {
				t.Errorf("%s: decoded wrong, %v", v.Name, err)
			}
		}
		if v.Key != "" {
			e, err := EncryptPIN(unhex(t, v.Key), []byte(v.PIN), v.PAN)
			if err != nil || !isHex(e[:], v.Expected.Encrypted) {
				t.Errorf("%s: encrypted %X, %v", v.Name, e, err)
			}
			pin, err := DecryptPIN(unhex(t, v.Key), e, v.PAN)
			if err != nil || string(pin) != v.PIN {
				t.Errorf("%s: decrypted wrong, %v", v.Name, err)
			}
		}
	}
	for _, v := range vectors(t, "pin-block-negative", 4) {
		if _, err := DecodePIN([8]byte(unhex(t, v.PINBlock)), v.PAN); !errors.Is(err, ErrPIN) {
			t.Errorf("%s: %v", v.Name, err)
		}
	}
}

func TestPINRefused(t *testing.T) {
	for name, in := range map[string][2]string{
		"three digits": {"123", "6224242900000113"}, "thirteen digits": {"1234567890123", "6224242900000113"},
		"a letter": {"12a4", "6224242900000113"}, "short PAN": {"1234", "622424290000"}, "PAN with letters": {"1234", "62242429000001X3"},
	} {
		if b, err := EncodePIN([]byte(in[0]), in[1]); err == nil || b != [8]byte{} {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTranslatedPINIsTheSamePIN(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pin := rapid.StringMatching(`[0-9]{4,12}`).Draw(t, "pin")
		pan := rapid.StringMatching(`[0-9]{13,19}`).Draw(t, "pan")
		in, out := rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "in"), rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "out")
		b, err := EncryptPIN(in, []byte(pin), pan)
		if err != nil {
			t.Fatal(err)
		}
		moved, err := TranslatePIN(in, out, b, pan)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := DecryptPIN(out, moved, pan); err != nil || string(got) != pin {
			t.Fatalf("translated wrong, %v", err)
		}
	})
}

func TestSignInVectors(t *testing.T) {
	for _, v := range vectors(t, "signin-f62", 5) {
		code := v.NetCode
		if code == "" {
			code = "003" // the published reply
		}
		tmk, f62 := unhex(t, v.TMK), unhex(t, v.F62)
		k, err := DecodeF62(code, tmk, f62)
		if err != nil || !isHex(k.PIN, v.Expected.PIK) || !isHex(k.MAC, v.Expected.MAK) || !isHex(k.Track, v.Expected.TDK) {
			t.Errorf("%s: %v", v.Name, err)
			continue
		}
		back, err := EncodeF62(code, tmk, k)
		if err != nil || !bytes.Equal(back, f62) {
			t.Errorf("%s: encoded %X, %v", v.Name, back, err)
		}
		for i := range f62 {
			f62[i] ^= 0x10
			if k, err := DecodeF62(code, tmk, f62); err == nil || k.PIN != nil || k.MAC != nil {
				t.Errorf("%s: byte %d may change", v.Name, i)
			}
			f62[i] ^= 0x10
		}
		if _, err := DecodeF62(code, tmk, f62[:len(f62)-1]); !errors.Is(err, ErrSignIn) {
			t.Errorf("%s: short: %v", v.Name, err)
		}
	}
}

func TestTrackVector(t *testing.T) {
	for _, v := range vectors(t, "track-tdb", 1) {
		from, to, err := TDB(v.Track2)
		if err != nil || v.Track2[from:to] != v.Expected.TDB2 {
			t.Errorf("%d..%d %v", from, to, err)
		}
	}
	tdk := bytes.Repeat([]byte{0x13, 0x57}, 8)
	for _, track := range []string{"6224242900000113=28062013949031013", "6224242900000113=2806201394903101", "99622424290000011315600000000000000000"} {
		enc, err := EncryptTrack(tdk, track)
		if err != nil || len(enc) != len(track) {
			t.Fatal(err)
		}
		if back, err := DecryptTrack(tdk, enc); err != nil || back != strings.ReplaceAll(track, "=", "D") {
			t.Errorf("%v", err)
		}
	}
	if _, err := EncryptTrack(tdk, "62242429"); !errors.Is(err, ErrTrack) {
		t.Error(err)
	}
}

func TestParity(t *testing.T) {
	key := []byte{0x00, 0x01, 0xFE, 0xFF, 0x10, 0x12, 0x34, 0x56}
	SetParity(key)
	if !isHex(key, "0101FEFE10133457") {
		t.Errorf("%X", key)
	}
}

func FuzzDecodePIN(f *testing.F) {
	f.Add([]byte{0x06, 0x12, 0x53, 0xDF, 0xFE, 0xDC, 0xBA, 0x98}, "123456789012345678")
	f.Fuzz(func(t *testing.T, b []byte, pan string) {
		if len(b) != 8 {
			return
		}
		pin, err := DecodePIN([8]byte(b), pan)
		if err != nil {
			return
		}
		again, err := EncodePIN(pin, pan)
		if err != nil || !bytes.Equal(again[:], b) {
			t.Fatal("a block that decodes must encode to itself")
		}
	})
}

func BenchmarkCUPMAC(b *testing.B) {
	key, mab := make([]byte, 8), make([]byte, 250)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := CUPMAC(key, mab); err != nil {
			b.Fatal(err)
		}
	}
}
