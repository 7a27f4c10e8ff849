import { useQuery } from '@tanstack/react-query';
import { get } from '@/api/client';
import { useLanguage } from '@/i18n';
import { Loaded } from '@/ui/Loaded';
import { Money } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { weekday } from '@/ui/time';
import { MoneyTabs } from './MoneyTabs';
import { Trial } from './Trial';
import { useSettlementTexts } from './texts';

export function Days() {
  const t = useSettlementTexts();
  const language = useLanguage();
  const days = useQuery({
    queryKey: ['settlement'],
    queryFn: () => get('/v1/settlement/days'),
    refetchInterval: 15_000,
  });
  return (
    <Page title={t('title')} note={t('note')}>
      <MoneyTabs />
      <Trial />
      <section className="panel">
        <Loaded query={days}>
          {(data) => (
            <Rows
              label={t('title')}
              rows={data.items}
              rowKey={(d) => d.date}
              to={(d) => `/settlement/${d.date}`}
              empty={t('none')}
              columns={[
                {
                  key: 'date',
                  title: t('date'),
                  narrow: 'title',
                  render: (d) => `${d.date} ${weekday(d.date, language)}`,
                },
                {
                  key: 'status',
                  title: t('status'),
                  narrow: 'figure',
                  render: (d) => <StatusOf value={d.status} room="day" />,
                },
                {
                  key: 'gross',
                  title: t('gross'),
                  align: 'right',
                  render: (d) => <Money fen={d.totals?.gross_fen} />,
                },
                {
                  key: 'fee',
                  title: t('fee'),
                  align: 'right',
                  render: (d) => <Money fen={d.totals?.fee_fen} />,
                },
                {
                  key: 'net',
                  title: t('net'),
                  align: 'right',
                  render: (d) => <Money fen={d.totals?.net_fen} />,
                },
              ]}
            />
          )}
        </Loaded>
      </section>
    </Page>
  );
}
