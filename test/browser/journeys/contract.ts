// The contract: read, asked about, signed, countersigned, verified.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Seat } from '../support/browser';
import { fill, said } from '../support/form';
import { useRoad } from '../support/road';
import { owner } from './guesthouse';

describe('the contract', () => {
  const as = useRoad();
  let applicant: Seat;

  beforeAll(async () => {
    applicant = await as({ login: owner.login });
  });

  test('S038 S042 S044 the contract is read clause by clause; an open question holds the signature up', async () => {
    const { page } = applicant;
    await page.goto('/applications');
    await page.getByRole('row', { name: /AP\d+/ }).getByRole('link').click();
    await page.getByRole('link', { name: '去签合同' }).click();
    await page.getByRole('row', { name: /CT\d+/ }).getByRole('link').click();
    await page.getByText(/已读 0 \/ \d+ 条/).waitFor();
    const unread = page.getByRole('button', { name: /^我已阅读本条/ });
    const sign = page.getByRole('button', { name: '我同意全部条款，签署合同' });
    const all = await unread.count();
    expect(all).toBeGreaterThan(8);
    for (let read = 1; read <= all; read++) {
      expect(await sign.isDisabled()).toBe(true);
      await unread.first().click();
      await page.getByText(`已读 ${read} / ${all} 条`).waitFor();
    }
    const clause = page.getByRole('listitem').filter({ hasText: '押金' }).first();
    await clause.getByRole('button', { name: '对这一条提问' }).click();
    await clause.getByRole('textbox').fill('不用了，押金多久能退？');
    await clause.getByRole('button', { name: '对这一条提问' }).click();
    await page.getByText('等待答复，答复满意后才能签署').first().waitFor();
    expect(await sign.isDisabled()).toBe(true);

    const sales = await as({ login: 'sales' });
    await sales.page.goto(new URL(page.url()).pathname);
    await sales.page.getByRole('textbox', { name: '回复' }).fill('交回终端后五个工作日内原路退回。');
    await sales.page.getByRole('button', { name: '回复' }).click();
    await sales.page.getByText('交回终端后五个工作日内原路退回。').waitFor();
    await page.reload();
    await page.getByRole('button', { name: '答复满意' }).click();
    await page.getByText('已确认满意').waitFor();
  });

  test('S048 the owner signs with a code by SMS, the institution countersigns, and one changed byte is found', async () => {
    const { page } = applicant;
    await page.getByRole('button', { name: '获取短信验证码' }).click();
    await said(page, '验证码已发到您的手机');
    await fill(page, { 短信验证码: '000000' });
    await page.getByRole('button', { name: '我同意全部条款，签署合同' }).click();
    await said(page, '签署完成');

    const path = new URL(page.url()).pathname;
    const ops = await as({ login: 'ops' });
    await ops.page.goto(path);
    await ops.page.getByRole('button', { name: '会签' }).click();
    await said(ops.page, '会签完成，合同已生效');
    await page.reload();
    await page.getByText('生效', { exact: true }).first().waitFor();

    const file = async (name: string) => (await applicant.context.request.get(`/v1${path}/${name}`)).body();
    const pdf = await file('pdf');
    const signature = await file('signature');
    await page.goto('/contracts');
    expect(await verified(pdf, signature)).toContain('签名有效');
    const flipped = Buffer.from(pdf);
    flipped.writeUInt8(flipped.readUInt8(flipped.length >> 1) ^ 1, flipped.length >> 1);
    expect(await verified(flipped, signature)).toContain('签名无效');
  });

  /** Has a contract checked at the page, as anybody may who holds both files. */
  async function verified(pdf: Buffer, signature: Buffer): Promise<string> {
    const { page } = applicant;
    const pickers = page.locator('input[type=file]');
    await pickers.nth(0).setInputFiles({ name: 'contract.pdf', mimeType: 'application/pdf', buffer: pdf });
    await pickers
      .nth(1)
      .setInputFiles({ name: 'contract.p7s', mimeType: 'application/pkcs7-signature', buffer: signature });
    const answer = page.waitForResponse((r) => r.url().endsWith('/verify'));
    await page.getByRole('button', { name: '验证签名' }).click();
    await answer;
    return (await page.getByRole('alert').last().textContent()) ?? '';
  }
});
