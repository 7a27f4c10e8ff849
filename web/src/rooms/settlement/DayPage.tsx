import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { get } from '@/api/client';
import type { SettlementDay } from '@/api/types';
import { useLanguage } from '@/i18n';
import { Facts } from '@/ui/Facts';
import { Loaded } from '@/ui/Loaded';
import { Money } from '@/ui/Money';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { useUiTexts } from '@/ui/texts';
import { moment, weekday } from '@/ui/time';
import { DaySteps } from './DaySteps';
import { Differences } from './Differences';
import { FailedPayouts } from './FailedPayouts';
import { PayoutTable, usePayouts } from './Payouts';
import { useSettlementTexts } from './texts';

export function DayPage() {
  const { date } = useParams({ strict: false }) as { date: string };
  const day = useQuery({
    queryKey: ['settlement', date],
    queryFn: () => get('/v1/settlement/days/{date}', { path: { date } }),
    refetchInterval: 10_000,
  });
  return <Loaded query={day}>{(data) => <One day={data} />}</Loaded>;
}

function One({ day: d }: { day: SettlementDay }) {
  const t = useSettlementTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const payouts = usePayouts(d.date);
  return (
    <Page
      title={`${t('title')} ${d.date} ${weekday(d.date, language)}`}
      status={<StatusOf value={d.status} room="day" />}
      note={t('note')}
      back="/settlement"
      actions={<Button onClick={() => window.print()}>{ui('print')}</Button>}
    >
      <DaySteps day={d} />
      <div className="columns">
        <div className="stack">
          <Differences day={d} />
          <Files day={d} />
        </div>
        <aside className="panel">
          <h2>{t('totals')}</h2>
          <Facts items={Object.entries(d.totals ?? {}).map(([k, v]) => [totalName(k, t), shown(k, v)])} />
        </aside>
      </div>
      <FailedPayouts rows={payouts.data?.items ?? []} />
      <section className="panel">
        <h2>{t('payouts')}</h2>
        <Loaded query={payouts}>{(data) => <PayoutTable rows={data.items ?? []} />}</Loaded>
      </section>
    </Page>
  );
}

function Files({ day: d }: { day: SettlementDay }) {
  const t = useSettlementTexts();
  const name = useName();
  return (
    <section className="panel">
      <h2>{t('files')}</h2>
      <Rows
        label={t('files')}
        rows={d.files ?? []}
        rowKey={(f) => f.source}
        empty={t('noFiles')}
        columns={[
          { key: 'source', title: t('source'), narrow: 'title', render: (f) => name(f.source) },
          { key: 'name', title: t('file'), render: (f) => <span className="mono">{f.name}</span> },
          { key: 'lines', title: t('lines'), align: 'right', render: (f) => f.lines ?? '–' },
          {
            key: 'amount',
            title: t('amount'),
            align: 'right',
            narrow: 'figure',
            render: (f) => <Money fen={f.amount_fen} />,
          },
          { key: 'at', title: t('taken'), narrow: 'hide', render: (f) => moment(f.at) },
        ]}
      />
    </section>
  );
}

function totalName(key: string, t: ReturnType<typeof useSettlementTexts>) {
  const said = t(`k_${key}` as 'k_net_fen');
  return said === `k_${key}` ? key : said;
}

function shown(key: string, value: number) {
  return key.endsWith('_fen') ? <Money fen={value} /> : <span className="num">{value}</span>;
}
