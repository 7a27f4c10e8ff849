import { defineTexts } from '@/i18n';

export const useEventsTexts = defineTexts('events', {
  title: ['停下的事件', 'Parked events'],
  note: [
    '反复失败的事件停在这里，不挡别人；修好原因后重试',
    'An event that keeps failing waits here and blocks nobody; fix the cause and try again',
  ],
  topic: ['事件', 'Event'],
  subscriber: ['订阅者', 'Subscriber'],
  error: ['错误', 'Error'],
  attempts: ['次数', 'Attempts'],
  since: ['停下时间', 'Parked at'],
  retry: ['重试', 'Try again'],
  none: ['没有停下的事件', 'No event is parked'],
  retried: ['已重新投递', 'Delivered again'],
});
