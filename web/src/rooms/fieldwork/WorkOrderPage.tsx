import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { get } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { WorkOrder } from '@/api/types';
import { useLanguage } from '@/i18n';
import { Facts } from '@/ui/Facts';
import { Loaded } from '@/ui/Loaded';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { StatusOf } from '@/ui/StatusOf';
import { Timeline } from '@/ui/Timeline';
import { moment, weekday } from '@/ui/time';
import { Checklist } from './Checklist';
import { OrderActions } from './OrderActions';
import { PositionPanel } from './PositionPanel';
import { SignOff } from './SignOff';
import { Tests } from './Tests';
import { useFieldworkTexts } from './texts';
import { usePosition } from './usePosition';

export function WorkOrderPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const order = useQuery({
    queryKey: ['work-orders', id],
    queryFn: () => get('/v1/work-orders/{id}', { path: { id } }),
    refetchInterval: 15_000,
  });
  return <Loaded query={order}>{(data) => <One order={data} />}</Loaded>;
}

function One({ order: o }: { order: WorkOrder }) {
  const t = useFieldworkTexts();
  const me = useMe();
  const at = usePosition();
  const canWork = has(me, 'engineer') && ['planned', 'on_site', 'faulty'].includes(o.status);
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
      actions={<OrderActions order={o} />}
    >
      <div className="columns">
        <div className="stack">
          <Appointment order={o} />
          {canWork && <PositionPanel order={o} at={at} />}
          <Checklist order={o} canWork={canWork} position={at.position} />
          <Tests order={o} canWork={canWork} />
          {canWork && <SignOff order={o} position={at.position} />}
        </div>
        <aside className="stack">
          <History order={o} />
        </aside>
      </div>
    </Page>
  );
}

function Appointment({ order: o }: { order: WorkOrder }) {
  const t = useFieldworkTexts();
  const language = useLanguage();
  return (
    <section className="panel">
      <h2>{t('appointment')}</h2>
      <Facts
        columns={2}
        items={[
          [
            t('scheduled'),
            <>
              {o.scheduled_for} {weekday(o.scheduled_for, language)}
              {o.moved > 0 && <div className="soft">{t('moved', { n: o.moved })}</div>}
            </>,
          ],
          [t('engineer'), o.engineer_name],
          o.place && [t('address'), o.place.address],
          o.signed_off_at && [
            t('signedOff'),
            t('signedBy', { who: o.signed_by ?? '', at: moment(o.signed_off_at) }),
          ],
        ]}
      />
    </section>
  );
}

function History({ order: o }: { order: WorkOrder }) {
  const t = useFieldworkTexts();
  const name = useName();
  if (!o.steps?.length) return null;
  return (
    <section className="panel">
      <h2>{t('history')}</h2>
      <Timeline
        items={o.steps.map((s) => ({
          title: name(s.to, 'work_order'),
          at: s.at,
          by: s.by,
          name: s.by_name,
          tone: s.to === 'faulty' ? 'bad' : 'good',
        }))}
      />
    </section>
  );
}
