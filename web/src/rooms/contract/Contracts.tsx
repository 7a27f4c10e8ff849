import { useQuery } from '@tanstack/react-query';
import { get } from '@/api/client';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { date } from '@/ui/time';
import { useContractTexts } from './texts';
import { Verify } from './Verify';

export function Contracts() {
  const t = useContractTexts();
  const contracts = useQuery({
    queryKey: ['contracts'],
    queryFn: () => get('/v1/contracts'),
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
                  render: (c) => <StatusOf value={c.status} />,
                },
                { key: 'expires', title: t('expires'), render: (c) => date(c.expires_at) },
              ]}
            />
          )}
        </Loaded>
      </section>
      <Verify />
    </Page>
  );
}
