import { useQuery } from '@tanstack/react-query';
import { get } from '@/api/client';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { date } from '@/ui/time';
import { useContractTexts } from './texts';
import { Verify } from './Verify';

/** Until it is signed a contract is an offer with an end. */
export const unsigned = (status: string) =>
  ['drafted', 'sent', 'reading', 'question_open'].includes(status.toLowerCase());

export function Contracts() {
  const t = useContractTexts();
  const contracts = useQuery({
    queryKey: ['contracts'],
    queryFn: () => get('/v1/contracts'),
    refetchInterval: (q) => (q.state.data?.items?.length ? 30_000 : 3_000), // the first is on its way after the review
  });
  return (
    <Page title={t('title')} note={t('note')}>
      <section className="panel">
        <Loaded query={contracts}>
          {(data) => (
            <Rows
              label={t('title')}
              rows={data.items}
              rowKey={(c) => c.id}
              to={(c) => `/contracts/${c.id}`}
              empty={t('none')}
              columns={[
                {
                  key: 'number',
                  title: t('number'),
                  narrow: 'title',
                  render: (c) => <span className="mono">{c.number}</span>,
                },
                {
                  key: 'merchant',
                  title: t('merchant'),
                  render: (c) => c.merchant_name || c.merchant || '–',
                },
                {
                  key: 'status',
                  title: t('status'),
                  narrow: 'figure',
                  render: (c) => <StatusOf value={c.status} room="contract" />,
                },
                {
                  key: 'expires',
                  title: t('expires'),
                  render: (c) => (unsigned(c.status) ? date(c.expires_at) : '–'),
                },
                { key: 'effective', title: t('effective'), render: (c) => date(c.effective_at) },
              ]}
            />
          )}
        </Loaded>
      </section>
      <Verify />
    </Page>
  );
}
