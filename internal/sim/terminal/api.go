package terminal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"tillway/internal/sim"
	"tillway/internal/sim/cards"
)

// Terminal is the running part: an engine behind its HTTP API.
type Terminal struct {
	Engine *Engine
	name   string
	server *sim.Server
}

// OpenPart opens the engine and takes the port.
func OpenPart(c Config, port int) (*Terminal, error) {
	e, err := Open(c)
	if err != nil {
		return nil, err
	}
	t := &Terminal{Engine: e, name: e.conf.Name}
	if t.server, err = sim.NewServer(port, e.routes()); err != nil {
		e.Close()
		return nil, err
	}
	return t, nil
}

// Name implements sim.Part. The first terminal is just "terminal".
func (t *Terminal) Name() string {
	if t.Engine.conf.First || t.name == "1" {
		return "terminal"
	}
	return "terminal-" + t.name
}

// Endpoints implements sim.Part.
func (t *Terminal) Endpoints() map[string]string { return map[string]string{t.Name(): t.server.URL()} }

// Run implements sim.Part.
func (t *Terminal) Run(ctx context.Context) error {
	defer t.Engine.Close()
	return t.server.Run(ctx)
}

func (e *Engine) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /state", func(w http.ResponseWriter, _ *http.Request) { sim.Reply(w, http.StatusOK, e.Status()) })
	mux.HandleFunc("GET /cards", showCards)
	mux.HandleFunc("GET /table", func(w http.ResponseWriter, _ *http.Request) {
		sim.Reply(w, http.StatusOK, map[string]any{"items": cards.Table()})
	})
	mux.HandleFunc("GET /rows", e.showRows)
	mux.HandleFunc("GET /journal", e.showJournal)
	mux.HandleFunc("GET /wire", func(w http.ResponseWriter, _ *http.Request) {
		sim.Reply(w, http.StatusOK, map[string]any{"items": append([]Frame{}, e.wire.all()...)})
	})
	mux.HandleFunc("POST /keypair", e.serveKeyPair)
	mux.HandleFunc("POST /load-key", e.serveLoadKey)
	mux.HandleFunc("POST /replace", e.serveReplace)
	mux.HandleFunc("POST /host", e.serveHost)
	mux.HandleFunc("POST /fault", e.serveFault)
	for path, press := range map[string]func(context.Context) Reply{
		"/signin": e.SignIn, "/signoff": e.SignOff, "/echo": e.Echo, "/settle": e.Settle,
	} {
		mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) {
			sim.Reply(w, http.StatusOK, press(detached(r)))
		})
	}
	for path, kind := range map[string]Kind{
		"/sale": Sale, "/qr": Sale, "/void": Void, "/refund": Refund, "/preauth": Preauth, "/preauth-void": PreauthVoid,
		"/complete": Completion,
	} {
		mux.HandleFunc("POST "+path, e.servePayment(kind))
	}
	mux.HandleFunc("POST /reprint", func(w http.ResponseWriter, r *http.Request) {
		if in, ok := sim.Body[orderBody](w, r); ok {
			sim.Reply(w, http.StatusOK, e.Reprint(in.Trace.String()))
		}
	})
	e.conf.Clock.Routes(mux)
	return mux
}

// detached keeps a payment going when the page that pressed the button is gone.
func detached(r *http.Request) context.Context { return context.WithoutCancel(r.Context()) }

// number is a trace or batch number: 12, "12" and "000012" are the same.
type number int

func (n *number) UnmarshalJSON(b []byte) error {
	text := string(bytes.Trim(b, `"`))
	v, err := strconv.Atoi(text)
	if text == "" {
		v, err = 0, nil
	}
	if err != nil || v < 0 || v > 999999 {
		return errors.New("a trace or batch number has one to six digits")
	}
	*n = number(v)
	return nil
}

// String is the number as it is on the slip, or nothing for none.
func (n number) String() string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%06d", int(n))
}

// orderBody is an Order as the page sends it.
type orderBody struct {
	AmountFen int64  `json:"amount_fen"`
	Card      string `json:"card"`
	Entry     string `json:"entry"`
	PIN       string `json:"pin"`
	Code      string `json:"code"`
	Trace     number `json:"trace"`
	RRN       string `json:"rrn"`
	Date      string `json:"date"` // MMDD or 2006-01-02
	AuthCode  string `json:"auth_code"`
}

