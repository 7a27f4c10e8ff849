// The counter's terminal gets a new master key from two people, and goes on.
import { describe, expect, inject, test } from 'vitest';
import { fill, said } from '../support/form';
import { useRoad } from '../support/road';
import { Till } from '../support/till';

describe('a new master key', () => {
  const as = useRoad();
  let tid = '';

  test('S061 is made, approved and loaded into the virtual terminal at the page', async () => {
    const cashier = await as({ login: inject('cashier') });
    const till = new Till(cashier.page);
    await till.open();
    tid =
      (await till.glass
        .locator('..')
        .getByText(/^\d{8}$/)
        .textContent()) ?? '';
    const one = await as({ login: 'key1' });
    await one.page.goto('/keys');
    await one.page.getByRole('row', { name: tid }).getByRole('button', { name: '重新生成' }).click();
    await said(one.page, /已生成，校验值/);
    const two = await as({ login: 'key2' });
    await two.page.goto('/keys');
    const line = two.page.getByRole('row', { name: tid });
    await line.getByRole('button', { name: '批准' }).click();
    const dialog = two.page.getByRole('dialog');
    const kcv = (await dialog.getByText(/^[0-9A-F]{6}$/).textContent()) ?? '';
    await fill(dialog, { 输入核对后的校验值: kcv });
    await dialog.getByRole('button', { name: '批准' }).click();
    await said(two.page, `已批准，校验值 ${kcv}`);
    await line.getByRole('button', { name: '灌装' }).click();
    await two.page.getByRole('button', { name: '灌装到这台机器上的虚拟终端' }).click();
    await said(two.page, `已灌装，设备显示的校验值一致：${kcv}`);
    await line.getByText('已灌装').waitFor();
  });

  test('S106 the terminal signs in under it and sells', async () => {
    const { page } = await as({ login: inject('cashier') });
    const till = new Till(page);
    await till.open();
    await till.shows('请先签到');
    await till.menu('签到');
    till.expectApproved(await till.result());
    await till.done();
    const { said: end } = await till.sale('3300', '借记芯片卡', '插卡', '111111');
    expect(end).toContain('交易成功');
    await till.done();
  });
});
