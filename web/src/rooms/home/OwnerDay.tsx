import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { get } from '@/api/client';
import type { Today } from '@/api/types';
import { labelled, useLanguage } from '@/i18n';
import { Loaded } from '@/ui/Loaded';
import { Money } from '@/ui/Money';
import { yuan } from '@/ui/money';
import { useName } from '@/ui/names';
import { fontFamily, palette } from '@/ui/theme';
import styles from './Home.module.css';
import { useHomeTexts } from './texts';

// The drawing library is large and only owners see a chart.
const Chart = lazy(() => import('@/ui/Chart').then((m) => ({ default: m.Chart })));

/** The owner's first look: what came in today, and where the money is. */
export function OwnerDay() {
  const today = useQuery({
    queryKey: ['today'],
    queryFn: () => get('/v1/today'),
    refetchInterval: 15_000,
  });
  return <Loaded query={today}>{(data) => <Day today={data} />}</Loaded>;
}

function Day({ today }: { today: Today }) {
  const t = useHomeTexts();
  const name = useName();
  return (
    <div className={styles.day}>
      <section className={`panel ${styles.received}`}>
        <div className={styles.figure}>
          <span className="soft">{t('received')}</span>
          <Money fen={today.received_fen - today.refunded_fen} size="large" />
          <span className="soft num">
            {t('count', { count: today.count })}
            {today.count > 0 && (
              <>
                {' · '}
                {t('average')} {yuan(Math.round(today.received_fen / today.count))}
              </>
            )}
            {today.refunded_fen > 0 && (
              <>
                {' · '}
                {t('taken')} {yuan(today.received_fen)}
                {' · '}
                {t('refunded')} {yuan(today.refunded_fen)}
              </>
            )}
          </span>
        </div>
        <Hours today={today} />
      </section>
      <section className={`panel ${styles.buckets}`}>
        <h2>{t('buckets')}</h2>
        <Buckets today={today} />
        {today.channels && today.channels.length > 0 && (
          <ul className={styles.channels} aria-label={t('channels')}>
            {today.channels.map((c) => (
              <li key={c.channel}>
                <span>{name(c.channel)}</span>
                <span className="soft">{t('count', { count: c.count })}</span>
                <Money fen={c.amount_fen} />
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function Buckets({ today }: { today: Today }) {
  const t = useHomeTexts();
  const rows: [string, number][] = [
    [t('unsettled'), today.unsettled_fen],
    [t('transit'), today.in_transit_fen],
    [t('paid'), today.paid_fen],
  ];
  return (
    <>
      <dl>
        {rows.map(([label, fen]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <Money fen={fen} />
            </dd>
          </div>
        ))}
      </dl>
      {today.expected_fen > 0 && (
        <div className={styles.expected}>
          <span>{t('expected', { date: today.expected_date })}</span>
          <strong>
            <Money fen={today.expected_fen} />
          </strong>
          <span className="soft">{t('beforeFees')}</span>
        </div>
      )}
      <p className={styles.fleet}>
        <span className="soft">{t('fleet')}</span>
        <strong className="num">
          {today.terminals_online} / {today.terminals}
        </strong>
      </p>
    </>
  );
}

function Hours({ today }: { today: Today }) {
  const t = useHomeTexts();
  const language = useLanguage();
  const hours = useMemo(() => {
    const byHour = new Map(today.hours?.map((h) => [h.hour, h]));
    return Array.from({ length: 24 }, (_, hour) => byHour.get(hour) ?? { hour, amount_fen: 0, count: 0 });
  }, [today.hours]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tooltip's words follow the language
  const option = useMemo(
    () => ({
      animationDuration: 300,
      textStyle: { fontFamily, color: palette.inkSoft },
      grid: { left: 4, right: 4, top: 12, bottom: 22 },
      tooltip: {
        renderMode: 'richText',
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        formatter: (points: { dataIndex: number }[]) => {
          const h = hours[points[0]?.dataIndex ?? 0];
          return h
            ? `${t('hourTip', { hour: h.hour })}  ${yuan(h.amount_fen)}  ${t('count', { count: h.count })}`
            : '';
        },
      },
      xAxis: {
        type: 'category',
        data: hours.map((h) => h.hour),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: palette.line } },
        axisLabel: { interval: 2, color: palette.inkSoft, fontSize: 11 },
      },
      yAxis: { type: 'value', show: false },
      series: [
        {
          type: 'bar',
          data: hours.map((h) => h.amount_fen),
          barMaxWidth: 18,
          itemStyle: { color: palette.till, borderRadius: [3, 3, 0, 0] },
        },
      ],
    }),
    [hours, language],
  );
  if (today.count === 0) return <p className={styles.quiet}>{t('noChart')}</p>;
  const best = hours.reduce((a, b) => (b.amount_fen > a.amount_fen ? b : a));
  const label =
    best.amount_fen > 0
      ? labelled(t('chart'), t('chartNote', { amount: yuan(today.received_fen), hour: best.hour }))
      : t('noChart');
  return (
    <figure className={styles.chart}>
      <Suspense fallback={<div style={{ height: 190 }} />}>
        <Chart option={option} height={190} label={label} />
      </Suspense>
      <figcaption className="soft">{label}</figcaption>
    </figure>
  );
}
