// A shop's people: a new cashier, four courses and the exam; the owner's
// settings, language and messages.
import { describe, expect, inject, test } from 'vitest';
import { password, type Seat } from '../support/browser';
import { answer } from '../support/exam';
import { fill, messageAt, said } from '../support/form';
import { idOf, mistyped } from '../support/nobody';
import { useRoad } from '../support/road';

const cashier = { name: '许小满', id: idOf('19950321'), mobile: '13700006001', login: 'xiaoman' };
const first = 'First-Till-Word-9';

describe('a shop’s people', () => {
  const as = useRoad();
  let seat: Seat;

  test('S117 S122 the owner adds a cashier, told what is wrong at the field', async () => {
    const { page, ear } = await as({ login: inject('owner') });
    await page.goto('/training');
    await page.getByRole('button', { name: '添加员工' }).click();
    const dialog = page.getByRole('dialog');
    await fill(dialog, {
      姓名: cashier.name,
      身份证号码: mistyped(cashier.id),
      手机号: '12345678901',
      登录名: cashier.login,
      初始密码: 'xiaoman',
    });
    ear.expect(422);
    await dialog.getByRole('button', { name: '确定' }).click();
    for (const field of ['身份证号码', '手机号']) await messageAt(page, dialog, field).first().waitFor();
    await fill(dialog, { 身份证号码: cashier.id, 手机号: cashier.mobile });
    await dialog.getByRole('button', { name: '确定' }).click();
    await messageAt(page, dialog, '初始密码').first().waitFor();
    await fill(dialog, { 初始密码: first });
    await dialog.getByRole('button', { name: '确定' }).click();
    await said(page, '已添加');
    await page.getByRole('row', { name: cashier.login }).getByText('0 / 4').waitFor();
  });

  test('S015 S017 the first password is changed for one without the own name in it', async () => {
    seat = await as({ login: cashier.login, secret: first });
    const { page, ear } = seat;
    await page.getByRole('link', { name: '设置' }).click();
    await fill(page, { 现在的密码: first, 新密码: 'Xiaoman-Till-88', 再输入一次: 'Xiaoman-Till-88' });
    ear.expect(422);
    await page.getByRole('button', { name: '修改', exact: true }).click();
    await messageAt(page, page, '新密码').first().waitFor();
    await fill(page, { 新密码: password, 再输入一次: `${password}x` });
    await page.getByRole('button', { name: '修改', exact: true }).click();
    await messageAt(page, page, '再输入一次').getByText('两次输入不一致').waitFor();
    await fill(page, { 再输入一次: password });
    await page.getByRole('button', { name: '修改', exact: true }).click();
    await said(page, '密码已修改');
  });

  test('S083 S123 four courses are read', async () => {
    const { page } = seat;
    await page.getByRole('link', { name: '培训' }).click();
    await page.getByRole('link', { name: '开始学习' }).first().waitFor();
    for (let left = 4; left > 0; left--) {
      expect(await page.getByRole('link', { name: '开始学习' }).count()).toBe(left);
      await page.getByRole('link', { name: '开始学习' }).first().click();
      await page.getByRole('button', { name: '我已学完本课' }).click();
      await page
        .getByText('已完成')
        .nth(4 - left)
        .waitFor();
    }
  });

  test('S125 the exam is failed, taken again with another paper and passed', async () => {
    const { page } = seat;
    await page.getByRole('link', { name: '开始考核' }).click();
    await page.getByRole('button', { name: '开始考核' }).click();
    await answer(page, false);
    await page.getByText('没有通过').waitFor();
    await page.getByRole('button', { name: '换一份卷子再考' }).click();
    await answer(page, true);
    await page.getByText('通过考核 · 100 分').waitFor();
    await page.getByText(/TC-\d{8}-\d{4}/).waitFor();
    const owner = await as({ login: inject('owner') });
    await owner.page.reload();
    await owner.page.getByRole('row', { name: cashier.login }).getByText(/^TC-/).waitFor();
  });

  test('S004 the language is switched in the settings, and stays', async () => {
    const { page } = await as({ login: inject('owner') });
    await page.goto('/settings');
    const panel = page.locator('section', { has: page.getByRole('heading', { name: '界面语言' }) });
    await panel.getByText('English').click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.locator('main').getByText('中文').first().click();
    await page.getByRole('heading', { name: '设置' }).waitFor();
  });

  test('S019 S020 alerts are switched off and on, each by a message; money that moved was told', async () => {
    const { page } = await as({ login: inject('owner') });
    await page.getByRole('switch', { name: /^资金提醒/ }).click();
    await said(page, '已保存');
    expect(await page.getByRole('switch', { name: /^安全提醒/ }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: '沙箱' }).click();
    await page.getByRole('menuitem', { name: /短信/ }).click();
    await page.getByRole('heading', { name: '短信收件箱' }).waitFor();
    await page
      .getByText(/到账结算款/)
      .first()
      .waitFor();
    await page.getByText('您关闭了短信提醒：资金提醒').first().waitFor();
    await page.goto('/settings');
    await page.getByRole('switch', { name: /^资金提醒/ }).click();
    await said(page, '已保存');
  });
});
