import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { WorkOrder } from '@/api/types';
import { FormDialog } from '@/ui/FormDialog';
import { useCaseName } from './Tests';
import { useFieldworkTexts } from './texts';

/** Moving the visit, and sending a finished order back to its tests. */
export function OrderActions({ order: o }: { order: WorkOrder }) {
  const t = useFieldworkTexts();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const caseName = useCaseName();
  const [open, setOpen] = useState<'move' | 'reopen'>();
  const close = () => setOpen(undefined);
  const refresh = () => cache.invalidateQueries({ queryKey: ['work-orders'] });
  const path = { path: { id: o.id } };
  return (
    <>
      {has(me, 'owner', 'manager', 'ops') && o.status === 'planned' && (
        <Button disabled={o.moved >= 2} onClick={() => setOpen('move')}>
          {t('reschedule')}
        </Button>
      )}
      {has(me, 'engineer', 'ops') && o.status === 'done' && (
        <Button onClick={() => setOpen('reopen')}>{t('reopen')}</Button>
      )}
      <FormDialog<{ date: string }>
        open={open === 'move'}
        title={t('reschedule')}
        note={
          <>
            {t('rescheduleNote')}
            <br />
            {t('moved', { n: o.moved })}
          </>
        }
        onClose={close}
        submit={async ({ date }) => {
          await post('/v1/work-orders/{id}/reschedule', { date }, path);
          message.success(t('rescheduled'));
          refresh();
        }}
      >
        <Form.Item name="date" label={t('newDate')} rules={[{ required: true, message: t('missing') }]}>
          <Input type="date" />
        </Form.Item>
      </FormDialog>
      <FormDialog<{ case: string; reason: string }>
        open={open === 'reopen'}
        title={t('reopen')}
        note={t('reopenNote')}
        danger
        onClose={close}
        submit={async (values) => {
          await post('/v1/work-orders/{id}/reopen', values, path);
          message.success(t('reopened'));
          refresh();
          cache.invalidateQueries({ queryKey: ['terminals'] });
        }}
      >
        <Form.Item name="case" label={t('reopenCase')} rules={[{ required: true, message: t('missing') }]}>
          <Select
            options={(o.tests ?? []).map((test) => ({ value: test.case, label: caseName(test.case) }))}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('reason')}
          rules={[{ required: true, whitespace: true, min: 5, message: t('tooShort') }]}
        >
          <Input.TextArea rows={3} maxLength={200} showCount />
        </Form.Item>
      </FormDialog>
    </>
  );
}
