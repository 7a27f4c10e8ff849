import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { get, post } from '@/api/client';
import type { ParkedEvent } from '@/api/types';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { Rows } from '@/ui/Rows';
import { moment } from '@/ui/time';
import { useEventsTexts } from './texts';

export function Parked() {
  const t = useEventsTexts();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const parked = useQuery({
    queryKey: ['parked'],
    queryFn: () => get('/v1/events/parked'),
    refetchInterval: 10_000,
  });
  const retry = useMutation({
    mutationFn: (e: ParkedEvent) =>
      post('/v1/events/{subscriber}/{event}/retry', undefined, {
        path: { subscriber: e.subscriber, event: e.event_id },
      }),
    onSuccess: () => message.success(t('retried')),
    onSettled: () => cache.invalidateQueries({ queryKey: ['parked'] }),
  });
  return (
    <Page title={t('title')} note={t('note')}>
      <section className="panel stack">
        <ProblemView error={retry.error} />
        <Loaded query={parked}>
          {(data) => (
            <Rows
              label={t('title')}
              rows={data.items}
              rowKey={(e) => `${e.subscriber}/${e.event_id}`}
              empty={t('none')}
              columns={[
                {
                  key: 'topic',
                  title: t('topic'),
                  narrow: 'title',
                  render: (e) => <span className="mono">{e.topic}</span>,
                },
                { key: 'subscriber', title: t('subscriber'), render: (e) => e.subscriber },
                { key: 'error', title: t('error'), render: (e) => e.error },
                { key: 'attempts', title: t('attempts'), align: 'right', render: (e) => e.attempts },
                { key: 'at', title: t('since'), render: (e) => moment(e.first_at) },
                {
                  key: 'retry',
                  title: '',
                  narrow: 'figure',
                  render: (e) => (
                    <Button
                      size="small"
                      loading={retry.isPending && retry.variables === e}
                      onClick={() => retry.mutate(e)}
                    >
                      {t('retry')}
                    </Button>
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
