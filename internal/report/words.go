package report

// The stages of the road (S1), as the demonstration counts them.
const (
	stageApplication = iota + 1
	stageReview
	stageContract
	stageTerminal
	stageTrading
	stageBatch
	stageSettlement
)

// words say what a step of a life means to a person. A step without words is
// not on the timeline.
type words struct {
	stage  int
	zh, en string
}

var said = map[string]words{
	"application.":                   {stageApplication, "填写申请", "Application begun"},
	"application.submit":             {stageApplication, "提交申请", "Application submitted"},
	"application.wait":               {stageApplication, "等待外部核验", "Waiting for the registries"},
	"application.verify":             {stageReview, "核验完成，进入初审", "Checks done, first review"},
	"application.pass1":              {stageReview, "初审通过", "First review passed"},
	"application.pass2":              {stageReview, "复审通过", "Second review passed"},
	"application.return":             {stageReview, "退回补充资料", "Returned for changes"},
	"application.reject":             {stageReview, "未通过审核", "Rejected"},
	"application.withdraw":           {stageApplication, "撤回申请", "Withdrawn"},
	"merchant.":                      {stageReview, "商户建档", "Merchant opened"},
	"merchant.activate":              {stageTerminal, "五项条件齐备，开通收款", "All five conditions met: open for payments"},
	"merchant.halt":                  {stageTrading, "条件缺失，暂停收款", "A condition was lost: halted"},
	"merchant.resume":                {stageTrading, "恢复收款", "Open again"},
	"merchant.close":                 {stageTrading, "商户注销", "Closed"},
	"contract.":                      {stageContract, "生成协议", "Contract drafted"},
	"contract.send":                  {stageContract, "发送协议", "Contract sent"},
	"contract.open":                  {stageContract, "开始阅读协议", "Reading begun"},
	"contract.sign":                  {stageContract, "商户签署", "Signed by the merchant"},
	"contract.countersign":           {stageContract, "收单机构签署", "Countersigned"},
	"contract.enter":                 {stageContract, "协议生效", "Contract in force"},
	"contract.suspend":               {stageTrading, "暂停协议服务", "Contract suspended"},
	"contract.resume":                {stageTrading, "恢复协议服务", "Contract resumed"},
	"contract.terminate":             {stageContract, "协议终止", "Contract ended"},
	"deposit.":                       {stageContract, "开立押金订单", "Deposit ordered"},
	"deposit.receive":                {stageContract, "押金到账", "Deposit received"},
	"deposit.recall":                 {stageTrading, "押金被付款行追回", "Deposit recalled by the payer's bank"},
	"deposit.waive":                  {stageContract, "免收押金", "Deposit waived"},
	"deposit.exempt":                 {stageContract, "无需押金", "No deposit due"},
	"deposit.refund":                 {stageContract, "押金退还", "Deposit returned"},
	"terminal.allocate":              {stageTerminal, "分配终端", "Terminal allocated"},
	"terminal.load_key":              {stageTerminal, "灌装主密钥", "Master key loaded"},
	"terminal.install":               {stageTerminal, "终端到店安装", "Terminal installed"},
	"terminal.test":                  {stageTerminal, "终端验收测试通过", "Commissioning tests passed"},
	"terminal.activate":              {stageTerminal, "终端启用", "Terminal active"},
	"terminal.suspend":               {stageTrading, "终端暂停", "Terminal suspended"},
	"terminal.resume":                {stageTrading, "终端恢复", "Terminal resumed"},
	"terminal.retest":                {stageTrading, "终端退回复验", "Terminal back to its tests"},
	"terminal.block":                 {stageTrading, "终端停用", "Terminal blocked"},
	"work_order.":                    {stageTerminal, "预约装机", "Installation planned"},
	"work_order.begin":               {stageTerminal, "工程师到店", "Engineer on site"},
	"work_order.sign_off":            {stageTerminal, "装机验收签字", "Installation signed off"},
	"work_order.reopen":              {stageTrading, "装机单重新打开", "Installation reopened"},
	"work_order.repair":              {stageTerminal, "复验通过", "Test passed again"},
	"certificate.revoke":             {stageTrading, "培训证书吊销", "Certificate revoked"},
	"certificate.expire":             {stageTrading, "培训证书到期", "Certificate expired"},
	"certificate.":                   {stageTerminal, "收银员培训合格", "Cashier certified"},
	"business_day.cut":               {stageSettlement, "营业日日切", "Business day cut off"},
	"business_day.reconcile":         {stageSettlement, "渠道对平", "Reconciled with the channels"},
	"business_day.clear":             {stageSettlement, "清分", "Cleared"},
	"business_day.close":             {stageSettlement, "营业日关账", "Business day closed"},
	"adjustment.":                    {stageSettlement, "提出调账", "Adjustment proposed"},
	"adjustment.approve":             {stageSettlement, "调账入账", "Adjustment booked"},
	"adjustment.refuse":              {stageSettlement, "调账被否", "Adjustment refused"},
	"freeze.":                        {stageSettlement, "冻结待结算款", "Money held from settlement"},
	"freeze.release":                 {stageSettlement, "解冻", "Money released"},
	"settlement_account.":            {stageSettlement, "申请变更结算账户", "Another account asked for"},
	"settlement_account.check":       {stageSettlement, "新账户核验", "Account checked"},
	"settlement_account.approve":     {stageSettlement, "新账户批准，进入冷静期", "Account approved, cooling off"},
	"settlement_account.refuse":      {stageSettlement, "新账户被否", "Account refused"},
	"settlement_account.take_effect": {stageSettlement, "新账户生效", "Account in force"},
	"payout.":                        {stageSettlement, "编制出款", "Payout planned"},
	"payout.approve":                 {stageSettlement, "出款复核", "Payout approved"},
	"payout.send":                    {stageSettlement, "出款发送银行", "Payout sent to the bank"},
	"payout.pay":                     {stageSettlement, "银行回单：已到账", "Bank slip: paid"},
	"payout.fail":                    {stageSettlement, "银行回单：未能到账", "Bank slip: failed"},
	"payout.return":                  {stageSettlement, "银行退票", "Returned by the bank"},
	"payment.sale":                   {stageTrading, "消费", "Sale"},
	"payment.void":                   {stageTrading, "消费撤销", "Void"},
	"payment.refund":                 {stageTrading, "退货", "Refund"},
	"payment.preauth":                {stageTrading, "预授权", "Pre-authorisation"},
	"payment.preauth_void":           {stageTrading, "预授权撤销", "Pre-authorisation void"},
	"payment.completion":             {stageTrading, "预授权完成", "Completion"},
	"payment.completion_void":        {stageTrading, "预授权完成撤销", "Completion void"},
	"payment.settle_batch":           {stageBatch, "终端批结算", "Terminal's batch settled"},
	"terminal.close_batch":           {stageBatch, "终端换批", "Terminal begins a new batch"},
	"onboarding.upload":              {stageApplication, "上传资料", "Document uploaded"},
}

// stages names a stage of the road.
var stages = map[int]string{stageApplication: "application", stageReview: "review", stageContract: "contract",
	stageTerminal: "terminal", stageTrading: "trading", stageBatch: "batch", stageSettlement: "settlement"}

// outcomes word what became of a payment.
var outcomes = map[string][2]string{
	"intent": {"处理中", "in progress"}, "approved": {"成功", "approved"}, "declined": {"失败", "declined"},
	"uncertain": {"结果未知，冲正中", "unknown, being reversed"}, "forwarding": {"处理中", "in progress"},
	"reversing": {"冲正中", "being reversed"}, "reversed": {"已冲正，未扣款", "reversed, not charged"},
}

// pages are where a noun is shown.
var pages = map[string]string{"application": "/applications/", "contract": "/contracts/", "merchant": "/merchants/", "deposit": "/deposits/",
	"terminal": "/terminals/", "work_order": "/work-orders/", "business_day": "/settlement/", "payout": "/payouts", "payment": "/payments/", "certificate": "/training"}

// linkTo is a noun's page.
func linkTo(noun, id string) string {
	page := pages[noun]
	if page != "" && page[len(page)-1] == '/' {
		return page + id
	}
	return page
}
