// Two reviews by two people, one of whom an administrator has just added.
import { describe, expect, test } from 'vitest';
import type { Seat } from '../support/browser';
import { choose, fill, messageAt, said } from '../support/form';
import { idOf, mistyped } from '../support/nobody';
import { useRoad } from '../support/road';
import { shop } from './guesthouse';

describe('two people review', () => {
  const as = useRoad();
  const twice = { name: '韩一人', id: idOf('19790802'), mobile: '13700005002', login: 'bothlevels' };

  test('S015 S117 an administrator adds a reviewer, whose first password is good for nothing but its change', async () => {
    const { page } = await as({ login: 'admin' });
    await page.goto('/users');
    await page.getByRole('button', { name: '添加用户' }).click();
    const dialog = page.getByRole('dialog');
    await fill(dialog, {
      姓名: twice.name,
      身份证号码: mistyped(twice.id),
      手机号: twice.mobile,
      登录名: twice.login,
    });
    await choose(page, dialog, '岗位', '初审员');
    await choose(page, dialog, '岗位', '复审员');
    await fill(dialog, { 初始密码: 'First-Lantern-58' });
    (await as({ login: 'admin' })).ear.expect(422);
    await dialog.getByRole('button', { name: '确定' }).click();
    await messageAt(page, dialog, '身份证号码').first().waitFor();
    await fill(dialog, { 身份证号码: twice.id });
    await dialog.getByRole('button', { name: '确定' }).click();
    await said(page, '已添加');
    await page.getByRole('row', { name: twice.login }).waitFor();

    const reviewer = await as({ login: twice.login, secret: 'First-Lantern-58' });
    await reviewer.page.getByText('请先修改初始密码').waitFor();
    expect(await reviewer.page.getByRole('link', { name: '进件审核' }).count()).toBe(0);
    await reviewer.page.getByRole('link', { name: '设置' }).click();
    await fill(reviewer.page, { 现在的密码: 'First-Lantern-58', 新密码: 'short', 再输入一次: 'short' });
    reviewer.ear.expect(422);
    await reviewer.page.getByRole('button', { name: '修改', exact: true }).click();
    await messageAt(reviewer.page, reviewer.page, '新密码').first().waitFor();
    await fill(reviewer.page, { 新密码: 'Second-Lantern-58', 再输入一次: 'Second-Lantern-58' });
    await reviewer.page.getByRole('button', { name: '修改', exact: true }).click();
    await said(reviewer.page, '密码已修改');
    await reviewer.page.getByRole('link', { name: '进件审核' }).waitFor();
  });

  test('S030 S037 the first reviewer reads the papers, ticks each point and passes', async () => {
    const one = await as({ login: twice.login });
    await reviewOf(one);
    await one.page.getByRole('button', { name: '身份证（人像面）' }).click();
    await one.page.getByRole('img', { name: '身份证（人像面）' }).waitFor();
    await one.page.getByRole('button', { name: '领取' }).click();
    await one.page.getByText('由您审核').waitFor();
    await decide(one.page);
    await said(one.page, '结论已记录');
  });

  test('S030 the second review is refused to the same person, and passed by another', async () => {
    const one = await as({ login: twice.login });
    await reviewOf(one);
    one.ear.expect(409);
    await one.page.getByRole('button', { name: '领取' }).click();
    await one.page.getByRole('alert').filter({ hasText: 'onboarding.same_person' }).waitFor();
    const two = await as({ login: 'reviewer2' });
    await reviewOf(two);
    await two.page.getByText('初审：通过').waitFor();
    await two.page.getByRole('button', { name: '领取' }).click();
    await two.page.getByText('由您审核').waitFor();
    await decide(two.page);
    await said(two.page, '结论已记录');
  });

  async function reviewOf({ page }: Seat) {
    await page.goto('/reviews');
    await page.getByRole('row', { name: shop.short }).getByRole('link').click();
    await page.getByRole('heading', { name: shop.short }).waitFor();
  }

  async function decide(page: Seat['page']) {
    const send = page.getByRole('button', { name: '提交结论' });
    expect(await send.isDisabled()).toBe(true);
    for (const box of await page
      .getByRole('group', { name: '核对清单' })
      .or(page.locator('#points'))
      .getByRole('checkbox')
      .all())
      await box.check();
    await page.getByLabel('我已核对原件（或实时视频）').check();
    await send.click();
  }
});
