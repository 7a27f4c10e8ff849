import { useQuery } from '@tanstack/react-query';
import { get } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Payout } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { Loaded } from '@/ui/Loaded';
import { Money } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { useSettlementTexts } from './texts';

export function usePayouts(date?: string) {
  return useQuery({
    queryKey: ['payouts', date ?? ''],
    queryFn: () => get('/v1/settlement/payouts', { query: { date } }),
    refetchInterval: 15_000,
  });
}

export function Payouts() {
  const t = useSettlementTexts();
  const payouts = usePayouts();
  return (
    <Page title={t('payouts')} note={t('payoutsNote')}>
      <section className="panel">
        <Loaded query={payouts}>{(data) => <PayoutTable rows={data.items ?? []} />}</Loaded>
      </section>
    </Page>
  );
}

export function PayoutTable({ rows }: { rows: Payout[] }) {
  const t = useSettlementTexts();
  const me = useMe();
  useLanguage();
  return (
    <Rows
      label={t('payouts')}
      rows={rows}
      rowKey={(p) => p.id}
      empty={t('noPayouts')}
      columns={[
        { key: 'date', title: t('date'), render: (p) => p.business_date },
        ...(has(me, 'owner', 'manager')
          ? []
          : [
              {
                key: 'merchant',
                title: t('merchant'),
                narrow: 'title' as const,
                render: (p: Payout) => p.merchant_name || p.merchant_id,
              },
            ]),
        { key: 'gross', title: t('gross'), align: 'right', render: (p) => <Money fen={p.gross_fen} /> },
        {
          key: 'refund',
          title: t('refunds'),
          align: 'right',
          render: (p) => <Money fen={p.refund_fen ? -p.refund_fen : 0} />,
        },
        {
          key: 'fee',
          title: t('fee'),
          align: 'right',
          render: (p) => <Money fen={p.fee_fen ? -p.fee_fen : 0} />,
        },
        {
          key: 'net',
          title: t('net'),
          align: 'right',
          narrow: 'figure',
          render: (p) => (
            <strong>
              <Money fen={p.amount_fen} />
            </strong>
          ),
        },
        { key: 'status', title: t('status'), render: (p) => <StatusOf value={p.status} room="payout" /> },
        {
          key: 'account',
          title: t('account'),
          render: (p) => <span className="mono">{p.account_mask || '–'}</span>,
        },
        {
          key: 'ref',
          title: t('bankRef'),
          render: (p) => <span className="mono">{p.bank_ref || pick(p.result_zh, p.result_en) || '–'}</span>,
        },
        {
          key: 'statement',
          title: t('statement'),
          render: (p) => (
            <a href={`/v1/settlement/payouts/${p.id}/statement.pdf`} target="_blank" rel="noopener">
              PDF
            </a>
          ),
        },
      ]}
    />
  );
}
