// The day is cut off, held against the channels' files, cleared and paid: by two people.
import { describe, expect, inject, test } from 'vitest';
import type { Seat } from '../support/browser';
import { said } from '../support/form';
import { useRoad } from '../support/road';
import { owner } from './guesthouse';

describe('the end of the day', () => {
  const as = useRoad();
  let date = '';

  test('the sandbox’s clock goes past the cut-off, and to the next morning', async () => {
    const { page } = await as({ login: 'admin' });
    await page.getByRole('button', { name: '沙箱' }).click();
    await page.getByRole('menuitem', { name: '业务时钟' }).click();
    date = /\d{4}-\d\d-\d\d/.exec((await page.getByRole('banner').first().textContent()) ?? '')?.[0] ?? '';
    await page.getByRole('button', { name: '到今天 23:05（切日之后）' }).click();
    await page
      .locator('main')
      .getByText(/^23:0[5-9]:/)
      .waitFor();
    const maker = await as({ login: 'maker' });
    await maker.page.goto('/settlement');
    await maker.page.getByRole('row', { name: date }).getByText('已切日').waitFor();
    await page.getByRole('button', { name: '到明天 09:00' }).click();
    await page.locator('main').getByText(/^09:0/).waitFor();
  });

  test('S012 S144 the maker takes the files, which agree line by line, clears by the signed fees and plans the payouts', async () => {
    const { page } = await as({ login: 'maker' });
    await page.goto(`/settlement/${date}`);
    await step(page, '导入渠道文件');
    await page.getByText('没有差异，渠道与我方逐笔一致').waitFor();
    await step(page, '清分');
    await step(page, '生成付款批次');
    await page.getByText('待复核').first().waitFor();
    expect(await page.getByRole('button', { name: '复核通过' }).count()).toBe(0);
  });

  test('S144 the checker approves once the channels’ money is there; the bank pays', async () => {
    const maker = await as({ login: 'maker' });
    const checker = await as({ login: 'checker' });
    await checker.page.goto(`/settlement/${date}`);
    checker.ear.expect(409); // until the channels have paid
    await until(async () => {
      await maker.page.goto('/receipts');
      await maker.page.getByRole('button', { name: '读取银行流水' }).click();
      await maker.ear.quiet();
      const answer = checker.page.waitForResponse((r) => r.url().endsWith('/approve'));
      await checker.page.getByRole('button', { name: '复核通过' }).click();
      return (await answer).ok();
    });
    await step(checker.page, '发送给银行');
    await until(async () => {
      if ((await checker.page.getByText('8 / 8 步').count()) > 0) return true;
      await checker.page.getByRole('button', { name: '读取银行回单' }).click();
      await checker.ear.quiet();
      return false;
    });
  });

  test.each([inject('owner'), owner.login])(
    'S020 S144 the money is with %s, who is told and has a statement',
    async (login) => {
      const { page, context } = await as({ login });
      await page.goto('/payouts');
      const line = page.getByRole('row', { name: date }).first();
      await line.getByText('已到账').waitFor();
      const slip = await line.getByRole('link', { name: /PDF/ }).getAttribute('href');
      const paper = await context.request.get(slip ?? '');
      expect(paper.headers()['content-type']).toContain('application/pdf');
      await page.goto('/sms');
      const day = `${date.slice(5, 7)}月${date.slice(8)}日交易`;
      await page.getByText(new RegExp(`到账结算款.*${day}`)).waitFor();
    },
  );

  test('the trial balance is nought, and every account of it opens', async () => {
    const { page } = await as({ login: 'maker' });
    await page.goto('/ledger');
    await page.getByText('借贷平衡，差额 ¥0.00').waitFor();
    await page.getByRole('row', { name: /2203/ }).getByRole('link').click();
    await page.getByRole('table').first().waitFor();
  });
});

/** Does one step of the day and waits until it is done. */
async function step(page: Seat['page'], name: string) {
  await page.getByRole('button', { name, exact: true }).click();
  await said(page, '这一步已完成');
  await page.getByRole('button', { name, exact: true }).waitFor({ state: 'detached' });
}

/** Tries again each second: the bank and the channels take their time. */
async function until(done: () => Promise<boolean>) {
  await expect.poll(done, { timeout: 60_000, interval: 1_000 }).toBe(true);
}
