import type { JourneyItem } from '@/api/types';

/** A step as it is told: the same step several times in a row is told once. */
export interface Told {
  item: JourneyItem;
  times: number;
}

export function byStage(items: JourneyItem[]): [no: number, told: Told[]][] {
  const stages = new Map<number, Told[]>();
  for (const item of items) {
    const told = stages.get(item.no) ?? [];
    stages.set(item.no, told);
    const last = told.at(-1);
    if (last && last.item.title_en === item.title_en && !item.note_en && last.item.link === item.link) {
      last.item = item;
      last.times++;
    } else {
      told.push({ item, times: 1 });
    }
  }
  return [...stages].sort(([a], [b]) => a - b);
}
