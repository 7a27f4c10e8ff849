import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { get, post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { BankReceipt } from '@/api/types';
import { MoneyTabs } from '@/rooms/settlement/MoneyTabs';
import { FormDialog } from '@/ui/FormDialog';
import { Loaded } from '@/ui/Loaded';
import { Money } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { Rows } from '@/ui/Rows';
import { Status } from '@/ui/Status';
import { moment } from '@/ui/time';
import { useWho } from '@/ui/who';
import { useBillingTexts } from './texts';

/** Money that fits no order: assigned to one, or sent back, by two people. */
export function Receipts() {
  const t = useBillingTexts();
  const me = useMe();
  const cache = useQueryClient();
  const receipts = useQuery({
    queryKey: ['receipts'],
    queryFn: () => get('/v1/receipts/unmatched'),
    refetchInterval: 15_000,
  });
  const read = useMutation({
    mutationFn: () => post('/v1/settlement/statements'),
    onSettled: () => cache.invalidateQueries({ queryKey: ['receipts'] }),
  });
  return (
    <Page
      title={t('receipts')}
      note={t('receiptsNote')}
      actions={
        has(me, 'settle_maker', 'settle_checker') && (
          <Button loading={read.isPending} onClick={() => read.mutate()}>
            {t('readStatements')}
          </Button>
        )
      }
    >
      <MoneyTabs />
      <ProblemView error={read.error} />
      <section className="panel">
        <Loaded query={receipts}>
          {(data) => (
            <Rows
              label={t('receipts')}
              rows={data.items}
              rowKey={(r) => r.bank_ref}
              empty={t('noReceipts')}
              columns={[
                {
                  key: 'ref',
                  title: t('bankRef'),
                  narrow: 'title',
                  render: (r) => <span className="mono">{r.bank_ref}</span>,
                },
                {
                  key: 'amount',
                  title: t('amount'),
                  align: 'right',
                  narrow: 'figure',
                  render: (r) => <Money fen={r.amount_fen} />,
                },
                { key: 'payer', title: t('payer'), render: (r) => r.payer || '–' },
                {
                  key: 'remark',
                  title: t('remark'),
                  render: (r) => <span className="mono">{r.number || '–'}</span>,
                },
                { key: 'why', title: t('why'), render: (r) => why(r.reason, t) },
                { key: 'at', title: t('arrived'), render: (r) => moment(r.at) },
                { key: 'act', title: t('handling'), render: (r) => <Handling receipt={r} /> },
              ]}
            />
          )}
        </Loaded>
      </section>
    </Page>
  );
}

function why(reason: string | undefined, t: ReturnType<typeof useBillingTexts>) {
  const said = t(`w_${reason}` as 'w_unknown_order');
  return said === `w_${reason}` ? (reason ?? '–') : said;
}

function Handling({ receipt: r }: { receipt: BankReceipt }) {
  const t = useBillingTexts();
  const who = useWho();
  const me = useMe();
  const [open, setOpen] = useState<'assignment' | 'return'>();
  if (r.claim) {
    return (
      <>
        <Status tone="wait">
          {r.claim.kind === 'assign' ? t('assignTo', { number: r.claim.number ?? '' }) : t('sendBack')}
        </Status>
        <div className="soft">
          {who(r.claim.by, r.claim.by_name)}: {r.claim.reason}
        </div>
        <Decide receipt={r} />
      </>
    );
  }
  if (!has(me, 'ops', 'settle_maker')) return <Status tone="wait">{t('waiting')}</Status>;
  return (
    <>
      <span className="row">
        <Button size="small" onClick={() => setOpen('assignment')}>
          {t('assign')}
        </Button>
        <Button size="small" onClick={() => setOpen('return')}>
          {t('sendBack')}
        </Button>
      </span>
      <ClaimDialog receipt={r} kind={open} onClose={() => setOpen(undefined)} />
    </>
  );
}

function ClaimDialog({
  receipt: r,
  kind,
  onClose,
}: {
  receipt: BankReceipt;
  kind: 'assignment' | 'return' | undefined;
  onClose: () => void;
}) {
  const t = useBillingTexts();
  const cache = useQueryClient();
  const { message } = App.useApp();
  return (
    <FormDialog<{ number?: string; reason: string }>
      open={kind !== undefined}
      title={kind === 'return' ? t('sendBack') : t('assign')}
      note={kind === 'return' ? t('sendBackNote') : t('assignNote')}
      onClose={onClose}
      submit={async (values) => {
        const path = { path: { ref: r.bank_ref } };
        const reason = values.reason.trim();
        if (kind === 'return') await post('/v1/receipts/{ref}/return', { reason }, path);
        else await post('/v1/receipts/{ref}/assignment', { number: values.number ?? '', reason }, path);
        message.success(t('claimed'));
        cache.invalidateQueries({ queryKey: ['receipts'] });
      }}
    >
      {kind === 'assignment' && (
        <Form.Item
          name="number"
          label={t('number')}
          rules={[{ required: true, whitespace: true, message: t('missing') }]}
        >
          <Input maxLength={32} className="mono" placeholder="DEP…" />
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label={t('reason')}
        rules={[{ required: true, whitespace: true, min: 5, message: t('tooShort') }]}
      >
        <Input.TextArea rows={3} maxLength={200} showCount />
      </Form.Item>
    </FormDialog>
  );
}

function Decide({ receipt: r }: { receipt: BankReceipt }) {
  const t = useBillingTexts();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const decide = useMutation({
    mutationFn: (approve: boolean) =>
      post('/v1/receipts/{ref}/decision', { approve }, { path: { ref: r.bank_ref } }),
    onSuccess: (_, approve) => message.success(approve ? t('approvedNow') : t('refusedNow')),
    onSettled: () => {
      for (const key of ['receipts', 'deposits', 'ledger']) cache.invalidateQueries({ queryKey: [key] });
    },
  });
  if (!has(me, 'ops', 'settle_checker') || r.claim?.by === me.user) return null;
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
