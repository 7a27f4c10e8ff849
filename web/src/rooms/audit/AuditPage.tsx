import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { get, post } from '@/api/client';
import { useLanguage } from '@/i18n';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { Rows } from '@/ui/Rows';
import { useUiTexts } from '@/ui/texts';
import { moment } from '@/ui/time';
import { useWho } from '@/ui/who';
import { useAuditTexts } from './texts';

type Verdict = Awaited<ReturnType<typeof verifyAudit>>;

const verifyAudit = () => post('/v1/audit/verify');

export function AuditPage() {
  const t = useAuditTexts();
  const ui = useUiTexts();
  const who = useWho();
  const lines = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam }) => get('/v1/audit', { query: { before: pageParam } }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next || undefined,
  });
  const verify = useMutation({ mutationFn: verifyAudit });
  return (
    <Page
      title={t('title')}
      note={t('note')}
      actions={
        <Button type="primary" onClick={() => verify.mutate()} loading={verify.isPending}>
          {t('verify')}
        </Button>
      }
    >
      {verify.data && <VerdictView verdict={verify.data} />}
      <ProblemView error={verify.error ?? lines.error} />
      <section className="panel stack">
        {!lines.error && (
          <Rows
            label={t('title')}
            rows={lines.data?.pages.flatMap((p) => p.items ?? [])}
            rowKey={(l) => String(l.seq)}
            empty={t('none')}
            columns={[
              {
                key: 'at',
                title: t('at'),
                render: (l) => <span className="num nowrap">{moment(l.at)}</span>,
              },
              { key: 'who', title: t('who'), render: (l) => who(l.user, l.user_name) ?? '–' },
              {
                key: 'verb',
                title: t('verb'),
                narrow: 'title',
                render: (l) => <code className="mono">{l.verb}</code>,
              },
              {
                key: 'noun',
                title: t('noun'),
                render: (l) => <code className="mono">{l.noun_id || l.noun || '–'}</code>,
              },
              {
                key: 'detail',
                title: t('detail'),
                render: (l) => (
                  <code className="mono soft">
                    {Object.entries(l.detail ?? {})
                      .map(([k, v]) => `${k}=${v}`)
                      .join(' · ') || '–'}
                  </code>
                ),
              },
            ]}
          />
        )}
        {lines.hasNextPage && (
          <Button onClick={() => lines.fetchNextPage()} loading={lines.isFetchingNextPage}>
            {ui('loadMore')}
          </Button>
        )}
      </section>
    </Page>
  );
}

function VerdictView({ verdict: v }: { verdict: Verdict }) {
  const t = useAuditTexts();
  const language = useLanguage();
  const fault = v.faults?.[0];
  return (
    <Alert
      showIcon
      type={v.ok ? 'success' : 'error'}
      title={v.ok ? t('good', { n: v.checked }) : t('broken', { seq: fault?.seq ?? '?' })}
      description={language === 'en' ? fault?.what_en : fault?.what_zh}
    />
  );
}
