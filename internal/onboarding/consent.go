package onboarding

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"
)

// ConsentText is what an applicant consents to. Its version is the digest of
// its words: other words are another version, and need another consent.
type ConsentText struct {
	Kind    string `json:"kind"`
	Version string `json:"version"`
	TitleZh string `json:"title_zh"`
	TitleEn string `json:"title_en"`
	BodyZh  string `json:"body_zh"`
	BodyEn  string `json:"body_en"`
}

// Kinds of consent. Each is asked for by itself and none beforehand (PIPL 14,
// 29; S10).
const (
	ConsentTerms     = "terms"
	ConsentPrivacy   = "privacy"
	ConsentSensitive = "sensitive"
)

// ConsentKinds lists them.
var ConsentKinds = []string{ConsentTerms, ConsentPrivacy, ConsentSensitive}

var consentTexts = []ConsentText{
	{Kind: ConsentTerms, TitleZh: "申请条款", TitleEn: "Terms of application",
		BodyZh: "本人确认所填内容真实、完整、有效，接受受理机构按收单业务管理办法进行审核；提供虚假资料的，受理机构可以拒绝申请并停止服务。提交申请不等于签约，费率、押金和结算规则以之后逐条阅读并签署的受理协议为准。",
		BodyEn: "I confirm that what I have entered is true, complete and current, and accept its review under the rules of card acquiring. False papers lead to refusal and the end of service. Submitting is not signing: fees, deposit and settlement are those of the agreement that is read clause by clause and signed afterwards."},
	{Kind: ConsentPrivacy, TitleZh: "个人信息处理告知", TitleEn: "How personal data is handled",
		BodyZh: "为受理本次申请，受理机构处理您的姓名、联系方式、营业信息，用于身份核实、风险审核、签约和结算；保存期限为业务关系结束后十年（法定）。您可以查询、更正、复制、删除，或撤回同意；撤回不影响之前的处理，法定保存的信息将封存。",
		BodyEn: "To handle this application the institution processes your name, contact and business data to verify identity, assess risk, sign and settle; it is kept for ten years after the relationship ends, as the law demands. You may see, correct, copy and erase it, or withdraw consent; what was done before stays lawful, and what must be kept is sealed away."},
	{Kind: ConsentSensitive, TitleZh: "敏感个人信息单独同意", TitleEn: "Separate consent to sensitive data",
		BodyZh: "办理收单业务必须处理您的身份证影像和号码、银行账户、经营地点位置。这些是敏感个人信息，仅用于联网核查、账户四要素核验和实地核验，加密保存，查看留痕。不同意将无法办理，但不影响您咨询其他服务。",
		BodyEn: "Acquiring cannot be done without the image and number of your identity card, your bank account and the position of your shop. They are sensitive; they serve the registry checks and the inspection only, are stored encrypted, and every look at them is recorded. Without this consent the application cannot go on; other services are not affected."},
}

func init() {
	for i := range consentTexts {
		t := &consentTexts[i]
		sum := sha256.Sum256([]byte(t.Kind + "\n" + t.BodyZh + "\n" + t.BodyEn))
		t.Version = hex.EncodeToString(sum[:8])
	}
}

// ConsentTexts returns the texts as they are shown now.
func ConsentTexts() []ConsentText { return slices.Clone(consentTexts) }

func consentText(kind string) (ConsentText, bool) {
	i := slices.IndexFunc(consentTexts, func(t ConsentText) bool { return t.Kind == kind })
	if i < 0 {
		return ConsentText{}, false
	}
	return consentTexts[i], true
}

// Consent is a consent given or withdrawn.
type Consent struct {
	Kind    string    `json:"kind"`
	Version string    `json:"version"`
	Agreed  bool      `json:"agreed"`
	At      time.Time `json:"at"`
}
