import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { get } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { MerchantStatement } from '@/api/types';
import { useLanguage } from '@/i18n';
import { MoneyTabs } from '@/rooms/settlement/MoneyTabs';
import { Loaded } from '@/ui/Loaded';
import { Money } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { useUiTexts } from '@/ui/texts';
import styles from './Ledger.module.css';
import { PaperHead } from './PaperHead';
import { Period, usePeriod } from './Period';
import { StatementView } from './StatementView';
import { useLedgerTexts } from './texts';

const accounts = ['unsettled', 'in_transit', 'deposit'] as const;
type Word = (typeof accounts)[number];

/** A merchant's account statement: on the page, on paper and as a table (S12). */
export function MerchantStatementPage() {
  const t = useLedgerTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const me = useMe();
  const { id } = useParams({ strict: false }) as { id: string };
  const [account, setAccount] = useState<Word>('unsettled');
  const [period, setPeriod] = usePeriod();
  const query = { account, ...period };
  const statement = useQuery({
    queryKey: ['ledger', 'merchant', id, query],
    queryFn: () => get('/v1/merchants/{id}/statement', { path: { id }, query }),
  });
  const table = new URLSearchParams({ ...query, lang: language });
  return (
    <Loaded query={statement}>
      {(data) => (
        <Page
          title={t('statement')}
          note={
            <>
              {data.merchant_name} <span className="mono">{data.mid}</span> ·{' '}
              {t('period', { from: data.from, to: data.to })}
            </>
          }
          back={has(me, 'owner', 'manager') ? undefined : `/merchants/${id}`}
          actions={
            <>
              <Button href={`/v1/merchants/${encodeURIComponent(id)}/statement.csv?${table}`}>
                {ui('export')}
              </Button>
              <Button onClick={() => window.print()}>{ui('print')}</Button>
            </>
          }
        >
          {has(me, 'owner', 'manager') && <MoneyTabs />}
          <PaperHead />
          <p className="soft">{t('statementNote')}</p>
          <Where money={data.money} />
          <Period from={data.from} to={data.to} onShow={setPeriod}>
            <Select
              aria-label={t('which')}
              style={{ width: 140 }}
              value={account}
              onChange={setAccount}
              options={accounts.map((a) => ({ value: a, label: t(`a_${a}`) }))}
            />
          </Period>
          <StatementView statement={data} />
        </Page>
      )}
    </Loaded>
  );
}

function Where({ money: m }: { money: MerchantStatement['money'] }) {
  const t = useLedgerTexts();
  const parts = [
    ['m_unsettled', m.unsettled_fen],
    ['m_held', m.held_fen],
    ['m_transit', m.in_transit_fen],
    ['m_deposit', m.deposit_fen],
  ] as const;
  return (
    <section className="panel">
      <h2>{t('money')}</h2>
      <div className={styles.sums}>
        {parts.map(([label, fen]) => (
          <div key={label}>
            <div className="soft">{t(label)}</div>
            <Money fen={fen} />
          </div>
        ))}
      </div>
    </section>
  );
}
