import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { get } from '@/api/client';
import type { TrialBalance } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { MoneyTabs } from '@/rooms/settlement/MoneyTabs';
import { Loaded } from '@/ui/Loaded';
import { Money } from '@/ui/Money';
import { yuan } from '@/ui/money';
import { Page } from '@/ui/Page';
import { type Column, Rows } from '@/ui/Rows';
import { Status } from '@/ui/Status';
import { useUiTexts } from '@/ui/texts';
import { PaperHead } from './PaperHead';
import { useLedgerTexts } from './texts';

interface Row {
  code: string;
  name: string;
  perMerchant: boolean;
  accounts: number | undefined;
  debit: number;
  credit: number;
  balance: number;
  held: number;
}

/** The trial balance, to look at, to print and to take along. */
export function TrialPage() {
  const t = useLedgerTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const trial = useQuery({
    queryKey: ['ledger', 'trial'],
    queryFn: () => get('/v1/ledger/trial'),
    refetchInterval: 30_000,
  });
  return (
    <Page
      title={t('title')}
      note={t('note')}
      actions={
        <>
          <Button href={`/v1/ledger/trial.csv?lang=${language}`}>{ui('export')}</Button>
          <Button onClick={() => window.print()}>{ui('print')}</Button>
        </>
      }
    >
      <MoneyTabs />
      <PaperHead />
      <Loaded query={trial}>{(data) => <Trial trial={data} />}</Loaded>
    </Page>
  );
}

function Trial({ trial }: { trial: TrialBalance }) {
  const t = useLedgerTexts();
  useLanguage();
  const even = trial.difference_fen === 0;
  const rows: Row[] = (trial.rows ?? []).map((r) => ({
    code: r.code,
    name: pick(r.name_zh, r.name_en),
    perMerchant: r.per_merchant,
    accounts: r.accounts,
    debit: r.debit_fen,
    credit: r.credit_fen,
    balance: r.side === 'debit' ? r.debit_fen - r.credit_fen : r.credit_fen - r.debit_fen,
    held: r.held_fen,
  }));
  if (rows.length > 0) {
    rows.push({
      code: '',
      name: t('total'),
      perMerchant: false,
      accounts: undefined,
      debit: trial.debit_fen,
      credit: trial.credit_fen,
      balance: trial.difference_fen,
      held: 0,
    });
  }
  return (
    <section className="panel stack">
      <h2 className="panel-title">{t('trial')}</h2>
      <p>
        <Status tone={even ? 'good' : 'bad'}>
          {t(even ? 'even' : 'uneven', { fen: yuan(trial.difference_fen) })}
        </Status>
      </p>
      <Rows
        label={t('trial')}
        rows={rows}
        rowKey={(r) => r.code || 'total'}
        empty={t('empty')}
        columns={columns(t)}
      />
    </section>
  );
}

function columns(t: ReturnType<typeof useLedgerTexts>): Column<Row>[] {
  const sum = (key: 'debit' | 'credit' | 'balance' | 'held'): Column<Row> => ({
    key,
    title: t(key),
    align: 'right',
    narrow: key === 'balance' ? 'figure' : undefined,
    render: (r) => (r.code ? <Money fen={r[key]} /> : <strong>{<Money fen={r[key]} />}</strong>),
  });
  return [
    { key: 'code', title: t('code'), render: (r) => <span className="mono">{r.code}</span> },
    { key: 'account', title: t('account'), narrow: 'title', render: (r) => <Title row={r} /> },
    { key: 'accounts', title: t('accounts'), align: 'right', render: (r) => r.accounts ?? '' },
    sum('debit'),
    sum('credit'),
    sum('balance'),
    sum('held'),
  ];
}

function Title({ row: r }: { row: Row }) {
  if (!r.code) return <strong>{r.name}</strong>;
  const to = r.perMerchant ? `/ledger/${r.code}` : `/ledger/account?account=${r.code}`;
  return <Link to={to as string}>{r.name}</Link>;
}
