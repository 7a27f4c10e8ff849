import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { get } from '@/api/client';
import type { Terminal } from '@/api/types';
import { Facts } from '@/ui/Facts';
import { Loaded } from '@/ui/Loaded';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { Timeline } from '@/ui/Timeline';
import { TerminalActions } from './TerminalActions';
import { useTerminalTexts } from './texts';

export function TerminalPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const terminal = useQuery({
    queryKey: ['terminals', id],
    queryFn: () => get('/v1/terminals/{id}', { path: { id } }),
  });
  return <Loaded query={terminal}>{(data) => <One terminal={data} />}</Loaded>;
}

function One({ terminal: x }: { terminal: Terminal }) {
  const t = useTerminalTexts();
  const name = useName();
  return (
    <Page
      title={x.tid ? `${t('tid')} ${x.tid}` : x.tusn}
      note={
        <>
          <span className="mono">{x.tusn}</span> · {x.model}
        </>
      }
      status={<StatusOf value={x.status} room="terminal" />}
      back="/terminals"
    >
      <div className="columns">
        <div className="stack">
          <section className="panel">
            <h2>{t('binding')}</h2>
            <Facts
              columns={2}
              items={[
                [t('merchant'), x.merchant_name || x.merchant],
                [
                  'MID',
                  <span key="m" className="mono">
                    {x.mid || '–'}
                  </span>,
                ],
                [
                  t('tid'),
                  <span key="t" className="mono">
                    {x.tid || '–'}
                  </span>,
                ],
                [
                  t('batch'),
                  <span key="b" className="mono">
                    {x.batch || '–'}
                  </span>,
                ],
                [t('version'), x.binding_version],
                x.binding_hash && [
                  t('hash'),
                  <span key="h" className="mono">
                    {x.binding_hash}
                  </span>,
                ],
                ...Object.entries(x.binding ?? {}).map(([k, v]): [string, string] => [k, v]),
              ]}
            />
          </section>
          <section className="panel">
            <h2>{t('keys')}</h2>
            <Rows
              label={t('keys')}
              rows={x.keys ?? []}
              rowKey={(k) => `${k.usage}/${k.kcv}/${k.status}`}
              empty={t('noKeys')}
              columns={[
                { key: 'usage', title: t('usage'), narrow: 'title', render: (k) => usageName(k.usage, t) },
                { key: 'kcv', title: t('kcv'), render: (k) => <span className="mono">{k.kcv}</span> },
                {
                  key: 'status',
                  title: t('status'),
                  narrow: 'figure',
                  render: (k) => <StatusOf value={k.status} room="key" />,
                },
              ]}
            />
            <p className="soft">{t('keyNote')}</p>
          </section>
        </div>
        <aside className="stack">
          <TerminalActions terminal={x} />
          {x.steps && x.steps.length > 0 && (
            <section className="panel">
              <h2>{t('history')}</h2>
              <Timeline
                items={x.steps.map((s) => ({
                  title: name(s.to, 'terminal'),
                  at: s.at,
                  by: s.by,
                  name: s.by_name,
                }))}
              />
            </section>
          )}
        </aside>
      </div>
    </Page>
  );
}

function usageName(usage: string, t: ReturnType<typeof useTerminalTexts>) {
  const key = `u_${usage.toUpperCase()}` as 'u_TMK';
  const said = t(key);
  return said === key ? usage : said;
}
