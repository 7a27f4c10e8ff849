package api

import (
	"context"
	"io"
	"net/http"

	"tillway/internal/audit"
	"tillway/internal/contract"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
)

var errUpload = errs.Define("input.upload", errs.Invalid,
	"缺少文件 {name}，或文件超过 16 MB。", "The file {name} is missing or larger than 16 MB.",
	"选择文件后重试。", "Choose the file and try again.")

type contractBody struct {
	ID           string         `json:"id"`
	Number       string         `json:"number"`
	Status       string         `json:"status"`
	Merchant     string         `json:"merchant"`
	MerchantName string         `json:"merchant_name,omitempty"`
	Application  string         `json:"application"`
	DepositFen   int64          `json:"deposit_fen"`
	Digest       string         `json:"digest,omitempty" doc:"SHA-256 of the document"`
	ExpiresAt    string         `json:"expires_at,omitempty"`
	EffectiveAt  string         `json:"effective_at,omitempty"`
	SuspendedFor string         `json:"suspended_for,omitempty" doc:"why the service is stopped, while it is"`
	Clauses      []clauseBody   `json:"clauses,omitempty"`
	Fees         []feeBody      `json:"fees,omitempty"`
	Questions    []questionBody `json:"questions,omitempty"`
	Files        []fileBody     `json:"files,omitempty"`
	Steps        []lifeStep     `json:"steps,omitempty"`
}

type clauseBody struct {
	ID        string `json:"id"`
	TitleZh   string `json:"title_zh"`
	TitleEn   string `json:"title_en"`
	BodyZh    string `json:"body_zh"`
	SummaryZh string `json:"summary_zh"`
	SummaryEn string `json:"summary_en"`
	Key       bool   `json:"key"`
	ReadAt    string `json:"read_at,omitempty"`
}

type feeBody struct {
	Product string `json:"product"`
	PPM     int64  `json:"ppm"`
	CapFen  int64  `json:"cap_fen" doc:"-1: no cap"`
	MinFen  int64  `json:"min_fen"`
}

type questionBody struct {
	ID         string `json:"id"`
	Clause     string `json:"clause"`
	Text       string `json:"text"`
	Answer     string `json:"answer,omitempty"`
	Accepted   bool   `json:"accepted"`
	AskedAt    string `json:"asked_at"`
	AnsweredAt string `json:"answered_at,omitempty"`
}

type fileBody struct {
	Kind   string `json:"kind"`
	Digest string `json:"digest"`
	Size   int64  `json:"size"`
	At     string `json:"at"`
}

type readClause struct {
	IDPath
	Body struct {
		Clause string `json:"clause" maxLength:"40"`
	}
}

type signInput struct {
	IDPath
	Body struct {
		OTP string `json:"otp" maxLength:"8"`
	}
}

type askInput struct {
	IDPath
	Body struct {
		Clause string `json:"clause" maxLength:"40"`
		Text   string `json:"text" maxLength:"2000"`
	}
}

type answerQuestion struct {
	IDPath
	Question string `path:"question"`
	Body     struct {
		Text string `json:"text" maxLength:"2000"`
	}
}

type questionPath struct {
	IDPath
	Question string `path:"question"`
}

func (s *Server) contract() {
	see := []string{audit.Owner, audit.Manager, audit.AccountMgr, audit.Operations, audit.Compliance, audit.Risk, audit.Support, audit.Auditor}
	owner := []string{audit.Owner}
	bank := []string{audit.Operations, audit.AccountMgr, audit.Support}
	route(s, "GET /v1/contracts", op{ID: "listContracts", Summary: "Contracts", Roles: see}, s.listContracts)
	route(s, "GET /v1/contracts/{id}", op{ID: "getContract", Summary: "One contract with its clauses", Roles: see},
		func(ctx context.Context, by audit.Actor, in *IDPath) (contractBody, error) {
			v, err := s.Contract.Look(ctx, by, contract.ID(in.ID))
			return s.showContract(ctx, by, v, err)
		})
	route(s, "POST /v1/contracts/{id}/send", op{ID: "sendContract", Summary: "Invite the merchant to sign, or invite again", Roles: bank},
		func(ctx context.Context, by audit.Actor, in *IDPath) (contractBody, error) {
			if _, err := s.Contract.Send(ctx, by, contract.ID(in.ID)); err != nil {
				return contractBody{}, err
			}
			v, err := s.Contract.Look(ctx, by, contract.ID(in.ID))
			return s.showContract(ctx, by, v, err)
		})
	route(s, "POST /v1/contracts/{id}/read", op{ID: "readClause", Summary: "A clause was opened and read", Roles: owner},
		func(ctx context.Context, by audit.Actor, in *readClause) (contractBody, error) {
			v, err := s.Contract.Read(ctx, by, contract.ID(in.ID), in.Body.Clause)
			return s.showContract(ctx, by, v, err)
		})
	route(s, "POST /v1/contracts/{id}/code", op{ID: "requestSignCode", Summary: "Send the one-time code of the signature", Roles: owner},
		func(ctx context.Context, by audit.Actor, in *IDPath) (done, error) {
			err := s.Contract.RequestCode(ctx, by, contract.ID(in.ID))
			return done{err == nil}, err
		})
	route(s, "POST /v1/contracts/{id}/sign", op{ID: "signContract", Summary: "Sign, as the merchant's owner", Roles: owner},
		func(ctx context.Context, by audit.Actor, in *signInput) (contractBody, error) {
			v, err := s.Contract.Sign(ctx, by, contract.ID(in.ID), in.Body.OTP)
			return s.showContract(ctx, by, v, err)
		})
	route(s, "POST /v1/contracts/{id}/countersign", op{ID: "countersignContract", Summary: "Countersign, as the institution", Roles: []string{audit.Operations}},
		func(ctx context.Context, by audit.Actor, in *IDPath) (contractBody, error) {
			v, err := s.Contract.Countersign(ctx, by, contract.ID(in.ID))
			return s.showContract(ctx, by, v, err)
		})
	s.contractSuspension()
	s.contractQuestions(owner, bank)
	s.contractFiles(see)
}

