import { defineTexts } from '@/i18n';

export const useNotifyTexts = defineTexts('notify', {
  title: ['短信收件箱', 'SMS inbox'],
  note: [
    '沙箱里发出的每一条短信都落在这里，没有一条真的发出去',
    'Every SMS of the sandbox lands here; none really leaves',
  ],
  to: ['收件人', 'To'],
  none: ['还没有短信', 'No SMS yet'],
  all: ['全部号码', 'All numbers'],
  filter: ['按手机号筛选', 'Filter by number'],
});
