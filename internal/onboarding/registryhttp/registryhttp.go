// Package registryhttp asks the registries over HTTP. A call has three
// seconds and two repeats with a random wait between; after several failures
// in a row a registry is left alone for a while, so that a broken one does not
// keep every reviewer waiting (book acquiring-rules §1.5).
package registryhttp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/rnd"
	"tillway/internal/onboarding"
)

const (
	callTime    = 3 * time.Second
	tries       = 3
	pauseMillis = 200
	openAfter   = 5
	openFor     = 30 * time.Second
	maxAnswer   = 1 << 16
)

// Client asks the registries at one address.
type Client struct {
	base string
	http *http.Client

	mu       sync.Mutex
	failures int
	openTill time.Time
}

var _ onboarding.Registries = (*Client)(nil)

// New returns a client of the registries at base, such as http://127.0.0.1:9100.
func New(base string) *Client {
	return &Client{base: strings.TrimSuffix(base, "/"), http: &http.Client{Timeout: callTime}}
}

// Identity implements onboarding.Registries.
func (c *Client) Identity(ctx context.Context, q onboarding.IdentityQuery) (onboarding.IdentityAnswer, error) {
	var a struct {
		Ref       string `json:"ref"`
		Result    string `json:"result"`
		Expired   bool   `json:"expired"`
		WatchList bool   `json:"watch_list"`
	}
	err := c.ask(ctx, "/identity", q, &a)
	return onboarding.IdentityAnswer(a), err
}

// Business implements onboarding.Registries.
func (c *Client) Business(ctx context.Context, q onboarding.BusinessQuery) (onboarding.BusinessAnswer, error) {
	var a struct {
		Ref        string `json:"ref"`
		Result     string `json:"result"`
		Status     string `json:"status"`
		NameMatch  bool   `json:"name_match"`
		LegalMatch bool   `json:"legal_match"`
		ScopeMatch bool   `json:"scope_match"`
		Expired    bool   `json:"expired"`
	}
	err := c.ask(ctx, "/business", q, &a)
	return onboarding.BusinessAnswer(a), err
}

// Card implements onboarding.Registries.
func (c *Client) Card(ctx context.Context, q onboarding.CardQuery) (onboarding.CardAnswer, error) {
	var a struct {
		Ref  string `json:"ref"`
		Code *int   `json:"result_code"`
	}
	if err := c.ask(ctx, "/card", q, &a); err != nil {
		return onboarding.CardAnswer{}, err
	}
	if a.Code == nil { // no code is no answer: 0 would be a yes
		return onboarding.CardAnswer{}, onboarding.ErrRegistry.New()
	}
	return onboarding.CardAnswer{Ref: a.Ref, Code: *a.Code}, nil
}

func (c *Client) ask(ctx context.Context, path string, question, answer any) error {
	body, err := json.Marshal(question)
	if err != nil {
		return err
	}
	if c.open() {
		return onboarding.ErrRegistry.New()
	}
	for try := range tries {
		if try > 0 {
			if err := clock.Sleep(ctx, time.Duration(pauseMillis+rnd.Int(pauseMillis))*time.Millisecond); err != nil {
				return onboarding.ErrRegistry.Wrap(err)
			}
		}
		if err = c.once(ctx, path, body, answer); err == nil {
			c.note(true)
			return nil
		}
	}
	c.note(false)
	return onboarding.ErrRegistry.Wrap(err)
}

// once makes one call. Its errors hold no part of the question.
func (c *Client) once(ctx context.Context, path string, body []byte, answer any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("registry answered %d", res.StatusCode)
	}
	return json.Unmarshal(raw, answer)
}

// open tells whether the registry is left alone at this moment.
func (c *Client) open() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return clock.Now().Before(c.openTill)
}

func (c *Client) note(good bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if good {
		c.failures = 0
		return
	}
	if c.failures++; c.failures >= openAfter {
		c.failures, c.openTill = 0, clock.Now().Add(openFor)
	}
}
