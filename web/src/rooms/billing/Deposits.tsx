import { get } from '@/api/client';
import { usePages } from '@/api/pages';
import { MoneyTabs } from '@/rooms/settlement/MoneyTabs';
import { Money } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { Pages } from '@/ui/Pages';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { moment } from '@/ui/time';
import { useBillingTexts } from './texts';

export function Deposits() {
  const t = useBillingTexts();
  const deposits = usePages(['deposits', 'list'], (after) => get('/v1/deposits', { query: { after } }));
  return (
    <Page title={t('title')} note={t('note')}>
      <MoneyTabs />
      <section className="panel stack">
        <Pages list={deposits}>
          {(rows) => (
            <Rows
              label={t('title')}
              rows={rows}
              rowKey={(d) => d.id}
              to={(d) => `/deposits/${d.id}`}
              empty={t('none')}
              columns={[
                {
                  key: 'number',
                  title: t('number'),
                  render: (d) => <span className="mono">{d.number}</span>,
                },
                {
                  key: 'merchant',
                  title: t('merchant'),
                  narrow: 'title',
                  render: (d) => d.merchant_name || d.merchant || '–',
                },
                {
                  key: 'amount',
                  title: t('amount'),
                  align: 'right',
                  narrow: 'figure',
                  render: (d) => <Money fen={d.amount_fen} />,
                },
                {
                  key: 'status',
                  title: t('status'),
                  render: (d) => <StatusOf value={d.status} room="deposit" />,
                },
                { key: 'opened', title: t('opened'), render: (d) => moment(d.opened_at) },
                { key: 'paid', title: t('paid'), render: (d) => moment(d.paid_at) },
              ]}
            />
          )}
        </Pages>
      </section>
    </Page>
  );
}