// contractSuspension stops the service under a contract and lets it go on, by
// two people of risk and compliance.
func (s *Server) contractSuspension() {
	officers := []string{audit.Risk, audit.Compliance}
	turn := func(verb, id, summary string, do func(context.Context, audit.Actor, contract.ID, string) (contract.View, error)) {
		route(s, "POST /v1/contracts/{id}/"+verb, op{ID: id, Summary: summary, Roles: officers},
			func(ctx context.Context, by audit.Actor, in *reasonInput) (contractBody, error) {
				v, err := do(ctx, by, contract.ID(in.ID), in.Body.Reason)
				return s.showContract(ctx, by, v, err)
			})
	}
	turn("suspend", "suspendContract", "Stop the service under a contract: the shop cannot trade", s.Contract.Suspend)
	turn("resume", "resumeContract", "Let the service go on: not by who stopped it", s.Contract.Resume)
}

func (s *Server) contractQuestions(owner, bank []string) {
	route(s, "POST /v1/contracts/{id}/questions", op{ID: "askAboutClause", Summary: "Ask about a clause before signing", Roles: owner, Status: 201},
		func(ctx context.Context, by audit.Actor, in *askInput) (contractBody, error) {
			v, err := s.Contract.Ask(ctx, by, contract.ID(in.ID), in.Body.Clause, in.Body.Text)
			return s.showContract(ctx, by, v, err)
		})
	route(s, "POST /v1/contracts/{id}/questions/{question}/answer", op{ID: "answerAboutClause", Summary: "Answer a merchant's question", Roles: bank},
		func(ctx context.Context, by audit.Actor, in *answerQuestion) (contractBody, error) {
			v, err := s.Contract.Answer(ctx, by, contract.ID(in.ID), in.Question, in.Body.Text)
			return s.showContract(ctx, by, v, err)
		})
	route(s, "POST /v1/contracts/{id}/questions/{question}/accept", op{ID: "acceptAnswer", Summary: "The answer is satisfactory", Roles: owner},
		func(ctx context.Context, by audit.Actor, in *questionPath) (contractBody, error) {
			v, err := s.Contract.Accept(ctx, by, contract.ID(in.ID), in.Question)
			return s.showContract(ctx, by, v, err)
		})
}

func (s *Server) contractFiles(see []string) {
	file := func(path, id, kind, name, media, what string, query ...string) {
		b := bytesOf{Media: media, Query: query}
		routeRaw(s, "GET /v1/contracts/{id}/"+path, op{ID: id, Summary: what, Roles: see, Bytes: b},
			func(w http.ResponseWriter, r *http.Request, by audit.Actor) error {
				of := kind
				if of == contract.FileMerchantSignature && r.URL.Query().Get("of") == "institution" {
					of = contract.FileBankSignature
				}
				content, f, err := s.Contract.Download(r.Context(), by, contract.ID(r.PathValue("id")), of)
				if err != nil {
					return err
				}
				h := w.Header()
				h.Set("Content-Type", media)
				h.Set("Content-Disposition", `inline; filename="`+r.PathValue("id")+name+`"`)
				h.Set("Digest", "sha-256="+f.Digest)
				_, err = w.Write(content)
				return err
			})
	}
	file("pdf", "contractPDF", contract.FilePDF, ".pdf", "application/pdf", "The contract as a PDF")
	file("signature", "contractSignature", contract.FileMerchantSignature, ".p7s", "application/pkcs7-signature",
		"A detached signature: the merchant's, or with of=institution ours", "of")
	file("evidence", "contractEvidence", contract.FileEvidence, "-evidence.zip", "application/zip", "The evidence of reading and signing")
	routeRaw(s, "POST /v1/contracts/verify", op{ID: "verifyContract", Summary: "Check a document and its signature (multipart: pdf, signature)",
		AnyUser: true, NoKey: true, MaxBody: 32 << 20, Bytes: bytesOf{Files: []string{"pdf", "signature"}, JSON: verdictBody{}}}, s.verifyContract)
}

