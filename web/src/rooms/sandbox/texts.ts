import { defineTexts } from '@/i18n';

export const useSandboxTexts = defineTexts('sandbox', {
  clock: ['业务时钟', 'Business clock'],
  clockNote: [
    '只有沙箱能移动它；到点的任务会按顺序补跑',
    'Only the sandbox can move it; jobs that fall due run in order',
  ],
  now: ['现在', 'Now'],
  hour: ['前进 1 小时', 'Forward 1 hour'],
  evening: ['到今天 23:05（切日之后）', 'To 23:05 today (after the cut-off)'],
  tomorrow: ['到明天 09:00', 'To 09:00 tomorrow'],
  moved: ['时钟已移动', 'The clock has moved'],
  table: ['测试卡与金额', 'Test cards and amounts'],
  tableNote: [
    '结果由卡号、金额或付款码决定，没有暗箱',
    'The outcome follows from the card, the amount or the code; nothing is hidden',
  ],
  group: ['类别', 'Group'],
  g_card: ['卡', 'Card'],
  g_amount: ['金额', 'Amount'],
  g_code: ['付款码', 'Payment code'],
  g_registry: ['核验', 'Registry'],
  g_account: ['结算账户', 'Account'],
  g_phone: ['手机号', 'Phone'],
  input: ['用什么', 'Use'],
  effect: ['会怎样', 'What happens'],
  pin: ['密码', 'PIN'],
});
