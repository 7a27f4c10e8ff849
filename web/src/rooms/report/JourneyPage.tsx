import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { get } from '@/api/client';
import { pick, useLanguage } from '@/i18n';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { Timeline } from '@/ui/Timeline';
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
          back={`/applications/${id}`}
        >
          <section className="panel" style={{ maxWidth: 760 }}>
            {!data.items?.length && <p className="soft">{t('none')}</p>}
            <Timeline
              items={(data.items ?? []).map((s) => ({
                at: s.at,
                ahead: !s.at,
                by: s.by,
                title: pick(s.title_zh, s.title_en) || s.kind,
                note: (
                  <>
                    {pick(s.note_zh, s.note_en)} {s.link && <Link to={s.link as string}>{t('open')}</Link>}
                  </>
                ),
              }))}
            />
          </section>
        </Page>
      )}
    </Loaded>
  );
}
