import { defineTexts } from '@/i18n';

export const usePrivacyTexts = defineTexts('privacy', {
  show: ['查看完整信息', 'Show in full'],
  title: ['查看完整的{{what}}', 'Show the {{what}} in full'],
  note: ['谁在什么时候因为什么查看，都会记入审计并计数', 'Who looked, when and why is recorded and counted'],
  reason: ['原因', 'Reason'],
  tooShort: ['请至少用五个字写明原因', 'Say why in five characters or more'],
  times: [
    '这一项第 {{n}} 次被查看；您今天还可查看 {{left}} 次',
    'Look {{n}} at this value; you have {{left}} left today',
  ],
  hide: ['遮盖', 'Hide'],
});
