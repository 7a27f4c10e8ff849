package api

import (
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

const schemaPrefix = "#/components/schemas/"

// describe is the configuration of the description: what a reader needs to know
// before the first call, and names of the business for its schemas.
func describe() huma.Config {
	cfg := huma.DefaultConfig("Tillway · 收单通", Version)
	cfg.DocsPath, cfg.SchemasPath, cfg.CreateHooks = "", "", nil
	cfg.Info.Description = "One interface for the console, the merchant's pages, the virtual terminal and programs. " +
		"Sign in with POST /v1/session; the session is a cookie. Amounts are whole fen (int64), times RFC 3339 with +08:00, a business date is YYYY-MM-DD. " +
		"Every failure is a problem document (RFC 9457) in Chinese and English with a stable code. " +
		"Each POST that changes something takes an Idempotency-Key: the same key with the same body gets the first answer again, with another body 409. " +
		"Lists are read page by page: pass \"next\" as the cursor until there is none.\n\n" +
		"控制台、商户端、虚拟终端和程序共用一套接口。金额为整数分，时间带 +08:00，失败一律返回中英双语的问题文档；每个提交都带 Idempotency-Key，重复提交得到第一次的答复。"
	cfg.Components.Schemas = huma.NewMapRegistry(schemaPrefix, schemaName)
	cfg.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: sessionCookie, Description: "Set by POST /v1/session"},
	}
	return cfg
}

// schemaNames names what would otherwise read as a type of the program or as
// another room's word.
var schemaNames = map[string]string{
	"PaperBody": "ApplicationDocument", "RegistryBody": "RegistryCheck", "ReviewBody": "ReviewDecision", "Patch": "ApplicationPatch",
	"Form": "ApplicationForm", "Base": "ApplicationBase", "Address": "ApplicationAddress", "License": "ApplicationLicence",
	"Legal": "ApplicationLegal", "Contact": "ApplicationContact", "Settle": "ApplicationSettlement", "Receipt": "ApplicationReceipt",
	"Document": "DocumentType", "Offer": "InstitutionOffer", "Value": "Param", "Term": "InstitutionTerm",
	"View": "MerchantView", "Condition": "MerchantCondition", "Store": "MerchantStore", "Settlement": "MerchantSettlement",
	"ClauseBody": "ContractClause", "FeeBody": "ContractFee", "QuestionBody": "ContractQuestion", "FileBody": "ContractFile",
	"RequestBody": "DepositRequest", "ReceiptBody": "BankReceipt", "KeyBody": "KeyFacts", "Model": "TerminalModel",
	"AskedBody": "ExamQuestion", "OptionBody": "ExamOption", "ResultBody": "ExamResult", "SectionBody": "CourseSection",
	"StaffBody": "StaffMember", "StaffInputBody": "NewStaffMember", "NewUserInputBody": "NewUser", "SessionView": "Session",
	"Moment": "PaymentMoment", "Posting": "LedgerPosting", "PostingLine": "LedgerLine", "Owed": "PaymentOwed",
	"TodayView": "PaymentsToday", "TodayBody": "OwnerDay", "Sum": "DaySum", "TrialView": "TrialBalance",
	"QueueBody": "WorkQueue", "HitBody": "SearchHit", "SmsBody": "Message", "SettingBody": "MessageSetting", "SettingsBody": "MessageSettings",
	"Fault": "AuditFault", "Done": "Acknowledged", "Item": "Article", "PayoutBody": "Payout", "RunBody": "PayoutRun",
	"Trigger": "SandboxTrigger", "ClockState": "SandboxClock",
}

// schemaName drops what only the program needs: Body, Input, View, ListPage.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	if of, ok := strings.CutPrefix(name, "ListPage"); ok {
		return plainName(of) + "List"
	}
	return plainName(name)
}

func plainName(name string) string {
	if said, ok := schemaNames[name]; ok {
		return said
	}
	if of, ok := strings.CutSuffix(name, "InputBody"); ok {
		return of + "Input"
	}
	for _, end := range []string{"Body", "View"} {
		if of, ok := strings.CutSuffix(name, end); ok && of != "" {
			return of
		}
	}
	return name
}

