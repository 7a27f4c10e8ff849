package terminal

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"strconv"
	"strings"
	"time"

	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
)

// Place is where a device stands.
type Place struct {
	Address string
	LonE6   int64 // millionths of a degree, so that no float decides anything
	LatE6   int64
	CRS     string // GCJ02, WGS84 or BD09: never compared across systems
}

func (p Place) valid() bool {
	return p.Address != "" && p.LonE6 != 0 && p.LatE6 != 0 && abs(p.LonE6) <= 180_000_000 && abs(p.LatE6) <= 90_000_000 &&
		(p.CRS == "GCJ02" || p.CRS == "WGS84" || p.CRS == "BD09")
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

// Binding is one version of the five elements of 银发〔2021〕259号: device,
// acquirer and merchant, licence, settlement account, place.
type Binding struct {
	Institution     id.Institution
	TerminalID      ID
	Version         int64
	TUSN            string
	InstitutionCode string
	MID             string
	Licence         string // unified social credit code
	AccountRef      string // blind reference of the settlement account, never its number
	Place           Place
	PrevHash        []byte // 32 zero bytes for the first version
	Hash            []byte
	BoundBy         string
	At              time.Time
}

// sum computes the hash over the five elements, the version and the hash
// before. Every part is preceded by its length, so that moving a character
// from one element to the next changes the result.
func (b Binding) sum() []byte {
	h := sha256.New()
	for _, part := range []string{
		string(b.Institution), string(b.TerminalID), b.TUSN, b.InstitutionCode, b.MID, b.Licence, b.AccountRef,
		b.Place.Address, b.Place.CRS,
	} {
		_ = binary.Write(h, binary.BigEndian, uint32(len(part)))
		h.Write([]byte(part))
	}
	_ = binary.Write(h, binary.BigEndian, []int64{b.Version, b.Place.LonE6, b.Place.LatE6})
	h.Write(b.PrevHash)
	return h.Sum(nil)
}

// checks tells whether the binding is whole and belongs to this terminal as it
// stands today.
func (b Binding) checks(t Terminal) bool {
	return bytes.Equal(b.Hash, b.sum()) &&
		b.TerminalID == t.ID && b.Version == t.BindingVersion && b.TUSN == t.TUSN && b.MID == t.MID
}

// placeFaults are the messages at the fields of a place.
var placeFaults = map[string]errs.FieldFault{
	"address": {Path: "address", Code: "REQUIRED", Zh: "请填写地址", En: "Give the address"},
	"lon":     {Path: "lon", Code: "DEGREES", Zh: "请填写经度，如 121.473701", En: "Give the longitude, such as 121.473701"},
	"lat":     {Path: "lat", Code: "DEGREES", Zh: "请填写纬度，如 31.230416", En: "Give the latitude, such as 31.230416"},
}

// PlaceOf makes a place of an address and decimal degrees as text, the form in
// which a store keeps them; the map in use in China is GCJ-02.
func PlaceOf(address, lon, lat string) (Place, error) {
	x, ok1 := microDegrees(lon)
	y, ok2 := microDegrees(lat)
	p := Place{Address: address, LonE6: x, LatE6: y, CRS: "GCJ02"}
	e := ErrPlace.New()
	for path, ok := range map[string]bool{"address": address != "", "lon": ok1 && x != 0 && abs(x) <= 180_000_000, "lat": ok2 && y != 0 && abs(y) <= 90_000_000} {
		if !ok {
			e.Faults = append(e.Faults, placeFaults[path])
		}
	}
	if len(e.Faults) > 0 {
		return Place{}, e
	}
	return p, nil
}

// microDegrees reads 121.473701 as 121473701, without a float.
func microDegrees(s string) (int64, bool) {
	whole, part, _ := strings.Cut(s, ".")
	if len(part) > 6 {
		part = part[:6]
	}
	n, err := strconv.ParseInt(whole+part+strings.Repeat("0", 6-len(part)), 10, 64)
	return n, err == nil && whole != "" && whole != "-"
}
