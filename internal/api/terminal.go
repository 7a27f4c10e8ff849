package api

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"slices"

	"tillway/internal/audit"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
	"tillway/internal/terminal"
)

type terminalBody struct {
	ID             string        `json:"id"`
	TUSN           string        `json:"tusn"`
	Model          string        `json:"model"`
	Status         string        `json:"status"`
	TID            string        `json:"tid,omitempty"`
	MID            string        `json:"mid,omitempty"`
	Merchant       string        `json:"merchant,omitempty"`
	MerchantName   string        `json:"merchant_name,omitempty"`
	Batch          string        `json:"batch"`
	BindingVersion int64         `json:"binding_version"`
	BindingHash    string        `json:"binding_hash,omitempty"`
	Binding        *bindingBody  `json:"binding,omitempty"`
	Bindings       []bindingBody `json:"bindings,omitempty" doc:"every version, the newest first; each hash covers the one before"`
	Keys           []keyBody     `json:"keys,omitempty"`
	Reason         string        `json:"reason,omitempty"`
	StockedAt      string        `json:"stocked_at"`
	Steps          []lifeStep    `json:"steps,omitempty"`
}

type bindingBody struct {
	Version     int64  `json:"version"`
	TUSN        string `json:"tusn"`
	Institution string `json:"institution"`
	MID         string `json:"mid"`
	Licence     string `json:"licence"`
	AccountRef  string `json:"account_ref"`
	Address     string `json:"address"`
	LonE6       string `json:"lon_e6"`
	LatE6       string `json:"lat_e6"`
	CRS         string `json:"crs"`
	PrevHash    string `json:"prev_hash"`
	Hash        string `json:"hash"`
	By          string `json:"by"`
	ByName      string `json:"by_name,omitempty" who:"By"`
	At          string `json:"at"`
}

type stockInput struct {
	Body struct {
		TUSN  string `json:"tusn" maxLength:"20"`
		Model string `json:"model" maxLength:"20"`
	}
}

type allocateInput struct {
	IDPath
	Body struct {
		Merchant string `json:"merchant" maxLength:"40"`
	}
}

type bindInput struct {
	IDPath
	Body *struct {
		Address string `json:"address,omitempty" maxLength:"200" doc:"the store's address unless given"`
		Lon     string `json:"lon,omitempty" maxLength:"12"`
		Lat     string `json:"lat,omitempty" maxLength:"12"`
	} `required:"false"`
}

type exportInput struct {
	IDPath
	Body struct {
		PublicKey string `json:"public_key_pem" maxLength:"4000"`
	}
}

type exportBody struct {
	EncryptedTMK string `json:"encrypted_tmk_b64" doc:"RSA-OAEP, SHA-256, label TMK"`
	KCV          string `json:"kcv"`
	TID          string `json:"tid"`
	MID          string `json:"mid"`
	MerchantName string `json:"merchant_name"`
	Status       string `json:"status"`
}

