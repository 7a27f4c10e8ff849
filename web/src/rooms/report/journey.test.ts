import { expect, it } from 'vitest';
import type { JourneyItem } from '@/api/types';
import { byStage } from './journey';

const step = (no: number, title_en: string, at: string, link = '/a') =>
  ({ no, title_en, at, link }) as JourneyItem;

it('S001 tells the journey by stage, a repeated step once with its last time', () => {
  const told = byStage([
    step(1, 'Begun', '1'),
    step(1, 'Document uploaded', '2'),
    step(1, 'Document uploaded', '3'),
    step(2, 'Reviewed', '4'),
    step(1, 'Document uploaded', '5', '/b'),
  ]);
  expect(told.map(([no]) => no)).toEqual([1, 2]);
  expect(told[0]?.[1].map((x) => [x.item.title_en, x.times, x.item.at])).toEqual([
    ['Begun', 1, '1'],
    ['Document uploaded', 2, '3'],
    ['Document uploaded', 1, '5'],
  ]);
});
