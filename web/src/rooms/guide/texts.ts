import { defineTexts } from '@/i18n';

export const useGuideTexts = defineTexts('guide', {
  title: ['操作指南', 'Guide'],
  note: [
    '从申请到到账，每一步做什么、谁来做、遇到问题怎么办',
    'From application to payout: what to do, who does it, and what if',
  ],
  h_apply: ['一、申请开通', '1. Apply'],
  p_apply: [
    '先在“选择机构”里对比费率、押金和审核时限，再按您的商户类型看材料清单。注册后填表、上传材料、分别勾选三项同意，提交后得到申请号和承诺日期。草稿随时保存，退出后还在。',
    'Compare fees, deposit and review time, then see the papers for your kind of merchant. Register, fill in the form, upload the papers, tick the three consents one by one. Submitting gives an application number and a promised date. Drafts are kept.',
  ],
  h_review: ['二、审核', '2. Review'],
  p_review: [
    '初审和复审由两个人完成。需要补材料时会收到短信，时钟停在那里，补交后继续。结果和原因都能在申请页看到。',
    'Two people review. If a paper is missing an SMS asks for it and the clock stops until it is there. The result and its reason are on the application page.',
  ],
  h_contract: ['三、签约与押金', '3. Contract and deposit'],
  p_contract: [
    '合同逐条确认，重点条款加亮。读完后取短信验证码签署，机构会签后生效。押金只走银行转账，附言写押金单号；押金是您的钱，退机时退还。',
    'Confirm clause by clause; key clauses are marked. Then sign with the SMS code; the institution countersigns. The deposit is a bank transfer with the order number in the remark, and it stays yours.',
  ],
  h_install: ['四、装机与培训', '4. Installation and training'],
  p_install: [
    '工程师按清单逐项检查位置、电源、信号，灌入密钥，做验机测试，您签收。至少一名收银员学完课程并通过考核，店铺才会开通。',
    'The engineer checks place, power and signal item by item, loads keys and runs the tests; you sign off. The shop opens once a cashier has passed the exam.',
  ],
  h_take: ['五、收款', '5. Take payments'],
  p_take: [
    '终端先签到。输入金额，客人插卡并输密码，或挥卡，或出示微信、支付宝付款码。没有等到结果时不要重刷：系统会自动冲正，客人不会被多收。',
    'Sign the terminal in. Key the amount; the customer inserts the card and enters the PIN, taps, or shows a payment code. If no answer comes do not charge again: the system reverses by itself and nobody pays twice.',
  ],
  h_refund: ['六、撤销与退货', '6. Void and refund'],
  p_refund: [
    '当天同一批次用撤销，输入原流水号；隔天或部分退用退货，输入原参考号和日期。退款原路返回。',
    'The same day and batch: void with the trace number. Later or in part: refund with the reference number and date. Money goes back the way it came.',
  ],
  h_day: ['七、日终与到账', '7. End of day and payout'],
  p_day: [
    '收工前在终端上做“结算”，小票上的合计应与系统一致。次个工作日按合同费率扣除手续费后到账，首页能看到预计金额，到账会发短信。',
    'Settle on the terminal before closing; the slip matches the system. Money arrives the next working day after the fees in your contract; home shows the forecast and an SMS confirms.',
  ],
  h_decline: ['八、常见的没成功', '8. Common declines'],
  p_decline: [
    '51 余额不足：请换卡或换付款方式。55 密码错：请客人重新输入，不要替客人输。61 超限额：换一张卡或换付款方式。91 发卡行无应答：稍后再试。终端提示“结果待定”时，先查流水再决定。',
    '51: insufficient funds, another card or method. 55: wrong PIN, the customer tries again. 61: over the limit, another card or method. 91: issuer unavailable, try later. When the terminal says the result is uncertain, look at the payments first.',
  ],
  h_safe: ['九、安全', '9. Staying safe'],
  p_safe: [
    '密码定期更换，不告诉任何人；不拍客人的卡；终端不借给别人、不搬到别处；接到自称客服索要验证码的电话请挂断。',
    'Change passwords and tell nobody; never photograph a card; do not lend or move the terminal; hang up on callers who want a code.',
  ],
});
