package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"syscall"

	"github.com/danielgtaylor/huma/v2"

	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
)

// Problem is an RFC 9457 document in both languages. It never holds a value
// that the caller sent: a rejected field may be a card number or a password.
type Problem struct {
	Type       string       `json:"type" doc:"Stable address of the error code in the reference"`
	Title      string       `json:"title" doc:"What happened, in the language of Accept-Language (Chinese by default)"`
	Status     int          `json:"status"`
	Code       string       `json:"code" doc:"room.what"`
	DetailZh   string       `json:"detail_zh"`
	DetailEn   string       `json:"detail_en"`
	NextStepZh string       `json:"next_step_zh,omitempty"`
	NextStepEn string       `json:"next_step_en,omitempty"`
	Fields     []FieldFault `json:"fields,omitempty"`
	RequestID  string       `json:"request_id"`
}

// FieldFault is a message that belongs at one field of the request.
type FieldFault struct {
	Path      string `json:"path"`
	Code      string `json:"code"`
	MessageZh string `json:"message_zh"`
	MessageEn string `json:"message_en"`
}

// Error implements error.
func (p *Problem) Error() string { return p.Code }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// httpStatus is the one table from kinds of failure to HTTP statuses.
var httpStatus = map[errs.Kind]int{
	errs.Invalid:         http.StatusUnprocessableEntity,
	errs.Unauthenticated: http.StatusUnauthorized,
	errs.Forbidden:       http.StatusForbidden,
	errs.NotFound:        http.StatusNotFound,
	errs.Conflict:        http.StatusConflict,
	errs.TooMany:         http.StatusTooManyRequests,
	errs.Unavailable:     http.StatusServiceUnavailable,
	errs.Unknown:         http.StatusAccepted,
	errs.Internal:        http.StatusInternalServerError,
}

var (
	errInternal = errs.Define("api.internal", errs.Internal,
		"系统出错了，您的操作可能没有完成。问题在我们这边。", "Something broke on our side; your action may not have been completed.",
		"请先查询结果再重试；若再次出现，请把请求编号告诉客服。", "Look the result up before trying again; if it recurs, give support the request id.")
	errInput = errs.Define("api.input", errs.Invalid,
		"请求的内容不符合接口要求。", "The request does not match what this interface expects.",
		"按各字段旁的说明修改。", "Correct the fields as their messages say.")
	errJSON = errs.Define("api.json", errs.Invalid,
		"请求不是合格的 JSON：{what}。", "The request is not acceptable JSON: {what}.",
		"修正后重新提交。", "Correct it and send it again.")
	errSignIn = errs.Define("api.sign_in", errs.Unauthenticated,
		"请先登录。", "Please sign in first.", "登录后再试。", "Sign in and try again.")
	errRole = errs.Define("api.role", errs.Forbidden,
		"您的岗位不能做这件事。", "Your role may not do this.",
		"如确需办理，请联系管理员调整岗位。", "If you need to, ask the administrator about your role.")
	errRoute = errs.Define("api.no_route", errs.NotFound,
		"没有这个接口。", "There is no such interface.", "请查看 /openapi.json。", "See /openapi.json.")
	errKeyMissing = errs.Define("api.idempotency_missing", errs.Invalid,
		"缺少 Idempotency-Key，无法防止重复提交。", "The Idempotency-Key header is missing, so a repeat could not be recognised.",
		"为每次提交生成一个新的 Idempotency-Key。", "Send a new Idempotency-Key with each submission.")
	errKeyReused = errs.Define("api.idempotency_mismatch", errs.Conflict,
		"同一个 Idempotency-Key 已用于另一份内容。", "This Idempotency-Key was used for a different request.",
		"换一个新的 Idempotency-Key。", "Use a new Idempotency-Key.")
	errTooMany = errs.Define("api.too_many", errs.TooMany,
		"操作太频繁。", "Too many requests.", "请稍后再试。", "Wait a moment and try again.")
	errCrossSite = errs.Define("api.cross_site", errs.Forbidden,
		"拒绝来自其他网站的提交。", "A submission from another site was refused.",
		"请在本系统的页面中操作。", "Use this system's own pages.")
)

// problemOf turns any failure into the document the caller sees.
func problemOf(err error, requestID, lang string) *Problem {
	e := errs.As(err)
	switch {
	case e != nil:
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG): // a document found no room
		e = store.ErrFull.Wrap(err)
	default:
		e = errInternal.Wrap(err)
	}
	p := &Problem{
		Type: "/docs/reference/errors#" + e.Def.Code, Status: httpStatus[e.Def.Kind], Code: e.Def.Code,
		DetailZh: e.Zh(), DetailEn: e.En(), NextStepZh: e.NextZh(), NextStepEn: e.NextEn(), RequestID: requestID,
	}
	p.Title = p.DetailZh
	if strings.HasPrefix(strings.ToLower(lang), "en") {
		p.Title = p.DetailEn
	}
	for _, f := range e.Faults {
		p.Fields = append(p.Fields, FieldFault{Path: f.Path, Code: f.Code, MessageZh: f.Zh, MessageEn: f.En})
	}
	return p
}

func writeProblem(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(err, requestID(r.Context()), r.Header.Get("Accept-Language"))
	w.Header().Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p)
}

// humaProblem replaces huma's error model, which echoes rejected values.
func humaProblem(ctx huma.Context, status int, msg string, details ...error) huma.StatusError {
	for _, d := range details {
		var p *Problem
		if errors.As(d, &p) {
			return p
		}
	}
	e := errInput.New()
	if status >= 500 {
		e = errInternal.Wrap(errors.Join(details...))
	}
	if msg == "request body is required" { // huma's own words
		e = errJSON.New("what", "there is none", "what@zh", "没有内容")
	}
	for _, d := range details {
		var det *huma.ErrorDetail
		if errors.As(d, &det) {
			zh, en := explain(det.Message)
			e.Faults = append(e.Faults, errs.FieldFault{Path: fieldPath(det), Code: "input.shape", Zh: zh, En: en})
		}
	}
	var id, lang string
	if ctx != nil {
		id, lang = requestID(ctx.Context()), ctx.Header("Accept-Language")
	}
	return problemOf(e, id, lang)
}

// fieldPath is the JSON path of the fault without huma's "body." prefix. For a
// missing or unknown member the name stands in the message, not the location.
func fieldPath(d *huma.ErrorDetail) string {
	path := strings.TrimPrefix(strings.TrimPrefix(d.Location, "body"), ".")
	if name, ok := strings.CutPrefix(d.Message, "expected required property "); ok {
		name, _, _ = strings.Cut(name, " ")
		if path != "" {
			path += "."
		}
		path += name
	}
	return path
}

// explain words a schema fault for people. The message never holds the value:
// huma keeps that apart and it is dropped.
func explain(message string) (zh, en string) {
	switch {
	case strings.HasPrefix(message, "expected required property"):
		return "此项必填。", "This field is required."
	case strings.HasPrefix(message, "unexpected property"):
		return "没有这个字段，请删除或检查拼写。", "There is no such field; remove it or check the spelling."
	case strings.Contains(message, "length"):
		return "长度不符合要求。", "The length is not acceptable: " + message + "."
	case strings.Contains(message, "number"), strings.Contains(message, "integer"):
		return "请填写符合范围的整数。", "A whole number in range is expected: " + message + "."
	case strings.Contains(message, "one of"):
		return "请选择列出的选项之一。", "Choose one of the listed values."
	default:
		return "格式不正确。", "The format is not acceptable."
	}
}
