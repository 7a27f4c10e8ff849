package institution

import (
	"encoding/json"
	"slices"

	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// Kinds of merchant (acquiring-rules §1.1).
const (
	Enterprise = "ENT"   // 企业
	SoleTrader = "IND"   // 个体工商户
	Micro      = "MICRO" // 小微
	PublicBody = "PUB"   // 事业单位
)

// Kinds lists the kinds of merchant.
var Kinds = []string{Enterprise, SoleTrader, Micro, PublicBody}

// Document is a line of a checklist.
type Document struct {
	Type     string `json:"type"`
	NameZh   string `json:"name_zh"`
	NameEn   string `json:"name_en"`
	Required bool   `json:"required"`
}

// documentNames words the types of document. A type a parameter adds and this
// table does not have is shown by its own name.
var documentNames = map[string][2]string{
	"licence":              {"营业执照（正本或副本）", "Business licence (original or duplicate)"},
	"institution_cert":     {"事业单位法人证书", "Certificate of the public institution"},
	"id_front":             {"法定代表人/经营者身份证（人像面）", "Identity card of the legal representative or operator (portrait side)"},
	"id_back":              {"法定代表人/经营者身份证（国徽面）", "Identity card of the legal representative or operator (emblem side)"},
	"bank_card":            {"结算银行卡正面照", "Settlement card, front"},
	"account_proof":        {"开户许可证或基本存款账户信息", "Proof of the corporate account"},
	"storefront":           {"门头照", "Photo of the shop front"},
	"interior":             {"店内照", "Photo of the interior"},
	"counter":              {"收银台照", "Photo of the counter"},
	"lease":                {"租赁合同或产权证", "Lease or title deed"},
	"authorisation":        {"授权书及经办人身份证", "Authority and identity card of the agent"},
	"beneficial_owner":     {"受益所有人信息表", "Beneficial owner declaration"},
	"food_permit":          {"食品经营许可证", "Food business permit"},
	"tobacco_permit":       {"烟草专卖零售许可证", "Tobacco retail permit"},
	"special_trade_permit": {"特种行业许可证（旅馆业）", "Special trade permit (lodging)"},
	"animal_clinic_permit": {"动物诊疗许可证", "Animal clinic permit"},
	"school_permit":        {"办学许可证", "School permit"},
}

// line is a document as a parameter writes it.
type line struct {
	Type     string `json:"type"`
	Required bool   `json:"required"`
}

func documentSpecs() []Spec {
	const source = "acquiring-rules §1.1 (S23)"
	return []Spec{
		{Name: "documents.ENT", Unit: JSON, Zh: "企业的资料清单", En: "Documents of an enterprise", Source: source, check: isLines,
			Default: `[{"type":"licence","required":true},{"type":"id_front","required":true},{"type":"id_back","required":true},{"type":"account_proof","required":true},{"type":"storefront","required":true},{"type":"interior","required":true},{"type":"counter","required":true},{"type":"beneficial_owner","required":true},{"type":"lease","required":false},{"type":"authorisation","required":false}]`},
		{Name: "documents.IND", Unit: JSON, Zh: "个体工商户的资料清单", En: "Documents of a sole trader", Source: source, check: isLines,
			Default: `[{"type":"licence","required":true},{"type":"id_front","required":true},{"type":"id_back","required":true},{"type":"bank_card","required":true},{"type":"storefront","required":true},{"type":"interior","required":true},{"type":"counter","required":true},{"type":"lease","required":false},{"type":"authorisation","required":false}]`},
		{Name: "documents.MICRO", Unit: JSON, Zh: "小微商户的资料清单", En: "Documents of a micro merchant", Source: source, check: isLines,
			Default: `[{"type":"id_front","required":true},{"type":"id_back","required":true},{"type":"bank_card","required":true},{"type":"storefront","required":true}]`},
		{Name: "documents.PUB", Unit: JSON, Zh: "事业单位的资料清单", En: "Documents of a public body", Source: source, check: isLines,
			Default: `[{"type":"institution_cert","required":true},{"type":"id_front","required":true},{"type":"id_back","required":true},{"type":"account_proof","required":true},{"type":"storefront","required":true},{"type":"authorisation","required":false}]`},
		{Name: "documents.mcc", Unit: JSON, Zh: "各行业另需的资质", En: "Permits that a trade needs besides", Source: source, check: isPermits,
			Default: `{"5812":["food_permit"],"5411":["food_permit"],"7011":["special_trade_permit"],"5995":["animal_clinic_permit"],"8299":["school_permit"]}`},
	}
}

func isTexts(value string) bool {
	var v []string
	return json.Unmarshal([]byte(value), &v) == nil
}

func isCounts(value string) bool {
	var v []int64
	return json.Unmarshal([]byte(value), &v) == nil && len(v) > 0 && !slices.ContainsFunc(v, func(n int64) bool { return n < 1 })
}

func isLines(value string) bool {
	var v []line
	return json.Unmarshal([]byte(value), &v) == nil && len(v) > 0 && !slices.ContainsFunc(v, func(l line) bool { return l.Type == "" })
}

func isPermits(value string) bool {
	var v map[string][]string
	return json.Unmarshal([]byte(value), &v) == nil
}

// Checklist returns the documents that a merchant of a kind and trade brings
// on a date (S5, S23). A micro merchant has no licence and needs no permit.
func Checklist(q store.Q, inst id.Institution, kind, mcc string, on day.Date) ([]Document, error) {
	if !slices.Contains(Kinds, kind) {
		return nil, ErrKind.New()
	}
	var lines []line
	if err := paramJSON(q, inst, "documents."+kind, on, &lines); err != nil {
		return nil, err
	}
	if kind != Micro && mcc != "" {
		permits := map[string][]string{}
		if err := paramJSON(q, inst, "documents.mcc", on, &permits); err != nil {
			return nil, err
		}
		for _, t := range permits[mcc] {
			lines = append(lines, line{t, true})
		}
	}
	out := make([]Document, 0, len(lines))
	for _, l := range lines {
		name, ok := documentNames[l.Type]
		if !ok {
			name = [2]string{l.Type, l.Type}
		}
		out = append(out, Document{Type: l.Type, NameZh: name[0], NameEn: name[1], Required: l.Required})
	}
	return out, nil
}
