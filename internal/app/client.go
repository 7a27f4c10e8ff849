package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/textproto"
	"time"

	"tillway/internal/kit/rnd"
)

// client is a person at a browser, as far as the API can tell: it signs in,
// keeps its cookie, and sends a fresh Idempotency-Key with each submission.
type client struct {
	base, login string
	http        *http.Client
}

// object is a JSON object of the API.
type object map[string]any

func (o object) text(name string) string {
	s, _ := o[name].(string)
	return s
}

func (o object) fen(name string) int64 {
	n, _ := o[name].(json.Number)
	v, _ := n.Int64()
	return v
}

func (o object) list(name string) (out []object) {
	items, _ := o[name].([]any)
	for _, it := range items {
		if m, ok := it.(map[string]any); ok {
			out = append(out, object(m))
		}
	}
	return out
}

func (o object) sub(name string) object {
	m, _ := o[name].(map[string]any)
	return object(m)
}

// refusal is an answer that is not a success.
type refusal struct {
	Status int
	Code   string `json:"code"`
	Zh     string `json:"detail_zh"`
	En     string `json:"detail_en"`
	Fields []struct {
		Path      string `json:"path"`
		Code      string `json:"code"`
		MessageEn string `json:"message_en"`
	} `json:"fields"`
	where string
}

func (r *refusal) Error() string {
	s := fmt.Sprintf("%s answered %d %s: %s", r.where, r.Status, r.Code, r.En)
	for _, f := range r.Fields {
		s += fmt.Sprintf("; %s %s %s", f.Path, f.Code, f.MessageEn)
	}
	return s
}

func newClient(base string) *client {
	jar, _ := cookiejar.New(nil) // it fails only with options
	return &client{base: base, http: &http.Client{Jar: jar, Timeout: 30 * time.Second}}
}

// signIn opens a session.
func (c *client) signIn(ctx context.Context, login, password string) error {
	c.login = login
	_, err := c.call(ctx, "POST", "/v1/session", object{"institution": sandboxCode, "login": login, "password": password})
	return err
}

func (c *client) get(ctx context.Context, path string) (object, error) {
	return c.call(ctx, "GET", path, nil)
}

func (c *client) post(ctx context.Context, path string, body object) (object, error) {
	if body == nil {
		body = object{}
	}
	return c.call(ctx, "POST", path, body)
}

func (c *client) put(ctx context.Context, path string, body object) (object, error) {
	return c.call(ctx, "PUT", path, body)
}

func (c *client) call(ctx context.Context, method, path string, body object) (object, error) {
	var r io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		r = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, r)
	if err != nil {
		return nil, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	b, err := c.send(req)
	if err != nil || len(b) == 0 {
		return object{}, err
	}
	return parseObject(b)
}

// parseObject keeps numbers exact; a list becomes {"items": […]}.
func parseObject(b []byte) (object, error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case map[string]any:
		return v, nil
	case []any:
		return object{"items": v}, nil
	}
	return object{"value": v}, nil
}

func (c *client) send(req *http.Request) ([]byte, error) {
	if req.Method == http.MethodPost {
		req.Header.Set("Idempotency-Key", rnd.Hex(12))
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode >= 300 {
		r := &refusal{Status: resp.StatusCode, where: c.login + " " + req.Method + " " + req.URL.Path}
		_ = json.Unmarshal(b, r)
		return nil, r
	}
	return b, nil
}

// bytes fetches a document.
func (c *client) bytes(ctx context.Context, path string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		return nil, err
	}
	return c.send(req)
}

type upload struct {
	field, name, mime string
	data              []byte
}

// form posts a multipart form.
func (c *client) form(ctx context.Context, path string, values map[string]string, files ...upload) (object, error) {
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	for k, v := range values {
		if err := w.WriteField(k, v); err != nil {
			return nil, err
		}
	}
	for _, f := range files {
		h := textproto.MIMEHeader{}
		h.Set("Content-Disposition", fmt.Sprintf(`form-data; name=%q; filename=%q`, f.field, f.name))
		h.Set("Content-Type", f.mime)
		part, err := w.CreatePart(h)
		if err != nil {
			return nil, err
		}
		if _, err := part.Write(f.data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+path, &buf)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	b, err := c.send(req)
	if err != nil || len(b) == 0 {
		return object{}, err
	}
	return parseObject(b)
}
