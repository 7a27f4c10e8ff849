package api

import (
	"context"
	"encoding/base64"
	"strconv"

	"tillway/internal/audit"
	"tillway/internal/keys"
)

type zoneInput struct {
	Body struct {
		PublicKey string `json:"public_key_pem" maxLength:"4000"`
	}
}

type zoneExport struct {
	ZPK    string `json:"zpk_b64" doc:"RSA-OAEP, SHA-256, label ZPK"`
	ZAK    string `json:"zak_b64" doc:"RSA-OAEP, SHA-256, label ZAK"`
	ZPKKCV string `json:"zpk_kcv"`
	ZAKKCV string `json:"zak_kcv"`
}

func (s *Server) keys() {
	holders := []string{audit.KeyHolder1, audit.KeyHolder2}
	route(s, "GET /v1/keys/zone", op{ID: "listZoneKeys", Summary: "Keys of the line to the card network: check values only", Roles: append(holders, audit.Auditor)},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (listPage[keyBody], error) {
			items, err := s.keysOf(ctx, by, keys.LinkNetwork)
			return listPage[keyBody]{Items: items}, err
		})
	route(s, "POST /v1/keys/zone", op{ID: "generateZoneKeys", Summary: "Generate the line's keys, as the first key holder", Roles: []string{audit.KeyHolder1}, Status: 201},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (listPage[keyBody], error) {
			made, err := s.Keys.GenerateZone(ctx, by, keys.LinkNetwork)
			return pageOf(made, 0, showKey, nil), err
		})
	route(s, "POST /v1/keys/zone/approve", op{ID: "approveZoneKeys", Summary: "Approve the line's keys, as the second key holder", Roles: []string{audit.KeyHolder2}},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (listPage[keyBody], error) {
			made, err := s.Keys.ApproveZone(ctx, by, keys.LinkNetwork)
			return pageOf(made, 0, showKey, nil), err
		})
	route(s, "POST /v1/keys/zone/export", op{ID: "exportZoneKeys", Summary: "Give the network the line's keys under its public key", Roles: holders},
		func(ctx context.Context, by audit.Actor, in *zoneInput) (zoneExport, error) {
			out, err := s.Keys.ExportZone(ctx, by, keys.LinkNetwork, in.Body.PublicKey)
			b64 := base64.StdEncoding.EncodeToString
			return zoneExport{b64(out.ZPK.Cipher), b64(out.ZAK.Cipher), out.ZPK.KCV, out.ZAK.KCV}, err
		})
}

func (s *Server) keysOf(ctx context.Context, by audit.Actor, owner string) ([]keyBody, error) {
	all, err := s.Keys.History(ctx, by, owner)
	return pageOf(all, 0, showKey, nil).Items, err
}

func showKey(k keys.Key) keyBody {
	if k.ID == "" {
		return keyBody{}
	}
	return keyBody{string(k.Usage), k.KCV, k.Status(), civil(k.ChangedAt), civil(k.ExportedAt)}
}

func itoa64(n int64) string { return strconv.FormatInt(n, 10) }
