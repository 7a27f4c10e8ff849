// Every page of the menu, for every role that sees it, in both languages, on a
// desk and on a phone.
import { describe, expect, inject, test } from 'vitest';
import { menuOf } from '@/shell/menu';
import { languages, narrow, picture, sit, useBrowser, wide } from './support/browser';
import { look } from './support/look';

const people: Record<string, string> = {
  admin: 'admin',
  sales: 'rm',
  entry: 'entry',
  reviewer1: 'reviewer1',
  reviewer2: 'reviewer2',
  risk: 'risk',
  compliance: 'compliance',
  ops: 'ops',
  engineer: 'engineer',
  maker: 'settle_maker',
  checker: 'settle_checker',
  support: 'cs',
  trainer: 'trainer',
  auditor: 'auditor',
  key1: 'keyholder1',
  key2: 'keyholder2',
  [inject('owner')]: 'owner',
  [inject('cashier')]: 'cashier',
};

useBrowser();

describe.concurrent('every page of the menu', () => {
  test.each(Object.entries(people))('as %s', async (login, role) => {
    const seat = await sit({ login });
    const faults: string[] = [];
    for (const language of languages) {
      await seat.page.evaluate((l) => localStorage.setItem('tillway.language', l), language);
      for (const size of [wide, narrow]) {
        await seat.page.setViewportSize(size);
        for (const { to } of menuOf([role])) {
          const where = `${role} ${language} ${size.width} ${to}`;
          const began = Date.now();
          await seat.page.goto(to);
          const found = await look(seat, language).catch((e: Error) => [e.message]);
          if (process.env.TIMES) console.log(where, Date.now() - began);
          if (found.length > 0)
            faults.push(`${where} (${await picture(seat.page, where)})`, ...found.map((f) => `    ${f}`));
        }
      }
    }
    await seat.close();
    expect(faults.join('\n')).toBe('');
  });
});
