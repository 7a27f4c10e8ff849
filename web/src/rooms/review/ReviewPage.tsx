import { useParams } from '@tanstack/react-router';
import type { Application } from '@/api/types';
import { labelled } from '@/i18n';
import { Checks, FormFacts } from '@/rooms/onboarding/ApplicationFacts';
import { useApplication } from '@/rooms/onboarding/ApplicationPage';
import { Loaded } from '@/ui/Loaded';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { StatusOf } from '@/ui/StatusOf';
import { Timeline } from '@/ui/Timeline';
import { date } from '@/ui/time';
import { Bench } from './Bench';
import { Papers } from './Papers';
import styles from './Review.module.css';
import { useReviewTexts } from './texts';

/** The workbench: papers on the left, what was typed on the right, the decision below. */
export function ReviewPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const application = useApplication(id);
  return <Loaded query={application}>{(data) => <Desk application={data} />}</Loaded>;
}

function Desk({ application: a }: { application: Application }) {
  const t = useReviewTexts();
  const name = useName();
  return (
    <Page
      title={a.base?.short_name || a.base?.license_name || a.number || ''}
      note={
        <>
          <span className="mono">{a.number}</span> · {name(a.kind)} · {t('promised')} {date(a.promised_date)}
        </>
      }
      status={<StatusOf value={a.status} />}
      back="/reviews"
    >
      <div className={styles.desk}>
        <div className="stack">
          <Papers application={a} />
          <Bench application={a} />
        </div>
        <div className="stack">
          <FormFacts application={a} />
          <Checks application={a} />
          {a.decisions && a.decisions.length > 0 && (
            <section className="panel">
              <h2>{t('earlier')}</h2>
              <Timeline
                items={a.decisions.map((d) => ({
                  title: labelled(d.level === 1 ? t('level1') : t('level2'), t(d.decision as 'pass')),
                  note: d.reason,
                  by: d.by,
                  name: d.by_name,
                  at: d.at,
                  tone: d.decision === 'pass' ? 'good' : d.decision === 'return' ? 'wait' : 'bad',
                }))}
              />
            </section>
          )}
        </div>
      </div>
    </Page>
  );
}
