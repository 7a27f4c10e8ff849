import { defineTexts } from '@/i18n';

export const useReportTexts = defineTexts('report', {
  journey: ['全过程', 'The whole journey'],
  note: ['从第一张表到第一笔到账，一页看完', 'From the first form to the first payout on one page'],
  stage1: ['申请', 'Application'],
  stage2: ['审核', 'Review'],
  stage3: ['签约缴费', 'Contract and deposit'],
  stage4: ['终端与培训', 'Terminal and training'],
  stage5: ['交易', 'Payments'],
  stage6: ['批结算', 'Batch settlement'],
  stage7: ['清算到账', 'Settlement and payout'],
  none: ['还没有经过', 'Nothing happened yet'],
});
