import { useMemo } from 'react';
import type { Payout } from '@/api/types';
import { Chart } from '@/ui/Chart';
import { yuan } from '@/ui/money';
import { fontFamily, palette } from '@/ui/theme';
import { useSettlementTexts } from './texts';

const groups = { paid: ['paid'], under: ['planned', 'approved', 'sent'], failed: ['failed'] } as const;
type Group = keyof typeof groups;

/** What was paid out per business day, by what became of it. */
export function PayoutChart({ rows }: { rows: Payout[] }) {
  const t = useSettlementTexts();
  const { option, label } = useMemo(() => draw(rows, t), [rows, t]);
  return <Chart height={180} label={label} option={option} />;
}

const colours: Record<Group, string> = { paid: palette.till, under: '#d9962b', failed: palette.red };

function draw(rows: Payout[], t: ReturnType<typeof useSettlementTexts>) {
  const names = Object.keys(groups) as Group[];
  const days = [...new Set(rows.map((p) => p.business_date))].sort().slice(-14);
  const sum = (day: string, group: Group) =>
    rows
      .filter((p) => p.business_date === day && (groups[group] as readonly string[]).includes(p.status))
      .reduce((fen, p) => fen + p.amount_fen, 0);
  const label = days
    .map((d) => `${d}: ${names.map((g) => `${t(g)} ${yuan(sum(d, g))}`).join(', ')}`)
    .join('; ');
  const option = {
    textStyle: { fontFamily },
    grid: { left: 4, right: 4, top: 12, bottom: 4, containLabel: true },
    tooltip: { trigger: 'axis', valueFormatter: (fen: unknown) => yuan(Number(fen)) },
    xAxis: { type: 'category', data: days.map((d) => d.slice(5)) },
    yAxis: { type: 'value', axisLabel: { formatter: (fen: number) => yuan(fen).replace('.00', '') } },
    series: names.map((g) => ({
      name: t(g),
      type: 'bar',
      stack: 'all',
      barMaxWidth: 36,
      color: colours[g],
      data: days.map((d) => sum(d, g)),
    })),
  };
  return { option, label };
}
