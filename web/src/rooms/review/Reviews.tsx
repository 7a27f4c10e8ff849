import { useQuery } from '@tanstack/react-query';
import { get } from '@/api/client';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { Rows } from '@/ui/Rows';
import { Status } from '@/ui/Status';
import { StatusOf } from '@/ui/StatusOf';
import { date } from '@/ui/time';
import { useReviewTexts } from './texts';

export function Reviews() {
  const t = useReviewTexts();
  const reviews = useQuery({
    queryKey: ['reviews'],
    queryFn: () => get('/v1/reviews'),
    refetchInterval: 15_000,
  });
  return (
    <Page title={t('title')} note={t('note')}>
      <section className="panel">
        <Loaded query={reviews}>
          {(data) => (
            <Rows
              label={t('title')}
              rows={data.items}
              rowKey={(r) => r.id}
              to={(r) => `/reviews/${r.id}`}
              empty={t('none')}
              columns={[
                {
                  key: 'number',
                  title: t('number'),
                  render: (r) => <span className="mono">{r.number}</span>,
                },
                { key: 'name', title: t('name'), narrow: 'title', render: (r) => r.name || '–' },
                {
                  key: 'status',
                  title: t('status'),
                  narrow: 'figure',
                  render: (r) => <StatusOf value={r.status} />,
                },
                {
                  key: 'claimed',
                  title: t('claimed'),
                  render: (r) => r.claimed_by_name || r.claimed_by || '–',
                },
                {
                  key: 'promised',
                  title: t('promised'),
                  render: (r) => (
                    <span className="row">
                      {date(r.promised_date)} {r.overdue && <Status tone="bad">{t('overdue')}</Status>}
                    </span>
                  ),
                },
              ]}
            />
          )}
        </Loaded>
      </section>
    </Page>
  );
}
