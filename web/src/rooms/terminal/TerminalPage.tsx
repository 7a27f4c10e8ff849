import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Alert } from 'antd';
import { get } from '@/api/client';
import type { Terminal } from '@/api/types';
import { KeyTable } from '@/rooms/keys/KeyTable';
import { Loaded } from '@/ui/Loaded';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { StatusOf } from '@/ui/StatusOf';
import { Timeline } from '@/ui/Timeline';
import { Binding } from './Binding';
import styles from './Terminal.module.css';
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
  const stopped = ['suspended', 'blocked', 'returned'].includes(x.status);
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
      {stopped && (
        <Alert
          type="warning"
          showIcon
          title={t(`is_${x.status}` as 'is_blocked')}
          description={x.reason && `${t('because')} ${x.reason}`}
        />
      )}
      {road.includes(x.status === 'suspended' ? 'active' : x.status) && (
        <section className="panel">
          <Life status={x.status} />
        </section>
      )}
      <div className="columns">
        <div className="stack">
          <Binding terminal={x} />
          <section className="panel">
            <h2>{t('keys')}</h2>
            <KeyTable rows={x.keys ?? []} />
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
                  note: s.reason,
                  tone: ['blocked', 'suspended'].includes(s.to) ? 'bad' : 'good',
                }))}
              />
            </section>
          )}
        </aside>
      </div>
    </Page>
  );
}

const road = ['stocked', 'allocated', 'keyed', 'installed', 'tested', 'active'];

/** Where the device is on its way from the shelf to the counter. */
function Life({ status }: { status: string }) {
  const t = useTerminalTexts();
  const name = useName();
  const at = road.indexOf(status === 'suspended' ? 'active' : status);
  return (
    <ol className={styles.life} aria-label={t('life')}>
      {road.map((stop, i) => (
        <li
          key={stop}
          className={
            i < at || (stop === 'active' && i === at) ? styles.done : i === at ? styles.here : undefined
          }
          aria-current={i === at ? 'step' : undefined}
        >
          {name(stop, 'terminal')}
        </li>
      ))}
    </ol>
  );
}