func (e *Engine) servePayment(kind Kind) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		in, ok := sim.Body[orderBody](w, r)
		if !ok {
			return
		}
		if len(in.Date) == len("2006-01-02") {
			in.Date = mmdd(in.Date)
		}
		sim.Reply(w, http.StatusOK, e.Do(detached(r), Order{
			Kind: kind, AmountFen: in.AmountFen, Card: in.Card, Entry: in.Entry, PIN: in.PIN, Code: in.Code,
			Trace: in.Trace.String(), RRN: in.RRN, Date: in.Date, AuthCode: in.AuthCode,
		}))
	}
}

func (e *Engine) serveKeyPair(w http.ResponseWriter, _ *http.Request) {
	pem, err := e.KeyPair()
	if err != nil {
		sim.Broken(w, err)
		return
	}
	sim.Reply(w, http.StatusOK, map[string]string{"public_key_pem": pem})
}

func (e *Engine) serveLoadKey(w http.ResponseWriter, r *http.Request) {
	in, ok := sim.Body[Load](w, r)
	if !ok {
		return
	}
	e.answerChange(w, e.LoadKey(in))
}

func (e *Engine) serveReplace(w http.ResponseWriter, _ *http.Request) { e.answerChange(w, e.Replace()) }

func (e *Engine) serveHost(w http.ResponseWriter, r *http.Request) {
	in, ok := sim.Body[struct {
		Host string `json:"host"`
	}](w, r)
	if !ok {
		return
	}
	e.answerChange(w, e.SetHost(in.Host))
}

// answerChange answers a change of keys, device or host with the new state.
func (e *Engine) answerChange(w http.ResponseWriter, err error) {
	switch {
	case errors.Is(err, ErrUnfinished):
		t := texts[Unfinished]
		sim.Refuse(w, http.StatusConflict, Unfinished, t.zh, t.en)
	case errors.Is(err, ErrHost):
		sim.Refuse(w, http.StatusBadRequest, WrongInput, "主机地址应写成 主机:端口", "a host is written host:port")
	case errors.Is(err, ErrLoad):
		sim.Refuse(w, http.StatusBadRequest, BadKeyValue, "密钥无法解开、校验值不符、缺少终端信息，或序列号不是本机的",
			"the key cannot be unwrapped or fails its check value, a number is missing, or the serial is another device's")
	case err != nil:
		sim.Broken(w, err)
	default:
		sim.Reply(w, http.StatusOK, e.Status())
	}
}

func (e *Engine) serveFault(w http.ResponseWriter, r *http.Request) {
	in, ok := sim.Body[struct {
		Kind Fault `json:"kind"`
	}](w, r)
	if !ok {
		return
	}
	if !e.SetFault(in.Kind) {
		sim.Refuse(w, http.StatusBadRequest, WrongInput, "未知的故障种类", "no such fault")
		return
	}
	sim.Reply(w, http.StatusOK, e.Status())
}

// face is a test card as the page lays it on the counter.
type face struct {
	ID      string     `json:"id"`
	PANMask string     `json:"pan_mask"`
	PIN     string     `json:"pin"`
	Kind    cards.Kind `json:"kind"`
	Code    string     `json:"code"`
	Zh      string     `json:"zh"`
	En      string     `json:"en"`
}

func showCards(w http.ResponseWriter, _ *http.Request) {
	out := make([]face, len(cards.All))
	for i, c := range cards.All {
		out[i] = face{c.ID, sim.MaskPAN(c.PAN), c.PIN, c.Kind, c.Code, c.Zh, c.En}
	}
	sim.Reply(w, http.StatusOK, map[string]any{"items": out})
}

// rowShown is a row of the batch without the chip's data.
type rowShown struct {
	row
	PANMask string          `json:"pan_mask,omitempty"`
	ICC     json.RawMessage `json:"icc,omitempty"`
}

func (e *Engine) showRows(w http.ResponseWriter, _ *http.Request) {
	e.screen.Lock()
	rows, batch := e.shown.rows, e.shown.status.Batch
	e.screen.Unlock()
	sim.Reply(w, http.StatusOK, map[string]any{"batch": batch, "items": rows})
}

func (e *Engine) showJournal(w http.ResponseWriter, _ *http.Request) {
	sim.Reply(w, http.StatusOK, map[string]any{"items": append([]Line{}, e.Journal()...)})
}
