package bank

import (
	"net/http"

	"tillway/internal/sim"
)

type transferRequest struct {
	Account   string `json:"account"`   // which of the institution's two
	Reference string `json:"reference"` // what the payer writes: an order number
	AmountFen int64  `json:"amount_fen"`
	Payer     string `json:"payer"`
	RequestID string `json:"request_id"` // the same one twice is one transfer
}

func (in transferRequest) fault() (zh, en string) {
	switch {
	case in.AmountFen <= 0 || in.AmountFen > 1e12 || in.Payer == "" || !printable(in.Reference) || !printable(in.Payer):
		return "金额须大于0，付款人必填", "amount above 0 and payer are required"
	case in.Account != Own && in.Account != Reserve:
		return "收款账号不存在", "there is no such account to pay to"
	}
	return "", ""
}

// transfer is somebody's payment into an account of the institution.
func (b *Bank) transfer(w http.ResponseWriter, r *http.Request) {
	in, ok := sim.Body[transferRequest](w, r)
	if !ok {
		return
	}
	if zh, en := in.fault(); zh != "" {
		sim.Refuse(w, http.StatusBadRequest, "PARAM_ERROR", zh, en)
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	e, err := b.move("transfer", in)
	b.advise(w, e, err)
}

// Settle is what a channel pays for a day, or takes when it is owed; telling it
// again moves nothing.
func (b *Bank) Settle(reference, channel string, fen int64) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	kind := "transfer"
	if fen < 0 {
		kind, fen = "debit", -fen
	}
	_, err := b.move(kind, transferRequest{Account: Reserve, Reference: reference, AmountFen: fen, Payer: channel, RequestID: reference})
	if err != nil {
		return err
	}
	return b.writeFiles()
}

// move records money in or out, once for each request.
func (b *Bank) move(kind string, in transferRequest) (Entry, error) {
	if e := b.book.moves[in.RequestID]; in.RequestID != "" && e != nil {
		return *e, nil
	}
	e := b.book.next(kind, in)
	return e, b.record(e)
}

// advise answers with the bank's reference and the statement it stands on.
func (b *Bank) advise(w http.ResponseWriter, e Entry, err error) {
	if err == nil {
		err = b.writeFiles()
	}
	if err != nil {
		sim.Broken(w, err)
		return
	}
	sim.Reply(w, http.StatusOK, map[string]any{"bank_ref": e.BankRef, "statement": e.File})
}

type recallRequest struct {
	BankRef string `json:"bank_ref"`
}

// recall is the payer's bank taking a transfer back, as for one sent in error.
func (b *Bank) recall(w http.ResponseWriter, r *http.Request) {
	in, ok := sim.Body[recallRequest](w, r)
	if !ok {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	sent := b.book.transfers[in.BankRef]
	if sent == nil {
		sim.Refuse(w, http.StatusNotFound, "NOT_FOUND", "没有这笔来款", "there is no such transfer")
		return
	}
	e, err := b.move("debit", transferRequest{Account: sent.Ours, Reference: "RECALL " + sent.BankRef, AmountFen: sent.AmountFen,
		Payer: sent.Payer, RequestID: "recall " + sent.BankRef})
	b.advise(w, e, err)
}

type accountRequest struct {
	Account string `json:"account"`
	State   string `json:"state"` // closed, open
}

// turnAccount is a holder closing a settlement account, or opening it again.
func (b *Bank) turnAccount(w http.ResponseWriter, r *http.Request) {
	in, ok := sim.Body[accountRequest](w, r)
	if !ok {
		return
	}
	if len(in.Account) < 8 || in.State != "closed" && in.State != "open" {
		sim.Refuse(w, http.StatusBadRequest, "PARAM_ERROR", "缺少账号，或状态不是closed、open", "an account, and closed or open, are required")
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.record(Entry{Kind: "account", Account: last4(in.Account), Digest: digest(in.Account), State: in.State}); err != nil {
		sim.Broken(w, err)
		return
	}
	sim.Reply(w, http.StatusOK, map[string]any{"state": in.State})
}
