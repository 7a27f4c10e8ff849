import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { get } from '@/api/client';
import type { Today } from '@/api/types';
import { useLanguage } from '@/i18n';
import { usePayouts } from '@/rooms/settlement/Payouts';
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
    queryFn: () => get('/v1/payments/today'),
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
          <Money fen={today.taken_fen} size="large" />
          <span className="soft num">
            {t('count', { count: today.count })}
            {today.count > 0 && (
              <>
                {' · '}
                {t('average')} {yuan(Math.round(today.taken_fen / today.count))}
              </>
            )}
            {today.given_back_fen > 0 && (
              <>
                {' · '}
                {t('refunded')} {yuan(today.given_back_fen)}
              </>
            )}
          </span>
        </div>
        <Hours today={today} />
      </section>
      <section className={`panel ${styles.buckets}`}>
        <h2>{t('buckets')}</h2>
        <Buckets />
        {today.channels && today.channels.length > 0 && (
          <ul className={styles.channels} aria-label={t('channels')}>
            {today.channels.map((c) => (
              <li key={`${c.channel}/${c.product}`}>
                <span>
                  {name(c.channel)}{' '}
                  {c.product !== c.channel && <small className="soft">{name(c.product)}</small>}
                </span>
                <span className="soft">{t('count', { count: c.payments })}</span>
                <Money fen={c.net_fen} />
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

/** The balances behind the shop's money, when the house shows them to this person. */
function Buckets() {
  const t = useHomeTexts();
  const payouts = usePayouts();
  const items = payouts.data?.items ?? [];
  const sum = (statuses: string[]) =>
    items.filter((p) => statuses.includes(p.status)).reduce((total, p) => total + p.amount_fen, 0);
  const next = items.find((p) => ['planned', 'approved', 'sent'].includes(p.status));
  return (
    <>
      <dl>
        <div>
          <dt>{t('transit')}</dt>
          <dd>
            <Money fen={sum(['planned', 'approved', 'sent'])} />
          </dd>
        </div>
        <div>
          <dt>{t('paid')}</dt>
          <dd>
            <Money fen={sum(['paid'])} />
          </dd>
        </div>
      </dl>
      {next && (
        <div className={styles.expected}>
          <span>{t('expected', { date: next.pay_date })}</span>
          <strong>
            <Money fen={next.amount_fen} />
          </strong>
          <span className="soft">{t('expectedFee', { fee: yuan(next.fee_fen) })}</span>
        </div>
      )}
    </>
  );
}

function Hours({ today }: { today: Today }) {
  const t = useHomeTexts();
  const language = useLanguage();
  const hours = useMemo(() => {
    const byHour = new Map(today.hours?.map((h) => [h.hour, h]));
    return Array.from({ length: 24 }, (_, hour) => byHour.get(hour) ?? { hour, taken_fen: 0, taken: 0 });
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
            ? `${t('hourTip', { hour: h.hour })}  ${yuan(h.taken_fen)}  ${t('count', { count: h.taken })}`
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
          data: hours.map((h) => h.taken_fen),
          barMaxWidth: 18,
          itemStyle: { color: palette.till, borderRadius: [3, 3, 0, 0] },
        },
      ],
    }),
    [hours, language],
  );
  const best = hours.reduce((a, b) => (b.taken_fen > a.taken_fen ? b : a));
  const label =
    best.taken_fen > 0
      ? `${t('chart')}: ${t('chartNote', { amount: yuan(today.taken_fen), hour: best.hour })}`
      : t('noChart');
  return (
    <figure className={styles.chart}>
      <Chart option={option} height={190} label={label} />
      <figcaption className="soft">{label}</figcaption>
    </figure>
  );
}
