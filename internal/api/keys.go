package api

import (
	"context"
	"encoding/base64"
	"slices"
	"strconv"

	"tillway/internal/audit"
	"tillway/internal/keys"
	"tillway/internal/kit/store"
	"tillway/internal/terminal"
)

type zoneInput struct {
	Body struct {
		PublicKey string `json:"public_key_pem" maxLength:"4000"`
	}
}

// keyBody is a key as people see it: never its value.
type keyBody struct {
	ID           string `json:"id,omitempty"`
	Usage        string `json:"usage" enum:"ZPK,ZAK,TMK,TPK,TAK,TDK"`
	KCV          string `json:"kcv" doc:"check value"`
	Status       string `json:"status" enum:"pending,current,previous,destroyed"`
	At           string `json:"at"`
	MadeBy       string `json:"made_by,omitempty"`
	MadeName     string `json:"made_by_name,omitempty" who:"MadeBy"`
	MadeAt       string `json:"made_at,omitempty"`
	ApprovedBy   string `json:"approved_by,omitempty"`
	ApprovedName string `json:"approved_by_name,omitempty" who:"ApprovedBy"`
	ApprovedAt   string `json:"approved_at,omitempty"`
	ExportedAt   string `json:"exported_at,omitempty"`
}

// ceremonyBody is how far a terminal is with its master key.
type ceremonyBody struct {
	Terminal     string   `json:"terminal"`
	TUSN         string   `json:"tusn"`
	TID          string   `json:"tid,omitempty"`
	Merchant     string   `json:"merchant,omitempty"`
	MerchantName string   `json:"merchant_name,omitempty"`
	Status       string   `json:"status" doc:"of the terminal"`
	Stage        string   `json:"stage" enum:"unbound,generate,approve,load,loaded"`
	Key          *keyBody `json:"key,omitempty" doc:"the newest master key that is not destroyed"`
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
			items, err := s.heldKeys(ctx, by, keys.LinkNetwork)
			return listPage[keyBody]{Items: items}, err
		})
	route(s, "GET /v1/keys/terminals", op{ID: "listKeyCeremonies", Summary: "Terminals and how far their master keys are",
		Roles: append([]string{audit.Operations, audit.Engineer, audit.Auditor}, holders...)}, s.ceremonies)
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

// keysOf is every key an owner ever had, the newest first.
func (s *Server) keysOf(ctx context.Context, by audit.Actor, owner string) ([]keyBody, error) {
	all, err := s.Keys.History(ctx, by, owner)
	if err != nil {
		return nil, err
	}
	return s.showKeys(ctx, by, all)
}

// heldKeys are those that two people made.
func (s *Server) heldKeys(ctx context.Context, by audit.Actor, owner string) (out []keyBody, err error) {
	var all []keys.Key
	err = s.DB.Read(ctx, func(q store.Q) (err error) {
		all, err = keys.Held(q, by.Institution, owner)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.showKeys(ctx, by, all)
}

func (s *Server) showKeys(ctx context.Context, by audit.Actor, all []keys.Key) ([]keyBody, error) {
	out := make([]keyBody, 0, len(all))
	err := s.DB.Read(ctx, func(q store.Q) error {
		for _, k := range all {
			b, err := keyWithPeople(q, by, k)
			if err != nil {
				return err
			}
			out = append(out, b)
		}
		return nil
	})
	return out, err
}

// ceremonies lists the terminals at a merchant's that are in use or on their
// way there, those whose keys wait first.
func (s *Server) ceremonies(ctx context.Context, by audit.Actor, _ *struct{}) (listPage[ceremonyBody], error) {
	page := listPage[ceremonyBody]{Items: []ceremonyBody{}}
	for _, status := range []string{terminal.Allocated, terminal.Keyed, terminal.Installed, terminal.Tested, terminal.Active} {
		rows, err := s.Terminal.Find(ctx, by, terminal.Filter{Status: status, Limit: 200})
		if err != nil {
			return page, err
		}
		for _, t := range rows {
			c := ceremonyBody{Terminal: t.ID.String(), TUSN: t.TUSN, TID: t.TID, Merchant: t.MerchantID, Status: t.Status(), Stage: "unbound"}
			if err := s.stageOf(ctx, by, t, &c); err != nil {
				return page, err
			}
			page.Items = append(page.Items, c)
		}
	}
	names, err := s.merchantNames(ctx, by, func(yield func(string)) {
		for _, c := range page.Items {
			yield(c.Merchant)
		}
	})
	for i := range page.Items {
		page.Items[i].MerchantName = names[page.Items[i].Merchant]
	}
	slices.SortStableFunc(page.Items, func(a, b ceremonyBody) int { return slices.Index(stages, a.Stage) - slices.Index(stages, b.Stage) })
	return page, err
}

// stages of a ceremony, the most urgent first.
var stages = []string{"generate", "approve", "load", "unbound", "loaded"}

func (s *Server) stageOf(ctx context.Context, by audit.Actor, t terminal.Terminal, c *ceremonyBody) error {
	if t.TID == "" {
		return nil
	}
	all, err := s.heldKeys(ctx, by, t.ID.String())
	if err != nil {
		return err
	}
	c.Stage = "generate"
	for _, k := range all { // the newest first
		if k.Status == keys.Destroyed {
			continue
		}
		c.Key, c.Stage = &k, "approve"
		if k.Status == keys.Current {
			c.Stage = "load"
			if k.ExportedAt != "" {
				c.Stage = "loaded"
			}
		}
		return nil
	}
	return nil
}

func showKey(k keys.Key) keyBody {
	if k.ID == "" {
		return keyBody{}
	}
	return keyBody{ID: k.ID.String(), Usage: string(k.Usage), KCV: k.KCV, Status: k.Status(), At: civil(k.ChangedAt), ExportedAt: civil(k.ExportedAt)}
}

func keyWithPeople(q store.Q, by audit.Actor, k keys.Key) (keyBody, error) {
	b := showKey(k)
	steps, err := keys.Steps(q, by.Institution, k.ID)
	for i, st := range steps {
		switch {
		case i == 0:
			b.MadeBy, b.MadeAt = st.By, civil(st.At)
		case st.Event == "approve":
			b.ApprovedBy, b.ApprovedAt = st.By, civil(st.At)
		}
	}
	return b, err
}

func itoa64(n int64) string { return strconv.FormatInt(n, 10) }
