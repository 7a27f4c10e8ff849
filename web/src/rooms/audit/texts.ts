import { defineTexts } from '@/i18n';

export const useAuditTexts = defineTexts('audit', {
  title: ['审计', 'Audit trail'],
  note: [
    '谁在什么时候对什么做了什么；每一行锁着前一行',
    'Who did what to which and when; each line locks the one before',
  ],
  at: ['时间', 'Time'],
  who: ['谁', 'Who'],
  verb: ['做了什么', 'What'],
  noun: ['对象', 'To which'],
  detail: ['变化', 'What changed'],
  verify: ['校验整条链', 'Verify the chain'],
  good: ['链完好：校验了 {{n}} 行', 'The chain holds: {{n}} lines checked'],
  broken: ['链断在第 {{seq}} 行', 'The chain breaks at line {{seq}}'],
  none: ['还没有记录', 'No line yet'],
});
