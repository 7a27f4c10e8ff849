import { useQuery } from '@tanstack/react-query';
import { get } from '@/api/client';
import { Loaded } from '@/ui/Loaded';
import { Money } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { moment } from '@/ui/time';
import { useBillingTexts } from './texts';

export function Deposits() {
  const t = useBillingTexts();
  const deposits = useQuery({ queryKey: ['deposits'], queryFn: () => get('/v1/deposits') });
  return (
    <Page title={t('title')} note={t('note')}>
      <section className="panel">
        <Loaded query={deposits}>
          {(data) => (
            <Rows
              label={t('title')}
              rows={data.items}
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
        </Loaded>
      </section>
    </Page>
  );
}
