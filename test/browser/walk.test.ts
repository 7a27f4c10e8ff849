// Every page, for the roles that see it, in both languages, on a desk and on a
// phone: no error behind the page, nothing wider than the window, no serious
// finding of axe, no word of the other language.
import { describe, expect, inject, test } from 'vitest';
import { menuOf } from '@/shell/menu';
import { languages, narrow, picture, type Seat, sit, useBrowser, wide } from './support/browser';
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

const patience = 600_000; // a machine under load is slow, not wrong

describe.concurrent('every page of the menu', () => {
  test.each(Object.entries(people))('as %s', { timeout: patience }, async (login, role) => {
    const seat = await sit({ login });
    expect(
      await walk(
        seat,
        role,
        menuOf([role]).map((item) => item.to),
      ),
    ).toBe('');
    await seat.close();
  });
});

describe.concurrent('every page behind a list', () => {
  const owner = inject('owner');
  test.each([
    [owner, ['/applications', '/contracts', '/deposits', '/terminals', '/training']],
    [owner, ['/payments?status=approved', '/payments?status=declined', '/payments?status=reversed']],
    ['ops', ['/work-orders', '/merchants']],
    ['maker', ['/settlement', '/deposits']],
  ])('as %s: %s', { timeout: patience }, async (login, lists) => {
    const seat = await sit({ login });
    const pages: string[] = [];
    for (const list of lists) {
      await seat.page.goto(list);
      await seat.page.locator('main table a, main ol a').first().click();
      await seat.page.waitForURL((url) => !list.startsWith(url.pathname));
      pages.push(new URL(seat.page.url()).pathname);
    }
    expect(await walk(seat, login, pages)).toBe('');
    await seat.close();
  });
});

describe.concurrent('pages beside the menu', () => {
  test.each([
    [undefined, ['/signin', '/apply', '/apply/999', '/register/999', '/nowhere']],
    [inject('owner'), ['/settings', '/guide', '/training/exam', '/sms', '/sandbox/table']],
    ['admin', ['/settings', '/sandbox/clock', '/sandbox/table', '/guide', '/sms']],
  ])('as %s: %s', { timeout: patience }, async (login, pages) => {
    const seat = await sit({ login });
    expect(await walk(seat, login ?? 'nobody', pages)).toBe('');
    await seat.close();
  });
});

/** Looks at each page in both languages and sizes; returns every fault with its place. */
async function walk(seat: Seat, who: string, pages: string[]): Promise<string> {
  const faults: string[] = [];
  for (const language of languages) {
    await seat.page.evaluate((l) => localStorage.setItem('tillway.language', l), language);
    for (const size of [wide, narrow]) {
      await seat.page.setViewportSize(size);
      for (const path of pages) {
        await seat.page.goto(path);
        const found = await look(seat, language).catch((e: Error) => [e.message]);
        const where = `${who} ${language} ${size.width} ${path}`;
        if (found.length > 0)
          faults.push(`${where} (${await picture(seat.page, where)})`, ...found.map((f) => `    ${f}`));
      }
    }
  }
  return faults.join('\n');
}
