import { useMemo } from 'react';
import type { AccountStatement } from '@/api/types';
import { Chart } from '@/ui/Chart';
import { yuan } from '@/ui/money';
import { fontFamily, palette } from '@/ui/theme';
import { useLedgerTexts } from './texts';

type Moves = NonNullable<AccountStatement['moves']>;

/** What came and went, day by day. */
export function MovesChart({ moves }: { moves: Moves }) {
  const t = useLedgerTexts();
  const { option, label } = useMemo(() => draw(moves, t), [moves, t]);
  return <Chart height={180} label={label} option={option} />;
}

function draw(moves: Moves, t: ReturnType<typeof useLedgerTexts>) {
  const days = [...new Set(moves.map((m) => m.business_date))].sort();
  const sum = (day: string, positive: boolean) =>
    moves
      .filter((m) => m.business_date === day && m.amount_fen > 0 === positive)
      .reduce((fen, m) => fen + m.amount_fen, 0);
  const label = days
    .map((d) => `${d}: ${t('in')} ${yuan(sum(d, true))}, ${t('out')} ${yuan(sum(d, false))}`)
    .join('; ');
  const bars = (positive: boolean) => ({
    name: t(positive ? 'in' : 'out'),
    type: 'bar',
    stack: 'all',
    barMaxWidth: 36,
    color: positive ? palette.till : '#d9962b',
    data: days.map((d) => sum(d, positive)),
  });
  const option = {
    textStyle: { fontFamily },
    grid: { left: 4, right: 4, top: 12, bottom: 4, containLabel: true },
    tooltip: { trigger: 'axis', valueFormatter: (fen: unknown) => yuan(Number(fen)) },
    xAxis: { type: 'category', data: days.map((d) => d.slice(5)) },
    yAxis: { type: 'value', axisLabel: { formatter: (fen: number) => yuan(fen).replace('.00', '') } },
    series: [bars(true), bars(false)],
  };
  return { option, label };
}