func (s *Server) terminal() {
	see := []string{audit.Owner, audit.Manager, audit.Cashier, audit.Operations, audit.Engineer, audit.Risk, audit.Support, audit.KeyHolder1, audit.KeyHolder2, audit.Auditor}
	ops := []string{audit.Operations}
	route(s, "GET /v1/terminals", op{ID: "listTerminals", Summary: "Terminals", Roles: see},
		func(ctx context.Context, by audit.Actor, in *pageInput) (listPage[terminalBody], error) {
			rows, err := s.Terminal.Find(ctx, by, terminal.Filter{Merchant: in.Merchant, Status: in.Status, After: terminal.ID(in.After), Limit: in.Limit})
			if err != nil {
				return listPage[terminalBody]{}, err
			}
			names, err := s.merchantNames(ctx, by, func(yield func(string)) {
				for _, t := range rows {
					yield(t.MerchantID)
				}
			})
			return pageOf(rows, in.Limit, func(t terminal.Terminal) terminalBody {
				b := terminalHead(t)
				b.MerchantName = names[t.MerchantID]
				return b
			}, func(t terminal.Terminal) string { return t.ID.String() }), err
		})
	route(s, "GET /v1/terminals/{id}", op{ID: "getTerminal", Summary: "One terminal", Roles: see},
		func(ctx context.Context, by audit.Actor, in *IDPath) (terminalBody, error) {
			return s.oneTerminal(ctx, by, in.ID)
		})
	route(s, "GET /v1/terminal-models", op{ID: "listTerminalModels", Summary: "Catalogue of models", Tag: "terminals", Roles: see},
		func(context.Context, audit.Actor, *struct{}) (listPage[terminal.Model], error) {
			return listPage[terminal.Model]{Items: terminal.Models()}, nil
		})
	route(s, "POST /v1/terminals/stock", op{ID: "stockTerminal", Summary: "Take a device into stock", Roles: ops, Status: 201},
		func(ctx context.Context, by audit.Actor, in *stockInput) (terminalBody, error) {
			t, err := s.Terminal.Stock(ctx, by, in.Body.TUSN, in.Body.Model)
			return terminalHead(t), err
		})
	route(s, "POST /v1/terminals/{id}/allocate", op{ID: "allocateTerminal", Summary: "Give a device to a merchant", Roles: ops},
		func(ctx context.Context, by audit.Actor, in *allocateInput) (terminalBody, error) {
			if _, err := s.Terminal.Allocate(ctx, by, terminal.ID(in.ID), in.Body.Merchant); err != nil {
				return terminalBody{}, err
			}
			return s.oneTerminal(ctx, by, in.ID)
		})
	route(s, "POST /v1/terminals/{id}/bind", op{ID: "bindTerminal", Summary: "Record the five elements; the first time gives the TID", Roles: []string{audit.Operations, audit.Engineer}}, s.bindTerminal)
	route(s, "POST /v1/terminals/{id}/block", op{ID: "blockTerminal", Summary: "Take a lost or tampered device out of service", Roles: []string{audit.Operations, audit.Risk}},
		func(ctx context.Context, by audit.Actor, in *reasonInput) (terminalBody, error) {
			if _, err := s.Terminal.Block(ctx, by, terminal.ID(in.ID), in.Body.Reason); err != nil {
				return terminalBody{}, err
			}
			return s.oneTerminal(ctx, by, in.ID)
		})
	route(s, "POST /v1/terminals/{id}/return", op{ID: "returnTerminal", Summary: "Take a device back: keys erased, deposit due for refund", Roles: []string{audit.Operations, audit.Engineer}},
		func(ctx context.Context, by audit.Actor, in *reasonInput) (terminalBody, error) {
			if _, err := s.Fieldwork.Recover(ctx, by, terminal.ID(in.ID), in.Body.Reason); err != nil {
				return terminalBody{}, err
			}
			return s.oneTerminal(ctx, by, in.ID)
		})
	s.terminalSuspension()
	s.terminalKeys()
}

// terminalSuspension takes a device out of service for a while, keys and all.
func (s *Server) terminalSuspension() {
	turn := func(verb, id, summary string, do func(context.Context, audit.Actor, terminal.ID, string) (terminal.Terminal, error)) {
		route(s, "POST /v1/terminals/{id}/"+verb, op{ID: id, Summary: summary, Roles: []string{audit.Operations, audit.Risk}},
			func(ctx context.Context, by audit.Actor, in *reasonInput) (terminalBody, error) {
				if _, err := do(ctx, by, terminal.ID(in.ID), in.Body.Reason); err != nil {
					return terminalBody{}, err
				}
				return s.oneTerminal(ctx, by, in.ID)
			})
	}
	turn("suspend", "suspendTerminal", "Take a device out of service for the time being", s.Terminal.Suspend)
	turn("resume", "resumeTerminal", "Put a suspended device back into service", s.Terminal.Resume)
}

func (s *Server) terminalKeys() {
	route(s, "POST /v1/terminals/{id}/key", op{ID: "generateTerminalKey", Summary: "Generate the master key, as the first key holder", Roles: []string{audit.KeyHolder1}, Status: 201},
		func(ctx context.Context, by audit.Actor, in *IDPath) (keyBody, error) {
			k, err := s.Terminal.GenerateKey(ctx, by, terminal.ID(in.ID))
			return showKey(k), err
		})
	route(s, "POST /v1/terminals/{id}/key/approve", op{ID: "approveTerminalKey", Summary: "Approve the master key, as the second key holder", Roles: []string{audit.KeyHolder2}},
		func(ctx context.Context, by audit.Actor, in *IDPath) (keyBody, error) {
			k, err := s.Terminal.ApproveKey(ctx, by, terminal.ID(in.ID))
			return showKey(k), err
		})
	route(s, "POST /v1/terminals/{id}/key/export", op{ID: "loadTerminalKey", Summary: "Give the device its master key under its public key, once",
		Roles: []string{audit.Engineer, audit.KeyHolder1, audit.KeyHolder2}},
		func(ctx context.Context, by audit.Actor, in *exportInput) (exportBody, error) {
			l, err := s.Terminal.LoadKey(ctx, by, terminal.ID(in.ID), in.Body.PublicKey)
			if err != nil {
				return exportBody{}, err
			}
			names, err := s.merchantNames(ctx, by, func(yield func(string)) { yield(l.Terminal.MerchantID) })
			return exportBody{base64.StdEncoding.EncodeToString(l.EncryptedTMK), l.KCV, l.Terminal.TID, l.Terminal.MID,
				names[l.Terminal.MerchantID], l.Terminal.Status()}, err
		})
}

