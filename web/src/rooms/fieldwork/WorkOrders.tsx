import { get } from '@/api/client';
import { usePages } from '@/api/pages';
import { Page } from '@/ui/Page';
import { Pages } from '@/ui/Pages';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { date } from '@/ui/time';
import { useFieldworkTexts } from './texts';

export function WorkOrders() {
  const t = useFieldworkTexts();
  const orders = usePages(['work-orders', 'list'], (after) => get('/v1/work-orders', { query: { after } }));
  return (
    <Page title={t('title')} note={t('note')}>
      <section className="panel stack">
        <Pages list={orders}>
          {(rows) => (
            <Rows
              label={t('title')}
              rows={rows}
              rowKey={(o) => o.id}
              to={(o) => `/work-orders/${o.id}`}
              empty={t('none')}
              columns={[
                {
                  key: 'number',
                  title: t('number'),
                  render: (o) => <span className="mono">{o.number}</span>,
                },
                {
                  key: 'merchant',
                  title: t('merchant'),
                  narrow: 'title',
                  render: (o) => o.merchant_name || '–',
                },
                {
                  key: 'engineer',
                  title: t('engineer'),
                  render: (o) => o.engineer_name || '–',
                },
                { key: 'scheduled', title: t('scheduled'), render: (o) => date(o.scheduled_for) },
                {
                  key: 'status',
                  title: t('status'),
                  narrow: 'figure',
                  render: (o) => <StatusOf value={o.status} room="work_order" />,
                },
              ]}
            />
          )}
        </Pages>
      </section>
    </Page>
  );
}