type verdictBody struct {
	Valid    bool   `json:"valid"`
	Reason   string `json:"reason" enum:"valid,tampered,unknown,malformed"`
	Contract string `json:"contract,omitempty"`
	Signer   string `json:"signer,omitempty"`
	SignedAt string `json:"signed_at,omitempty"`
	Digest   string `json:"digest"`
}

func (s *Server) verifyContract(w http.ResponseWriter, r *http.Request, by audit.Actor) error {
	document, err := formFile(r, "pdf")
	if err != nil {
		return err
	}
	sig, err := formFile(r, "signature")
	if err != nil {
		return err
	}
	v, err := s.Contract.Verify(r.Context(), by.Institution, document, sig)
	if err != nil {
		return err
	}
	return sendJSON(w, verdictBody{v.Valid, v.Reason, v.Contract.String(), v.Signer, v.SignedAt, v.Digest})
}

// formFile reads one file of a multipart body.
func formFile(r *http.Request, name string) ([]byte, error) {
	f, _, err := r.FormFile(name)
	if err != nil {
		return nil, errUpload.Wrap(err, "name", name)
	}
	defer f.Close()
	const most = 16 << 20
	content, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil || len(content) == 0 || len(content) > most {
		return nil, errUpload.Wrap(err, "name", name)
	}
	return content, nil
}

func (s *Server) listContracts(ctx context.Context, by audit.Actor, in *pageInput) (listPage[contractBody], error) {
	rows, err := s.Contract.Find(ctx, by, contract.Filter{Merchant: in.Merchant, Status: in.Status, After: contract.ID(in.After), Limit: in.Limit})
	if err != nil {
		return listPage[contractBody]{}, err
	}
	names, err := s.merchantNames(ctx, by, func(yield func(string)) {
		for _, c := range rows {
			yield(c.MerchantID)
		}
	})
	return pageOf(rows, in.Limit, func(c contract.Contract) contractBody {
		b := contractHead(c)
		b.MerchantName = names[c.MerchantID]
		return b
	}, func(c contract.Contract) string { return c.ID.String() }), err
}

// merchantNames looks short names up for a list.
func (s *Server) merchantNames(ctx context.Context, by audit.Actor, each func(yield func(string))) (map[string]string, error) {
	names := map[string]string{}
	err := s.DB.Read(ctx, func(q store.Q) (err error) {
		each(func(id string) {
			if _, known := names[id]; known || id == "" || err != nil {
				return
			}
			var m merchant.Merchant
			if m, err = merchant.Get(q, by.Institution, merchant.ID(id)); err == nil {
				names[id] = m.ShortName
			}
		})
		return err
	})
	return names, err
}

func contractHead(c contract.Contract) contractBody {
	return contractBody{ID: c.ID.String(), Number: c.Number, Status: c.Status(), Merchant: c.MerchantID, Application: c.ApplicationID,
		DepositFen: c.DepositFen, Digest: c.Digest, ExpiresAt: civil(c.ExpiresAt), EffectiveAt: civil(c.EffectiveAt), SuspendedFor: c.SuspendedFor}
}

func (s *Server) showContract(ctx context.Context, by audit.Actor, v contract.View, err error) (contractBody, error) {
	if err != nil {
		return contractBody{}, err
	}
	b := contractHead(v.Contract)
	for _, cl := range v.Contract.Clauses {
		one := clauseBody{ID: cl.ID, TitleZh: cl.TitleZh, TitleEn: cl.TitleEn, BodyZh: cl.BodyZh, SummaryZh: cl.SummaryZh, SummaryEn: cl.SummaryEn, Key: cl.Key}
		if o, ok := v.Opened[cl.ID]; ok {
			one.ReadAt = civil(o.At)
		}
		b.Clauses = append(b.Clauses, one)
	}
	for _, f := range v.Fees {
		b.Fees = append(b.Fees, feeBody{f.Product, int64(f.PPM), f.CapFen, f.MinFen})
	}
	for _, qn := range v.Questions {
		b.Questions = append(b.Questions, questionBody{qn.ID, qn.Clause, qn.Text, qn.Answer, qn.Accepted, civil(qn.AskedAt), civil(qn.AnsweredAt)})
	}
	for _, f := range v.Files {
		b.Files = append(b.Files, fileBody{f.Kind, f.Digest, f.Size, civil(f.At)})
	}
	names, err := s.merchantNames(ctx, by, func(yield func(string)) { yield(b.Merchant) })
	if err != nil {
		return b, err
	}
	b.MerchantName = names[b.Merchant]
	steps, err := s.Contract.Steps(ctx, by, v.Contract.ID)
	b.Steps = lifeSteps(steps)
	return b, err
}
