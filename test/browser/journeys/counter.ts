// A day at the counter of the shop that has walked the road.
import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { Seat } from '../support/browser';
import { useRoad } from '../support/road';
import { Till } from '../support/till';

const chip = '借记芯片卡';
const credit = '信用卡，批准';

describe('a day at the counter', () => {
  const as = useRoad();
  let seat: Seat;
  let till: Till;

  beforeAll(async () => {
    seat = await as({ login: inject('cashier') });
    till = new Till(seat.page);
    await till.open();
  });

  test('S106 the terminal signs in, and settles what is left of the day before', async () => {
    await till.menu('签到');
    till.expectApproved(await till.result());
    await till.done();
    await till.menu('结算');
    await till.ok();
    till.expectApproved(await till.result());
    await till.done();
    await seat.page.getByText('已签到').waitFor();
  });

  test('S002 S107 a sale by chip with PIN prints its slip and is booked', async () => {
    const { said, slip } = await till.sale('20000', chip, '插卡', '111111');
    till.expectApproved(said);
    expect(slip).toMatchObject({ TYPE: '消费 SALE', AMOUNT: 'RMB 200.00', CARD: '622200******0009/I CUP' });
    const books = seat.page.locator('section', { has: seat.page.getByRole('heading', { name: '分录' }) });
    await books.getByText('借贷相等').first().waitFor();
    await books.getByRole('cell', { name: '¥200.00' }).first().waitFor();
    await openPayment();
    await seat.page.getByText('622200******0009').waitFor();
    for (const step of ['收到请求', '批准'])
      await seat.page.locator('aside').getByText(step, { exact: true }).waitFor();
    await till.open();
  });

  test('S084 a sale by tap asks for no PIN, and is voided by its trace number', async () => {
    const { said, slip } = await till.sale('8800', chip, '挥卡');
    till.expectApproved(said);
    await till.done();
    await till.menu('消费撤销');
    await till.digits(slip.TRACE ?? '');
    await till.ok();
    till.expectApproved(await till.result());
    expect(await till.slip()).toMatchObject({
      TYPE: '消费撤销 VOID',
      AMOUNT: 'RMB -88.00',
      'ORIGINAL TRACE': slip.TRACE,
    });
    await till.done();
  });

  test('S103 a part of a sale is refunded by its reference and date', async () => {
    const { slip } = await till.sale('30000', chip, '插卡', '111111');
    await till.done();
    await till.menu('退货');
    await till.digits(slip.RRN ?? '');
    await till.ok();
    await till.digits((slip.TIME ?? '').slice(5, 10).replace('-', ''));
    await till.ok();
    await till.digits('10000');
    await till.ok();
    await till.card(chip, '插卡');
    till.expectApproved(await till.result());
    expect(await till.slip()).toMatchObject({
      TYPE: '退货 REFUND',
      AMOUNT: 'RMB -100.00',
      'ORIGINAL RRN': slip.RRN,
    });
    await till.done();
  });

  test('S103 a pre-authorisation is completed from the terminal’s journal', async () => {
    await till.menu('预授权');
    await till.digits('50000');
    await till.ok();
    await till.card(credit, '插卡');
    await till.digits('123456');
    await till.ok();
    till.expectApproved(await till.result());
    const slip = await till.slip();
    await till.done();
    await seat.page.getByRole('tab', { name: '终端日志' }).click();
    await seat.page.getByRole('button', { name: '完成', exact: true }).first().click();
    await till.ok(); // the authorisation code is there already
    await till.ok(); // so is the date
    await till.digits('42000');
    await till.ok();
    await till.card(credit, '插卡');
    till.expectApproved(await till.result());
    expect(await till.slip()).toMatchObject({ AMOUNT: 'RMB 420.00', 'ORIGINAL AUTH': slip.AUTH });
    await till.done();
  });

  test.each([
    ['微信 · 成功', 'WeChat'],
    ['支付宝 · 成功', 'Alipay'],
  ])('S003 S086 a customer pays with a code: %s', async (code) => {
    await till.key('扫码');
    await till.digits('1990');
    await till.ok();
    await seat.page.getByRole('button', { name: code }).click();
    till.expectApproved(await till.result());
    expect(await till.slip()).toMatchObject({ AMOUNT: 'RMB 19.90' });
    await till.done();
  });

  test('S131 S139 decline 51 is explained to the cashier, and on the payment’s page', async () => {
    const { said } = await till.sale('12000', '资金不足', '插卡', '123456');
    expect(said).toContain('交易未成功 ¥120.00 51 资金不足 银行未通过，请换一种方式支付');
    await till.done();
    await openPayment();
    await seat.page.getByText('为什么没成功：51 资金不足').waitFor();
    await seat.page.getByText('这笔交易没有动账').waitFor();
    await till.open();
  });

  test('S138 a lost answer ends in a reversal, and nobody is charged', async () => {
    await seat.page.getByText('丢失应答').click();
    const { said } = await till.sale('6600', chip, '挥卡');
    expect(said).toContain('已冲正，顾客未被扣款');
    await till.done();
    await openPayment();
    await seat.page.getByText('已冲正，持卡人没有被扣款').waitFor();
    const timeline = seat.page.locator('aside');
    for (const step of ['收到请求', '批准', '冲正完成'])
      await timeline.getByText(step, { exact: true }).waitFor();
    await till.open();
  });

  test('S120 the wire shows what crossed the line, without card data', async () => {
    const panel = seat.page.getByRole('tabpanel');
    await panel.getByText('0400').first().waitFor(); // the reversal just made
    await panel.getByText('MAC 正确').first().waitFor();
    await panel.getByText('622200******0009').first().waitFor();
    expect(await panel.textContent()).not.toContain('6222000000000009');
  });

  test('S109 the batch is settled and balances with the host', async () => {
    await till.menu('结算');
    await till.ok();
    till.expectApproved(await till.result());
    expect(await till.slip()).toMatchObject({ DEBIT: '6 / 1047.80', CREDIT: '2 / 188.00' });
    await till.done();
    await seat.page.getByRole('tab', { name: '终端日志' }).click();
    await seat.page.getByText('账平').first().waitFor();
  });

  test('a refused key press changes nothing: a void of a trace that is not there', async () => {
    await till.menu('消费撤销');
    await till.digits('999999');
    await till.ok();
    expect(await till.result()).toContain('交易未成功');
    await till.done();
  });

  /** From the counter to the page of the payment just made. */
  async function openPayment() {
    await seat.page.getByRole('link', { name: '打开这笔交易' }).click();
    await seat.page.getByRole('heading', { name: '经过' }).waitFor();
  }
});
