// From the signed contract to the first sale: deposit, device, keys, visit, training.
import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { Seat } from '../support/browser';
import { bank, code, device, type Outcome, press } from '../support/device';
import { answer } from '../support/exam';
import { choose, fill, messageAt, said } from '../support/form';
import { useRoad } from '../support/road';
import { owner, shop } from './guesthouse';

const debit = { card: 'debit', entry: 'insert', pin: '111111' };

describe('the terminal comes to the counter', () => {
  const as = useRoad();
  let tusn = '';
  let kcv = '';

  beforeAll(async () => {
    tusn = (await device<{ tusn: string }>('/state')).tusn;
  });

  test('S075 S077 the deposit is paid by a bank transfer with the order’s number, and is on record', async () => {
    const { page } = await as({ login: owner.login });
    await page.goto('/deposits');
    await page
      .getByRole('row', { name: /DEP\d+/ })
      .getByRole('link')
      .click();
    const number =
      (await page
        .getByText(/^DEP\d+$/)
        .first()
        .textContent()) ?? '';
    const account = page.locator('dl').filter({ hasText: '账号' }).locator('.mono').first();
    await bank('/transfer', {
      account: await account.textContent(),
      reference: number,
      amount_fen: 29900,
      payer: owner.name,
    });
    const maker = await as({ login: 'maker' });
    await maker.page.goto('/receipts');
    await maker.page.getByRole('button', { name: '读取银行流水' }).click();
    await page.getByText('已到账').first().waitFor({ timeout: 30_000 });
  });

  test('S036 a device from stock is allocated and bound with its five elements', async () => {
    const { page } = await as({ login: 'ops' });
    await page.goto('/terminals');
    await page.getByRole('button', { name: '入库' }).click();
    const dialog = page.getByRole('dialog');
    await fill(dialog, { 机身号: tusn });
    await choose(page, dialog, '型号', 'D80-LAN');
    await dialog.getByRole('button', { name: '确定' }).click();
    await said(page, '已入库');
    await page.getByRole('link', { name: tusn }).click();
    await choose(page, page, '商户', shop.short);
    await page.getByRole('button', { name: '分配给商户' }).click();
    await said(page, '已分配');
    await page.getByRole('button', { name: '绑定五要素' }).click();
    await fill(dialog, { 布放位置: '沙箱路 77 号前台', 经度: '北纬三十', 纬度: '30.250000' });
    await dialog.getByRole('button', { name: '确定' }).click();
    await messageAt(page, dialog, '经度').getByText('请填写如 121.473701 的度数').waitFor();
    await fill(dialog, { 经度: '120.130000' });
    await dialog.getByRole('button', { name: '确定' }).click();
    await said(page, '已绑定');
    await page.getByRole('heading', { name: /^终端号 \d{8}$/ }).waitFor();
    await page.getByText('第 1 版').waitFor();
  });

  test('S061 the master key is made by one key holder and approved by another, who types the check value', async () => {
    const one = await as({ login: 'key1' });
    await one.page.goto('/keys');
    const made = one.page.waitForResponse((r) => r.url().endsWith('/key'));
    await one.page.getByRole('row', { name: tusn }).getByRole('button', { name: '生成' }).click();
    kcv = (await (await made).json()).kcv;
    await said(one.page, `已生成，校验值 ${kcv}`);
    expect(await one.page.getByRole('button', { name: '批准' }).count()).toBe(0);

    const two = await as({ login: 'key2' });
    await two.page.goto('/keys');
    await two.page.getByRole('row', { name: tusn }).getByRole('button', { name: '批准' }).click();
    const dialog = two.page.getByRole('dialog');
    await fill(dialog, { 输入核对后的校验值: '000000' });
    await dialog.getByRole('button', { name: '批准' }).click();
    await dialog.getByText('与待批准的校验值不一致').waitFor();
    await fill(dialog, { 输入核对后的校验值: kcv });
    await dialog.getByRole('button', { name: '批准' }).click();
    await said(two.page, `已批准，校验值 ${kcv}`);
  });

  test('S061 the key leaves sealed to the device, which shows the same check value', async () => {
    const { page } = await as({ login: 'key2' });
    await page.getByRole('row', { name: tusn }).getByRole('button', { name: '灌装' }).click();
    const pair = await device<{ public_key_pem: string }>('/keypair', {});
    await fill(page.getByRole('dialog'), { '设备公钥（PEM）': pair.public_key_pem });
    const answer = page.waitForResponse((r) => r.url().endsWith('/key/export'));
    await page.getByRole('dialog').getByRole('button', { name: '灌装' }).click();
    const sealed = await (await answer).json();
    const cryptogram = page.getByRole('dialog', { name: '密文（给灌装设备）' });
    await cryptogram.getByText(sealed.encrypted_tmk_b64).waitFor();
    const { encrypted_tmk_b64, tid, mid, merchant_name } = sealed;
    const place = { tid, mid, tusn, merchant_name, host: inject('host'), batch: '000001' };
    await device('/load-key', { encrypted_tmk_b64, kcv, ...place });
    await cryptogram.getByRole('button', { name: '确定' }).click();
    await page.getByRole('row', { name: tusn }).getByText('已灌装').waitFor();
  });

  test('S050 S052 S082 the engineer answers every step; one not in order says what will be done', async () => {
    const { page } = await as({ login: 'engineer' });
    await page.goto('/work-orders');
    await page.getByRole('row', { name: shop.short }).getByRole('link').click();
    expect(await page.getByRole('button', { name: '签收' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: '沙箱：用登记位置' }).click();
    await page
      .getByRole('button', { name: / 不合格$/ })
      .first()
      .click();
    await page
      .getByRole('button', { name: / 不合格$/ })
      .first()
      .click();
    await page.getByText('不合格的项目要写明如何处理').waitFor();
    await page.getByRole('textbox', { name: / 如何处理$/ }).fill('请店主移开金属隔板后复查');
    await page
      .getByRole('button', { name: / 不合格$/ })
      .first()
      .click();
    await page.getByText('处理建议：').waitFor();
    await answerSteps(page);
  });

  test('S060 S104 S105 S106 small payments prove the terminal, and a wrong reference is told', async () => {
    const { page } = await as({ login: 'engineer' });
    const cases = page.locator('section', { has: page.getByRole('heading', { name: '验机测试' }) });
    const proves = async (name: string, rrn?: string) => {
      const line = cases.getByRole('listitem').filter({ hasText: name });
      if (rrn) await line.getByRole('textbox').fill(rrn);
      await line.getByRole('button', { name: '核对' }).click();
      return line;
    };
    await good(press('/signin'));
    await (await proves('签到')).getByText('签到后还没有做过交易').waitFor();
    const sale = await good(press('/sale', { amount_fen: 1, ...debit }));
    await (await proves('插卡消费与撤销', sale.rrn)).getByText('还没有撤销').waitFor();
    await (await proves('签到')).getByText('通过', { exact: true }).waitFor();
    await good(press('/void', { trace: sale.trace }));
    await (await proves('插卡消费与撤销', sale.rrn)).getByText('通过', { exact: true }).waitFor();
    for (const [name, path, body] of [
      ['消费与退货', '/sale', { card: 'debit', entry: 'tap' }],
      ['微信收款与退款', '/qr', { code: code('13') }],
      ['支付宝收款与退款', '/qr', { code: code('28') }],
    ] as const) {
      const paid = await good(press(path, { amount_fen: 1, ...body }));
      const back = {
        rrn: paid.rrn,
        date: paid.date,
        amount_fen: 1,
        ...(path === '/sale' && { card: 'debit' }),
      };
      await good(press('/refund', back));
      await (await proves(name, paid.rrn)).getByText('通过', { exact: true }).waitFor();
    }
    await good(press('/settle'));
    await (await proves('批结算')).getByText('通过', { exact: true }).waitFor();
    await answerSteps(page);
  });

  test('S046 the merchant signs for it at the place, and the terminal is active', async () => {
    const { page } = await as({ login: 'engineer' });
    await fill(page, { 接收人签名: owner.name });
    await page.getByRole('button', { name: '签收' }).click();
    await said(page, '已签收');
  });

  test('S085 until somebody is certified the shop takes no money; then it does', async () => {
    expect((await press('/sale', { amount_fen: 5000, ...debit })).ok).toBe(false);
    const { page } = await as({ login: owner.login });
    await page.goto('/training');
    await page.getByRole('link', { name: '开始学习' }).first().waitFor();
    for (let left = 4; left > 0; left--) {
      await page.getByRole('link', { name: '开始学习' }).first().click();
      await page.getByRole('button', { name: '我已学完本课' }).click();
      await page
        .getByText('已完成')
        .nth(4 - left)
        .waitFor();
    }
    await page.getByRole('link', { name: '开始考核' }).click();
    await page.getByRole('button', { name: '开始考核' }).click();
    await answer(page, true);
    await page.getByText('通过考核 · 100 分').waitFor();
    await expect
      .poll(async () => (await press('/sale', { amount_fen: 128000, ...debit })).ok, {
        timeout: 30_000,
        interval: 1_000,
      })
      .toBe(true);
  });

  test('S090 S143 six steps are done, and the day’s takings are on the owner’s home', async () => {
    const { page } = await as({ login: owner.login });
    await page.goto('/');
    await page.getByText('¥1,280.00').first().waitFor();
    await page
      .getByRole('img', { name: /^今天每小时的收款：/ })
      .locator('svg')
      .waitFor();
    await page.goto('/applications');
    await page.getByRole('row', { name: /AP\d+/ }).getByRole('link').click();
    await page.locator('[aria-current=step]').getByText('开始使用').waitFor();
    await page.getByRole('link', { name: '全过程' }).click();
    await page.getByText('复审通过').waitFor();
  });
});

async function good(outcome: Promise<Outcome>): Promise<Outcome> {
  const done = await outcome;
  if (!done.ok) throw new Error(`the terminal says ${JSON.stringify(done)}`);
  return done;
}

// Readings by the form's numbers: loss, volts, ICCID, pairing code, seals, clock.
const readings: Record<string, string> = {
  2: '0',
  5: '221',
  10: '89860000000000000001',
  11: '4711',
  16: 'SEAL-0001',
  19: '2',
};

/** Answers each step that is open, stage after stage. */
async function answerSteps(page: Seat['page']) {
  const ok = page.getByRole('button', { name: / 合格$/ });
  await ok.first().waitFor();
  while ((await ok.count()) > 0) {
    const button = ok.first();
    const name = (await button.getAttribute('aria-label')) ?? '';
    const step = page.getByRole('listitem').filter({ has: page.getByRole('button', { name, exact: true }) });
    const number = /\d+/.exec((await step.first().textContent()) ?? '')?.[0] ?? '';
    const reading = step.getByRole('textbox', { name: /读数或编号$/ });
    if ((await reading.count()) > 0) {
      const tusn = (await device<{ tusn: string }>('/state')).tusn;
      await reading.fill(readings[number] ?? tusn);
    }
    const recorded = page.waitForResponse((r) => r.url().endsWith('/answers'));
    await button.click();
    expect((await recorded).status()).toBe(200);
    await page.getByRole('button', { name, exact: true }).waitFor({ state: 'detached' });
  }
}
