import { useQuery } from '@tanstack/react-query';
import { get } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Queue } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { useBusinessClock } from '@/shell/useBusinessClock';
import { LinkButton } from '@/ui/LinkButton';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { ago, date, weekday } from '@/ui/time';
import styles from './Home.module.css';
import { OwnerDay } from './OwnerDay';
import { useHomeTexts } from './texts';

/** Home is the work queue: what waits, since when, and the one button. */
export function Home() {
  const me = useMe();
  const t = useHomeTexts();
  const language = useLanguage();
  const business = useBusinessClock();
  const queues = useQuery({
    queryKey: ['queues'],
    queryFn: () => get('/v1/queues'),
    refetchInterval: 15_000,
  });
  const hour = business ? new Date(business.now + 8 * 3600_000).getUTCHours() : 9;
  const greeting = hour < 12 ? 'morning' : hour < 18 ? 'noon' : 'evening';
  const day = business?.day ?? me.business_date;
  return (
    <Page
      title={t(greeting, { name: me.name })}
      note={`${pick(me.institution.name_zh, me.institution.name_en)} · ${date(day)} ${weekday(day, language)}`}
      actions={
        has(me, 'owner', 'manager', 'cashier', 'integrator') &&
        me.institution.mode === 'sandbox' && <LinkButton to="/pos">{t('openTill')}</LinkButton>
      }
    >
      {has(me, 'owner', 'manager') && me.merchant && <OwnerDay />}
      {has(me, 'owner') && !me.merchant && <Start />}
      <section className="stack" aria-label={t('queues')}>
        <h2 className={styles.heading}>{t('queues')}</h2>
        <Loaded query={queues}>
          {(data) => <Queues items={data.items ?? []} now={business?.now ?? Date.now()} />}
        </Loaded>
      </section>
    </Page>
  );
}

function Queues({ items, now }: { items: Queue[]; now: number }) {
  const t = useHomeTexts();
  const language = useLanguage();
  const waiting = items.filter((q) => q.count > 0);
  if (waiting.length === 0) {
    return (
      <div className={`panel ${styles.clear}`}>
        <strong>{t('clear')}</strong>
        <span className="soft">{t('clearNote')}</span>
      </div>
    );
  }
  return (
    <ul className={styles.queues}>
      {waiting.map((q) => (
        <li key={q.name} className={styles.queue}>
          <div className={styles.queueName}>{queueName(q, t)}</div>
          <div className={styles.queueCount}>{q.count}</div>
          <div className={styles.queueFoot}>
            <span className="soft">
              {q.oldest_at &&
                t('oldest', { ago: ago((now - new Date(q.oldest_at).getTime()) / 1000, language) })}
            </span>
            <LinkButton to={q.link} primary size="small" ghost>
              {t('go')}
            </LinkButton>
          </div>
        </li>
      ))}
    </ul>
  );
}

function queueName(q: Queue, t: ReturnType<typeof useHomeTexts>) {
  const said = pick(q.title_zh, q.title_en);
  if (said) return said;
  const key = `q_${q.name}` as 'q_reviews.r1';
  const text = t(key);
  return text === key ? q.name : text;
}

function Start() {
  const t = useHomeTexts();
  return (
    <section className={`panel ${styles.start}`}>
      <div>
        <h2>{t('start')}</h2>
        <p className="soft">{t('startNote')}</p>
      </div>
      <LinkButton to="/applications" primary size="large">
        {t('apply')}
      </LinkButton>
    </section>
  );
}
