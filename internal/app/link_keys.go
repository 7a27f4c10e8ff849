package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/keys"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
)

// exchangeZoneKeys gives the sandbox's card network the keys of the line: made
// by one key holder, approved by the other, sealed to the network's public key.
// In a live installation this is a ceremony of two people with the network's.
func (h *house) exchangeZoneKeys(ctx context.Context) error {
	inst := institution.IDOf(sandboxCode)
	err := h.DB.Read(ctx, func(q store.Q) error {
		_, _, err := keys.Zone(q, inst, keys.LinkNetwork)
		return err
	})
	if err != nil {
		if e := errs.As(err); e == nil || e.Def.Kind != errs.NotFound {
			return err
		}
		if err := h.makeZoneKeys(ctx); err != nil {
			return err
		}
	}
	public, err := fetch(ctx, h.World["network_control"]+"/public-key")
	if err != nil {
		return fmt.Errorf("the card network's public key: %w", err)
	}
	ex, err := h.Keys.ExportZone(ctx, audit.System(inst, "link"), keys.LinkNetwork, string(public))
	if err != nil {
		return err
	}
	return post(ctx, h.World["network_control"]+"/zone-keys", map[string]any{
		"zpk_b64": ex.ZPK.Cipher, "zak_b64": ex.ZAK.Cipher, "zpk_kcv": ex.ZPK.KCV, "zak_kcv": ex.ZAK.KCV})
}

// makeZoneKeys lets the two invented key holders do what their roles do.
func (h *house) makeZoneKeys(ctx context.Context) error {
	one, err := h.actorOf(ctx, "key1")
	if err != nil {
		return err
	}
	two, err := h.actorOf(ctx, "key2")
	if err != nil {
		return err
	}
	if _, err := h.Keys.GenerateZone(ctx, one, keys.LinkNetwork); err != nil {
		return err
	}
	_, err = h.Keys.ApproveZone(ctx, two, keys.LinkNetwork)
	return err
}

func (h *house) actorOf(ctx context.Context, login string) (audit.Actor, error) {
	users, err := h.Identity.List(ctx, audit.System(institution.IDOf(sandboxCode), "seed"))
	if err != nil {
		return audit.Actor{}, err
	}
	for _, u := range users {
		if u.Login == login {
			return audit.Actor{Institution: institution.IDOf(sandboxCode), User: u.ID.String(), Party: u.Party.String(), Name: login, Roles: u.Roles}, nil
		}
	}
	return audit.Actor{}, errors.New("the sandbox has no user " + login)
}

var outside = &http.Client{Timeout: 10 * time.Second}

func fetch(ctx context.Context, url string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return do(req)
}

func post(ctx context.Context, url string, body any) error {
	b, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(b))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	_, err = do(req)
	return err
}

func do(req *http.Request) ([]byte, error) {
	resp, err := outside.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err == nil && resp.StatusCode >= 300 {
		err = fmt.Errorf("%s answered %s", req.URL.Path, resp.Status)
	}
	return b, err
}

// moveWorld tells every simulator how far the business clock runs ahead, so
// that what they date agrees with us.
func (h *house) moveWorld(ctx context.Context, offset time.Duration) error {
	told := map[string]bool{}
	for _, url := range h.World {
		if !strings.HasPrefix(url, "http://") || told[url] {
			continue
		}
		told[url] = true
		if err := post(ctx, url+"/clock", map[string]any{"offset_us": offset.Microseconds()}); err != nil {
			return fmt.Errorf("the sandbox world's clock: %w", err)
		}
	}
	return nil
}

// tellTerminals tells the sandbox's terminals at which door we are now: they
// keep the one of their key loading. One that is busy or away is told by its
// next key loading, and says itself that it reaches nobody.
func (h *house) tellTerminals(ctx context.Context) {
	for name, url := range h.World {
		if name != "terminal" && !strings.HasPrefix(name, "terminal-") {
			continue
		}
		brief, cancel := context.WithTimeout(ctx, 2*time.Second)
		if err := post(brief, url+"/host", map[string]string{"host": h.World["host"]}); err != nil {
			h.log.Warn("a terminal was not told our address", "terminal", name, "err", err)
		}
		cancel()
	}
}

// door is an address of ours as somebody on this machine dials it.
func door(a net.Addr) string {
	if tcp, ok := a.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", strconv.Itoa(tcp.Port))
	}
	return a.String()
}
