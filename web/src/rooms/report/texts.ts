import { defineTexts } from '@/i18n';

export const useReportTexts = defineTexts('report', {
  journey: ['全过程', 'The whole journey'],
  note: ['从第一张表到第一笔到账，一页看完', 'From the first form to the first payout on one page'],
  open: ['打开', 'Open'],
  none: ['还没有经过', 'Nothing happened yet'],
});