// describable refuses an answer that embeds a struct that is not exported: huma
// reads none of its fields, and they would be missing in the description.
func describable(t reflect.Type, pattern string) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		describable(t.Elem(), pattern)
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			if f.Anonymous && !f.IsExported() {
				panic("api: " + pattern + ": " + t.Name() + " embeds " + f.Name + ", which is not exported")
			}
			if f.IsExported() && f.Type.PkgPath() != "time" {
				describable(f.Type, pattern)
			}
		}
	}
}

// operation describes a route; the JSON ones get their schemas from huma.
func (o op) operation(method, path string) huma.Operation {
	d := huma.Operation{OperationID: o.ID, Method: method, Path: path, Summary: o.Summary, Tags: []string{o.Tag},
		DefaultStatus: o.Status, Extensions: o.access()}
	if !o.Public {
		d.Security = []map[string][]string{{"session": {}}}
	}
	if o.keyed(method) {
		d.Parameters = append(d.Parameters, &huma.Param{Name: idempotencyHeader, In: "header", Required: true,
			Description: "New for each submission, the same for its repetition; at most 200 characters", Schema: &huma.Schema{Type: "string"}})
	}
	return d
}

// keyed tells whether a repeated call is recognised by its key.
func (o op) keyed(method string) bool { return method == http.MethodPost && !o.NoKey && !o.Machine }

// bytesOf is what a raw route reads and writes.
type bytesOf struct {
	Media string   // of the answer; "" when there is none
	JSON  any      // the answer's type when it is JSON
	Files []string // multipart parts that are files
	Texts []string // multipart parts that are text
	Query []string
}

// rawOperation completes the description of a raw route.
func (s *Server) rawOperation(o op, method, path string) *huma.Operation {
	d := o.operation(method, path)
	d.Parameters = append(pathParams(path), d.Parameters...)
	for _, name := range o.Bytes.Query {
		d.Parameters = append(d.Parameters, &huma.Param{Name: name, In: "query", Schema: &huma.Schema{Type: "string"}})
	}
	if len(o.Bytes.Files) > 0 {
		parts := &huma.Schema{Type: "object", Properties: map[string]*huma.Schema{}, Required: append(append([]string{}, o.Bytes.Files...), o.Bytes.Texts...)}
		for _, name := range o.Bytes.Files {
			parts.Properties[name] = &huma.Schema{Type: "string", Format: "binary"}
		}
		for _, name := range o.Bytes.Texts {
			parts.Properties[name] = &huma.Schema{Type: "string"}
		}
		d.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {Schema: parts}}}
	}
	schemas := s.huma.OpenAPI().Components.Schemas
	good := &huma.Response{Description: "OK"}
	status := "200"
	switch {
	case o.Bytes.JSON != nil:
		good.Content = map[string]*huma.MediaType{"application/json": {Schema: schemas.Schema(reflect.TypeOf(o.Bytes.JSON), true, "")}}
	case o.Bytes.Media != "":
		good.Content = map[string]*huma.MediaType{o.Bytes.Media: {Schema: &huma.Schema{Type: "string", Format: "binary"}}}
	default:
		status, good.Description = "204", "Done, nothing to say"
	}
	problem := schemas.Schema(reflect.TypeFor[Problem](), true, "")
	d.Responses = map[string]*huma.Response{status: good,
		"default": {Description: "Error", Content: map[string]*huma.MediaType{"application/problem+json": {Schema: problem}}}}
	return &d
}

func pathParams(path string) []*huma.Param {
	var out []*huma.Param
	for _, part := range strings.Split(path, "/") {
		if strings.HasPrefix(part, "{") {
			out = append(out, &huma.Param{Name: strings.Trim(part, "{}."), In: "path", Required: true, Schema: &huma.Schema{Type: "string"}})
		}
	}
	return out
}
