import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { get } from '@/api/client';
import type { Today } from '@/api/types';
import { useLanguage } from '@/i18n';
import { Chart } from '@/ui/Chart';
import { Loaded } from '@/ui/Loaded';
import { Money } from '@/ui/Money';
import { yuan } from '@/ui/money';
import { useName } from '@/ui/names';
import { fontFamily, palette } from '@/ui/theme';
import styles from './Home.module.css';
import { useHomeTexts } from './texts';

/** The owner's first look: what came in today, and where the money is. */
export function OwnerDay() {
  const today = useQuery({
    queryKey: ['payments', 'today'],
    queryFn: () => get<Today>('/v1/payments/today'),
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
          <Money fen={today.received_fen} size="large" />
          <span className="soft num">
            {t('count', { count: today.count })}
            {today.count > 0 && (
              <>
                {' · '}
                {t('average')} {yuan(today.average_fen ?? Math.round(today.received_fen / today.count))}
              </>
            )}
            {(today.refunded_fen ?? 0) > 0 && (
              <>
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
        <dl>
          <Bucket label={t('unsettled')} fen={today.unsettled_fen} />
          <Bucket label={t('transit')} fen={today.in_transit_fen} />
          <Bucket label={t('paid')} fen={today.paid_fen} />
        </dl>
        {today.expected_date && (
          <div className={styles.expected}>
            <span>{t('expected', { date: today.expected_date })}</span>
            <strong>
              <Money fen={today.expected_fen} />
            </strong>
            {today.expected_fee_fen !== undefined && (
              <span className="soft">{t('expectedFee', { fee: yuan(today.expected_fee_fen) })}</span>
            )}
          </div>
        )}
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

function Bucket({ label, fen }: { label: string; fen: number | undefined }) {
  if (fen === undefined) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Money fen={fen} />
      </dd>
    </div>
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
  const best = hours.reduce((a, b) => (b.amount_fen > a.amount_fen ? b : a));
  const label =
    best.amount_fen > 0
      ? `${t('chart')}: ${t('chartNote', { amount: yuan(today.received_fen), hour: best.hour })}`
      : t('noChart');
  return (
    <figure className={styles.chart}>
      <Chart option={option} height={190} label={label} />
      <figcaption className="soft">{label}</figcaption>
    </figure>
  );
}
