import type { Application, ApplicationPatch } from '@/api/types';
import { parseYuan } from '@/ui/money';

const amounts = ['est_month_turnover_fen', 'est_avg_ticket_fen', 'est_max_ticket_fen'] as const;
const numbers = ['staff_count', 'area_m2'] as const;

/** The form holds what people type: yuan and text. */
export interface Typed {
  base: Record<string, string | undefined>;
  address: Application['address'];
  license: Application['license'];
  legal: Application['legal'];
  contact: Application['contact'];
  settle: Application['settle'];
  products: string[];
}

export function typed(a: Application): Typed {
  const base: Record<string, string | undefined> = {};
  for (const [key, value] of Object.entries(a.base ?? {})) {
    if (value === undefined || value === null || value === '' || value === 0) continue;
    base[key] = (amounts as readonly string[]).includes(key) ? plainYuan(Number(value)) : String(value);
  }
  return {
    base,
    address: a.address ?? {},
    license: a.license ?? {},
    legal: a.legal ?? {},
    contact: a.contact ?? {},
    settle: { cycle: 'T1', ...a.settle },
    products: a.products?.length ? a.products : ['card', 'wechat', 'alipay'],
  };
}

/** What travels: fen and whole numbers; fields nobody filled are left out. */
export function body(values: Typed): ApplicationPatch {
  const base: Record<string, unknown> = { ...trimmed(values.base) };
  for (const key of amounts) if (values.base[key]) base[key] = parseYuan(values.base[key]);
  for (const key of numbers) if (values.base[key]) base[key] = Number(values.base[key]);
  return {
    base,
    address: trimmed(values.address),
    license: trimmed(values.license),
    legal: trimmed(values.legal),
    contact: trimmed(values.contact),
    settle: trimmed(values.settle),
    products: values.products,
  };
}

function trimmed<T extends object>(values: T): T {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([key, value]) => [key, typeof value === 'string' ? value.trim() : value]),
  ) as T;
}

function plainYuan(fen: number): string {
  const digits = String(fen).padStart(3, '0');
  return digits.endsWith('00') ? digits.slice(0, -2) : `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
