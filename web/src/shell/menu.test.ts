import { expect, it } from 'vitest';
import { menuOf } from './menu';

const roles =
  'owner manager cashier rm entry reviewer1 reviewer2 risk compliance ops engineer settle_maker settle_checker cs trainer auditor admin keyholder1 keyholder2 integrator'.split(
    ' ',
  );

it('shows each role at most seven items, home first', () => {
  for (const role of roles) {
    const items = menuOf([role]);
    expect(items.length, role).toBeLessThanOrEqual(7);
    expect(items[0]?.to, role).toBe('/');
    expect(items.length, role).toBeGreaterThan(1);
  }
});

it('joins the menus of several roles without repeating a place', () => {
  const places = menuOf(['engineer', 'ops']).map((item) => item.to);
  expect(new Set(places).size).toBe(places.length);
  expect(places.length).toBe(7);
});
