import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Adjustment } from '@/api/types';
import { MerchantItem } from '@/rooms/merchant/MerchantItem';
import { AmountItem, readFen } from '@/ui/AmountItem';
import { FormDialog } from '@/ui/FormDialog';
import { Money } from '@/ui/Money';
import { ProblemView } from '@/ui/ProblemView';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { StepBy } from './StepBy';
import { useSettlementTexts } from './texts';

export function Adjustments({ rows }: { rows: Adjustment[] }) {
  const t = useSettlementTexts();
  const me = useMe();
  const [proposing, setProposing] = useState(false);
  return (
    <section className="panel stack">
      <div className="row">
        <h2 className="panel-title grow">{t('adjustments')}</h2>
        {has(me, 'settle_maker') && (
          <Button type="primary" onClick={() => setProposing(true)}>
            {t('propose')}
          </Button>
        )}
      </div>
      <Rows
        label={t('adjustments')}
        rows={rows}
        rowKey={(a) => a.id}
        empty={t('noAdjustments')}
        columns={[
          {
            key: 'merchant',
            title: t('merchant'),
            narrow: 'title',
            render: (a) => a.merchant_name || a.merchant_id,
          },
          {
            key: 'amount',
            title: t('amount'),
            align: 'right',
            narrow: 'figure',
            render: (a) => <Money fen={a.amount_fen} sign />,
          },
          { key: 'reason', title: t('reason'), render: (a) => a.reason },
          { key: 'made', title: t('made'), render: (a) => <StepBy step={a.steps?.[0]} /> },
          { key: 'decided', title: t('decided'), render: (a) => <StepBy step={a.steps?.[1]} /> },
          {
            key: 'status',
            title: t('status'),
            render: (a) => <StatusOf value={a.status} room="adjustment" />,
          },
          { key: 'act', title: '', render: (a) => <Decide adjustment={a} /> },
        ]}
      />
      <ProposeDialog open={proposing} onClose={() => setProposing(false)} />
    </section>
  );
}

function ProposeDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useSettlementTexts();
  const cache = useQueryClient();
  const { message } = App.useApp();
  return (
    <FormDialog<{ merchant: string; amount_fen: string; reason: string }>
      open={open}
      title={t('propose')}
      note={t('proposeNote')}
      onClose={onClose}
      submit={async ({ merchant, amount_fen, reason }) => {
        await post('/v1/settlement/adjustments', {
          merchant,
          amount_fen: readFen(amount_fen, true) ?? 0,
          reason: reason.trim(),
        });
        message.success(t('proposed'));
        cache.invalidateQueries({ queryKey: ['corrections'] });
      }}
    >
      <MerchantItem name="merchant" label={t('merchant')} message={t('missing')} />
      <AmountItem name="amount_fen" label={t('amountYuan')} message={t('amountForm')} signed />
      <Form.Item
        name="reason"
        label={t('reason')}
        extra={t('reasonHint')}
        rules={[{ required: true, whitespace: true, min: 5, message: t('tooShort') }]}
      >
        <Input.TextArea rows={3} maxLength={100} showCount />
      </Form.Item>
    </FormDialog>
  );
}

function Decide({ adjustment: a }: { adjustment: Adjustment }) {
  const t = useSettlementTexts();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const decide = useMutation({
    mutationFn: (approve: boolean) =>
      post('/v1/settlement/adjustments/{id}/decision', { approve }, { path: { id: a.id } }),
    onSuccess: (_, approve) => message.success(approve ? t('bookedNow') : t('refusedNow')),
    onSettled: () => {
      for (const key of ['corrections', 'ledger', 'trial']) cache.invalidateQueries({ queryKey: [key] });
    },
  });
  const mine = a.steps?.[0]?.by === me.user;
  if (a.status !== 'proposed' || mine || !has(me, 'settle_maker', 'settle_checker')) return null;
  return (
    <>
      <span className="row">
        <Button size="small" type="primary" loading={decide.isPending} onClick={() => decide.mutate(true)}>
          {t('approve')}
        </Button>
        <Button size="small" disabled={decide.isPending} onClick={() => decide.mutate(false)}>
          {t('refuse')}
        </Button>
      </span>
      <ProblemView error={decide.error} />
    </>
  );
}
