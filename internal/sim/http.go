package sim

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"tillway/internal/kit/errs"
)

// ErrPort tells the person who starts a part that its port is not to be had.
var ErrPort = errs.Define("sim.port", errs.Unavailable,
	"沙箱端口 {address} 用不了：{reason}。", "The sandbox's port {address} cannot be used: {reason}.",
	"可能已有一个沙箱在运行：先停止它，或换端口（单个部分用 --port，sim world 用 --any-port）。",
	"Another sandbox may be running: stop it, or take other ports (--port of a part, --any-port of sim world).")

// Listen opens a port on the loopback interface; 0 lets the system choose.
// The sandbox is never reachable from another machine.
func Listen(port int) (net.Listener, error) {
	address := fmt.Sprintf("127.0.0.1:%d", port)
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, ErrPort.WithReason(err, "address", address)
	}
	return l, nil
}

// Server is an HTTP server on the loopback interface.
type Server struct {
	listener net.Listener
	http     *http.Server
}

// NewServer opens the port; connections wait until Run.
func NewServer(port int, h http.Handler) (*Server, error) {
	l, err := Listen(port)
	if err != nil {
		return nil, err
	}
	return &Server{l, &http.Server{Handler: loopbackOnly(h), ReadHeaderTimeout: 10 * time.Second}}, nil
}

// URL returns the server's address, http://127.0.0.1:port.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Run serves until ctx ends.
func (s *Server) Run(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() { s.http.Close() })
	defer stop()
	if err := s.http.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// Close frees the port of a server that does not run.
func (s *Server) Close() error { return s.http.Close() }

// loopbackOnly refuses a request that a web page from elsewhere made the
// browser send (Origin) or that came in under another name (DNS rebinding),
// and lets pages from this machine read the answers: the virtual POS is one.
func loopbackOnly(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		if !loopbackHost(r.Host) || origin != "" && !loopbackOrigin(origin) {
			Refuse(w, http.StatusForbidden, "FORBIDDEN", "沙箱只接受本机访问", "the sandbox answers this machine only")
			return
		}
		if origin != "" {
			head := w.Header()
			head.Set("Access-Control-Allow-Origin", origin)
			head.Set("Vary", "Origin")
			head.Set("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
			head.Set("Access-Control-Allow-Headers", "Content-Type, Idempotency-Key")
		}
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		h.ServeHTTP(w, r)
	})
}

func loopbackOrigin(origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && loopbackHost(u.Host)
}

func loopbackHost(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = hostport
	}
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

const maxBody = 1 << 20

// Body reads a JSON request; on a bad one it answers 400 and returns false.
func Body[T any](w http.ResponseWriter, r *http.Request) (T, bool) {
	v, err := Decode[T](http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		Refuse(w, http.StatusBadRequest, "PARAM_ERROR", "请求不是约定的JSON", "the request is not the JSON agreed on: "+err.Error())
		return v, false
	}
	return v, true
}

// Decode reads one JSON value and refuses members it does not know.
func Decode[T any](r io.Reader) (v T, err error) {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err = d.Decode(&v); err != nil {
		return v, err
	}
	if _, err := d.Token(); err != io.EOF {
		return v, errors.New("something follows the JSON value")
	}
	return v, nil
}

// Reply answers with JSON.
func Reply(w http.ResponseWriter, status int, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		Broken(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	w.Write(data)
}

// Refusal is how a part without a protocol of its own says no.
type Refusal struct {
	Code string `json:"code"`
	Zh   string `json:"message_zh"`
	En   string `json:"message_en"`
}

// Refuse answers with a Refusal.
func Refuse(w http.ResponseWriter, status int, code, zh, en string) {
	Reply(w, status, Refusal{code, zh, en})
}

// Broken answers for a fault of the simulator itself, such as a full disk.
func Broken(w http.ResponseWriter, err error) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(http.StatusInternalServerError)
	_ = json.NewEncoder(w).Encode(Refusal{"SIMULATOR", "模拟器自身故障", "the simulator itself failed: " + err.Error()})
}
