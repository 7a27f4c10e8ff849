import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { AccountStatement } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { Money } from '@/ui/Money';
import { Rows } from '@/ui/Rows';
import { moment } from '@/ui/time';
import styles from './Ledger.module.css';
import { useLedgerTexts } from './texts';

const MovesChart = lazy(() => import('./MovesChart').then((m) => ({ default: m.MovesChart })));

/** Opening balance, every line, closing balance. */
export function StatementView({ statement: s }: { statement: AccountStatement }) {
  const t = useLedgerTexts();
  useLanguage();
  const moves = s.moves ?? [];
  return (
    <>
      <section className={`panel ${styles.sums}`}>
        <Sum label={t('opening')} fen={s.opening_fen} />
        <Sum label={t('in')} fen={s.in_fen} />
        <Sum label={t('out')} fen={-s.out_fen} />
        <Sum label={t('closing')} fen={s.closing_fen} strong />
      </section>
      {moves.length > 1 && (
        <section className="panel no-print">
          <h2>{t('chart')}</h2>
          <Suspense fallback={<div style={{ height: 180 }} />}>
            <MovesChart moves={moves} />
          </Suspense>
        </section>
      )}
      <section className="panel">
        <Rows
          label={t('statement')}
          rows={moves}
          rowKey={(m) => m.id}
          empty={t('none')}
          columns={[
            { key: 'date', title: t('date'), render: (m) => m.business_date },
            { key: 'at', title: t('at'), narrow: 'hide', render: (m) => moment(m.at) },
            {
              key: 'what',
              title: t('what'),
              narrow: 'title',
              render: (m) => pick(m.reason_zh, m.reason_en),
            },
            { key: 'about', title: t('about'), render: (m) => <About kind={m.about} id={m.about_id} /> },
            {
              key: 'amount',
              title: t('amount'),
              align: 'right',
              narrow: 'figure',
              render: (m) => <Money fen={m.amount_fen} sign />,
            },
            {
              key: 'balance',
              title: t('balance'),
              align: 'right',
              render: (m) => <Money fen={m.balance_fen} />,
            },
          ]}
        />
      </section>
    </>
  );
}

function Sum({ label, fen, strong }: { label: string; fen: number; strong?: boolean }) {
  return (
    <div>
      <div className="soft">{label}</div>
      {strong ? (
        <strong>
          <Money fen={fen} />
        </strong>
      ) : (
        <Money fen={fen} />
      )}
    </div>
  );
}

/** Payments lead to their page; everything else is named by its number. */
function About({ kind, id }: { kind: string; id: string }) {
  if (id.startsWith('pay_')) {
    return (
      <Link to={`/payments/${id}` as string} className="mono">
        …{id.slice(-8)}
      </Link>
    );
  }
  return (
    <span className="mono" title={kind}>
      {id.includes('_') ? `…${id.slice(-8)}` : id}
    </span>
  );
}
