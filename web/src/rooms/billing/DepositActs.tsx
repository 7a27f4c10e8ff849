import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Deposit } from '@/api/types';
import { useReason } from '@/ui/askReason';
import { FormDialog } from '@/ui/FormDialog';
import { ProblemView } from '@/ui/ProblemView';
import { Status } from '@/ui/Status';
import { moment } from '@/ui/time';
import { useWho } from '@/ui/who';
import { useBillingTexts } from './texts';

/** What the bank's people may do about a deposit: waive, return, record the invoice. */
export function DepositActs({ deposit: d }: { deposit: Deposit }) {
  const t = useBillingTexts();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [ask, dialog] = useReason();
  const [invoicing, setInvoicing] = useState(false);
  const refresh = () => cache.invalidateQueries({ queryKey: ['deposits'] });
  const request = (kind: 'waiver' | 'refund') =>
    ask({
      title: t(kind === 'waiver' ? 'waive' : 'refund'),
      note: t(kind === 'waiver' ? 'waiveNote' : 'refundNote'),
      act: async (reason) => {
        await post(`/v1/deposits/{id}/${kind}`, { reason }, { path: { id: d.id } });
        message.success(t('asked'));
        refresh();
      },
    });
  const may = has(me, 'rm', 'ops') && !d.request;
  const invoice = has(me, 'settle_maker', 'ops') && ['paid', 'refund_due', 'refunded'].includes(d.status);
  if (!has(me, 'rm', 'ops', 'settle_maker', 'settle_checker')) return null;
  return (
    <section className="panel stack">
      <h2 className="panel-title">{t('acts')}</h2>
      <p className="soft">{t('actsNote')}</p>
      {d.request && <Waiting deposit={d} />}
      {may && d.status === 'due' && <Button onClick={() => request('waiver')}>{t('waive')}</Button>}
      {may && d.status === 'refund_due' && (
        <Button type="primary" onClick={() => request('refund')}>
          {t('refund')}
        </Button>
      )}
      {d.status === 'paid' && <p className="soft">{t('refundWaits')}</p>}
      {invoice && <Button onClick={() => setInvoicing(true)}>{t('recordInvoice')}</Button>}
      {dialog}
      <FormDialog<{ number: string }>
        open={invoicing}
        title={t('recordInvoice')}
        onClose={() => setInvoicing(false)}
        submit={async ({ number }) => {
          await post('/v1/deposits/{id}/invoice', { number: number.trim() }, { path: { id: d.id } });
          message.success(t('invoiced'));
          refresh();
        }}
      >
        <Form.Item
          name="number"
          label={t('invoice')}
          rules={[{ required: true, whitespace: true, message: t('missing') }]}
        >
          <Input maxLength={40} className="mono" />
        </Form.Item>
      </FormDialog>
    </section>
  );
}

function Waiting({ deposit: d }: { deposit: Deposit }) {
  const t = useBillingTexts();
  const me = useMe();
  const who = useWho();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const kind = d.request?.kind === 'refund' ? 'refund' : 'waiver';
  const decide = useMutation({
    mutationFn: (verb: 'approve' | 'refuse') =>
      post(`/v1/deposits/{id}/${kind}/${verb}`, undefined, { path: { id: d.id } }),
    onSuccess: (_, verb) => message.success(verb === 'approve' ? t('approvedNow') : t('refusedNow')),
    onSettled: () => cache.invalidateQueries({ queryKey: ['deposits'] }),
  });
  if (!d.request) return null;
  const mine = d.request.by === me.user;
  const checks = has(me, 'ops', 'settle_checker') && !mine;
  return (
    <div className="stack">
      <div>
        <Status tone="wait">
          {t(`waits_${d.request.kind}`, { who: who(d.request.by, d.request.by_name) ?? '' })}
        </Status>
        <div>{d.request.reason}</div>
        <div className="soft">{moment(d.request.at)}</div>
      </div>
      <span className="row">
        {checks && (
          <Button type="primary" loading={decide.isPending} onClick={() => decide.mutate('approve')}>
            {t('approve')}
          </Button>
        )}
        {(checks || mine) && (
          <Button disabled={decide.isPending} onClick={() => decide.mutate('refuse')}>
            {mine ? t('withdraw') : t('refuse')}
          </Button>
        )}
      </span>
      <ProblemView error={decide.error} />
    </div>
  );
}
