import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { get } from '@/api/client';
import { pick, useLanguage } from '@/i18n';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { Timeline } from '@/ui/Timeline';
import styles from './Journey.module.css';
import { byStage, type Told } from './journey';
import { useReportTexts } from './texts';

/** One application from its first form to its bank slip (S1). */
export function JourneyPage() {
  const t = useReportTexts();
  useLanguage();
  const { id } = useParams({ strict: false }) as { id: string };
  const journey = useQuery({
    queryKey: ['timeline', id],
    queryFn: () => get('/v1/timeline/{application}', { path: { application: id } }),
    refetchInterval: 15_000,
  });
  return (
    <Loaded query={journey}>
      {(data) => (
        <Page
          title={`${t('journey')}${data.name ? ` · ${data.name}` : ''}`}
          note={
            <>
              {data.number && <span className="mono">{data.number} · </span>}
              {t('note')}
            </>
          }
          back={`/applications/${data.application}`}
        >
          {!data.items?.length && <p className="soft">{t('none')}</p>}
          <div className={styles.stages}>
            {byStage(data.items ?? []).map(([no, items]) => (
              <section key={no} className="panel">
                <h2>
                  <span className={styles.no}>{no}</span> {t(`stage${no}` as 'stage1')}
                </h2>
                <Timeline items={items.map((told) => moment(told))} />
              </section>
            ))}
          </div>
        </Page>
      )}
    </Loaded>
  );
}

function moment({ item, times }: Told) {
  const title = `${pick(item.title_zh, item.title_en) || item.kind}${times > 1 ? ` × ${times}` : ''}`;
  return {
    at: item.at,
    by: item.by,
    name: item.by_name,
    title: item.link ? <Link to={item.link as string}>{title}</Link> : title,
    note: pick(item.note_zh, item.note_en),
    tone: /reject|fail|decline/i.test(`${item.kind} ${item.note_en ?? ''}`)
      ? ('bad' as const)
      : ('good' as const),
  };
}