func (s *Server) bindTerminal(ctx context.Context, by audit.Actor, in *bindInput) (terminalBody, error) {
	t, _, err := s.Terminal.Get(ctx, by, terminal.ID(in.ID))
	if err != nil {
		return terminalBody{}, err
	}
	var address, lon, lat string
	if in.Body != nil {
		address, lon, lat = in.Body.Address, in.Body.Lon, in.Body.Lat
	}
	if address == "" {
		err = s.DB.Read(ctx, func(q store.Q) error {
			m, err := merchant.Get(q, by.Institution, merchant.ID(t.MerchantID))
			if err == nil && len(m.Stores) > 0 {
				address, lon, lat = m.Stores[0].Address(), m.Stores[0].Lon, m.Stores[0].Lat
			}
			return err
		})
		if err != nil {
			return terminalBody{}, err
		}
	}
	place, err := terminal.PlaceOf(address, lon, lat)
	if err != nil {
		return terminalBody{}, err
	}
	if _, err := s.Terminal.Bind(ctx, by, t.ID, place); err != nil {
		return terminalBody{}, err
	}
	return s.oneTerminal(ctx, by, in.ID)
}

func showBinding(v terminal.Binding) bindingBody {
	return bindingBody{Version: v.Version, TUSN: v.TUSN, Institution: v.InstitutionCode, MID: v.MID, Licence: v.Licence, AccountRef: v.AccountRef,
		Address: v.Place.Address, LonE6: itoa64(v.Place.LonE6), LatE6: itoa64(v.Place.LatE6), CRS: v.Place.CRS,
		PrevHash: hex.EncodeToString(v.PrevHash), Hash: hex.EncodeToString(v.Hash), By: v.BoundBy, At: civil(v.At)}
}

func terminalHead(t terminal.Terminal) terminalBody {
	return terminalBody{ID: t.ID.String(), TUSN: t.TUSN, Model: t.Model, Status: t.Status(), TID: t.TID, MID: t.MID, Merchant: t.MerchantID,
		Batch: t.Batch, BindingVersion: t.BindingVersion, Reason: t.Reason, StockedAt: civil(t.CreatedAt)}
}

func (s *Server) oneTerminal(ctx context.Context, by audit.Actor, id string) (terminalBody, error) {
	t, bindings, err := s.Terminal.Get(ctx, by, terminal.ID(id))
	if err != nil {
		return terminalBody{}, err
	}
	b := terminalHead(t)
	if n := len(bindings); n > 0 {
		for _, one := range slices.Backward(bindings) {
			b.Bindings = append(b.Bindings, showBinding(one))
		}
		b.Binding, b.BindingHash = &b.Bindings[0], b.Bindings[0].Hash
	}
	names, err := s.merchantNames(ctx, by, func(yield func(string)) { yield(t.MerchantID) })
	if err != nil {
		return b, err
	}
	b.MerchantName = names[t.MerchantID]
	if by.Merchant == "" {
		if b.Keys, err = s.keysOf(ctx, by, t.ID.String()); err != nil {
			return b, err
		}
	}
	err = s.DB.Read(ctx, func(q store.Q) error {
		steps, err := terminal.Steps(q, by.Institution, t.ID)
		if err != nil {
			return err
		}
		b.Steps = lifeSteps(steps)
		return s.addReasons(q, by, b.ID, b.Steps)
	})
	return b, err
}

// reasoned are the events of a terminal for which somebody has to say why.
var reasoned = []string{"suspend", "resume", "retest", "block", "return"}

// addReasons puts the reasons that the audit trail holds beside a terminal's
// steps; a merchant's people do not see why staff acted.
func (s *Server) addReasons(q store.Q, by audit.Actor, id string, steps []lifeStep) error {
	if by.Merchant != "" {
		return nil
	}
	lines, err := audit.List(q, by.Institution, audit.Filter{Noun: "terminal", NounID: id, Limit: 200})
	for _, l := range lines {
		for i, st := range steps {
			if slices.Contains(reasoned, st.Event) && l.Verb == "terminal."+st.Event && civil(l.At) == st.At {
				steps[i].Reason = l.Detail["reason"]
			}
		}
	}
	return err
}
