import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { get } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { WorkOrder } from '@/api/types';
import { Loaded } from '@/ui/Loaded';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { StatusOf } from '@/ui/StatusOf';
import { Timeline } from '@/ui/Timeline';
import { Checklist } from './Checklist';
import { SignOff } from './SignOff';
import { Tests } from './Tests';
import { useFieldworkTexts } from './texts';

export function WorkOrderPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const order = useQuery({
    queryKey: ['work-orders', id],
    queryFn: () => get('/v1/work-orders/{id}', { path: { id } }),
  });
  return <Loaded query={order}>{(data) => <One order={data} />}</Loaded>;
}

function One({ order: o }: { order: WorkOrder }) {
  const t = useFieldworkTexts();
  const name = useName();
  const me = useMe();
  const open =
    !o.signed_off_at && !['done', 'closed', 'signed_off', 'completed'].includes(o.status.toLowerCase());
  const canWork = open && has(me, 'engineer', 'ops');
  return (
    <Page
      title={o.merchant_name || t('title')}
      note={
        <>
          <span className="mono">{o.number || o.id}</span>
          {o.tid && (
            <>
              {' · '}
              {t('terminal')} <span className="mono">{o.tid}</span>
            </>
          )}
          {o.model && ` · ${o.model}`}
        </>
      }
      status={<StatusOf value={o.status} room="work_order" />}
      back="/work-orders"
    >
      <div className="columns">
        <Checklist order={o} canWork={canWork} />
        <aside className="stack">
          <Tests order={o} canWork={canWork} />
          {canWork && <SignOff order={o} />}
          {o.steps && o.steps.length > 0 && (
            <section className="panel">
              <h2>{t('history')}</h2>
              <Timeline
                items={o.steps.map((s) => ({
                  title: name(s.to, 'work_order'),
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
