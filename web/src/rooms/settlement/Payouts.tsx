import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { get } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Payout } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { Loaded } from '@/ui/Loaded';
import { Money } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { useWho } from '@/ui/who';
import { FailedPayouts } from './FailedPayouts';
import { MoneyTabs } from './MoneyTabs';
import { useSettlementTexts } from './texts';

const PayoutChart = lazy(() => import('./PayoutChart').then((m) => ({ default: m.PayoutChart })));

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
      <MoneyTabs />
      <Loaded query={payouts}>
        {(data) => {
          const rows = data.items ?? [];
          return (
            <>
              <FailedPayouts rows={rows} />
              {rows.length > 1 && (
                <section className="panel">
                  <h2>{t('chart')}</h2>
                  <Suspense fallback={<div style={{ height: 180 }} />}>
                    <PayoutChart rows={rows} />
                  </Suspense>
                </section>
              )}
              <section className="panel">
                <PayoutTable rows={rows} />
              </section>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

export function PayoutTable({ rows }: { rows: Payout[] }) {
  const t = useSettlementTexts();
  const me = useMe();
  const who = useWho();
  useLanguage();
  const shop = has(me, 'owner', 'manager');
  return (
    <Rows
      label={t('payouts')}
      rows={rows}
      rowKey={(p) => p.id}
      empty={t('noPayouts')}
      columns={[
        { key: 'date', title: t('date'), narrow: shop ? 'title' : undefined, render: (p) => p.business_date },
        ...(shop
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
          render: (p) =>
            p.bank_ref ? <span className="mono">{p.bank_ref}</span> : pick(p.result_zh, p.result_en) || '–',
        },
        ...(shop
          ? []
          : [
              {
                key: 'people',
                title: t('people'),
                render: (p: Payout) => (
                  <span className="soft">
                    {who(p.planned_by, p.planned_by_name)}
                    {p.approved_by && (
                      <>
                        <br />
                        {who(p.approved_by, p.approved_by_name)}
                      </>
                    )}
                  </span>
                ),
              },
            ]),
        {
          key: 'statement',
          title: t('statement'),
          render: (p) => (
            <a
              href={`/v1/settlement/payouts/${p.id}/statement.pdf`}
              target="_blank"
              rel="noopener"
              aria-label={`${t('statement')} PDF ${p.business_date}`}
            >
              PDF
            </a>
          ),
        },
      ]}
    />
  );
}
