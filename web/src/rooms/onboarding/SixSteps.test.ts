import { expect, it } from 'vitest';
import type { MerchantView } from '@/api/types';
import { stepOf } from './SixSteps';

const merchant = (status: string, ...met: string[]) =>
  ({
    status,
    conditions: met.map((name) => ({ name, met: true, at: null, ref: '' })),
  }) as unknown as MerchantView;

it('S090 walks the six steps as the shop comes nearer to its first payment', () => {
  expect(stepOf('draft', undefined)).toBe(2);
  expect(stepOf('r1_pending', undefined)).toBe(3);
  expect(stepOf('returned', undefined)).toBe(2);
  expect(stepOf('approved', merchant('pending', 'contract'))).toBe(4);
  expect(stepOf('approved', merchant('pending', 'contract', 'deposit'))).toBe(5);
  expect(stepOf('approved', merchant('active', 'contract', 'deposit'))).toBe(6);
});
