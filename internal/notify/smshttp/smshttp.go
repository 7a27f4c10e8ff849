// Package smshttp speaks to a text message gateway over HTTP: POST /send and
// GET /receipts.
package smshttp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"tillway/internal/notify"
)

// Gateway implements notify.SMS.
type Gateway struct {
	base   string
	client *http.Client
}

// New returns the gateway at an address.
func New(base string) *Gateway {
	return &Gateway{base: strings.TrimRight(base, "/"), client: &http.Client{Timeout: 10 * time.Second}}
}

// Name names the gateway in the table of receipts read.
func (g *Gateway) Name() string { return "http" }

// maxAnswer bounds what is read of an answer.
const maxAnswer = 1 << 20

// Send hands a message over.
func (g *Gateway) Send(ctx context.Context, ref, mobile, text string) (string, error) {
	body, err := json.Marshal(map[string]string{"ref": ref, "mobile": mobile, "text": text})
	if err != nil {
		return "", err
	}
	var out struct {
		ID string `json:"id"`
	}
	status, err := g.do(ctx, http.MethodPost, "/send", bytes.NewReader(body), &out)
	if err == nil && status >= 400 && status < 500 && status != http.StatusTooManyRequests {
		err = notify.ErrRefused
	} else if err == nil && status != http.StatusOK {
		err = statusError(status)
	}
	return out.ID, err
}

// statusError says that the gateway had no good answer.
type statusError int

func (s statusError) Error() string { return fmt.Sprintf("the gateway answered %d", int(s)) }

// Receipts fetches receipts after a cursor.
func (g *Gateway) Receipts(ctx context.Context, after int64) ([]notify.Receipt, int64, error) {
	var out struct {
		Items []struct {
			Ref    string `json:"ref"`
			Status string `json:"status"`
		} `json:"items"`
		Next int64 `json:"next"`
	}
	status, err := g.do(ctx, http.MethodGet, "/receipts?after="+url.QueryEscape(strconv.FormatInt(after, 10)), nil, &out)
	if err == nil && status != http.StatusOK {
		err = statusError(status)
	}
	if err != nil {
		return nil, after, err
	}
	receipts := make([]notify.Receipt, 0, len(out.Items))
	for _, r := range out.Items {
		receipts = append(receipts, notify.Receipt{Ref: r.Ref, Delivered: r.Status == "delivered"})
	}
	return receipts, out.Next, nil
}

func (g *Gateway) do(ctx context.Context, method, path string, body io.Reader, into any) (int, error) {
	req, err := http.NewRequestWithContext(ctx, method, g.base+path, body)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := g.client.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil || res.StatusCode != http.StatusOK {
		return res.StatusCode, err
	}
	return res.StatusCode, json.Unmarshal(b, into)
}
