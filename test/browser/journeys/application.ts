// A guest house applies: institutions compared, registration, form, papers, consents.
import { describe, expect, test } from 'vitest';
import { password, type Seat } from '../support/browser';
import { choose, fill, messageAt, said } from '../support/form';
import { mistyped } from '../support/nobody';
import { useRoad } from '../support/road';
import { owner, shop } from './guesthouse';

describe('a guest house applies', () => {
  const as = useRoad();
  let applicant: Seat;

  test('S062 S065 S067 institutions are compared and the papers listed before there is an account', async () => {
    applicant = await as({});
    const { page } = applicant;
    await page.goto('/signin');
    await page.getByRole('link', { name: '还没有账号？先看看各机构的条件' }).click();
    const card = page.getByRole('article').filter({ hasText: '沙箱银行' }).first();
    await card.getByText('0.38%').first().waitFor();
    await card.getByRole('link', { name: '查看材料并申请' }).click();
    await page.getByRole('heading', { name: '需要的材料' }).waitFor();
    await page.getByText('营业执照', { exact: false }).first().waitFor();
  });

  test('S071 registration: a wrong identity number gets its message at the field', async () => {
    const { page } = applicant;
    await page.getByRole('link', { name: '注册并开始申请' }).click();
    await fill(page, {
      姓名: owner.name,
      手机号: owner.mobile,
      短信验证码: '000000',
      登录名: owner.login,
      密码: password,
    });
    await fill(page, { 身份证号码: mistyped(owner.id) });
    await page.getByRole('button', { name: '注册并开始申请' }).click();
    await messageAt(page, page, '身份证号码').getByText('身份证号码不正确，请核对每一位').waitFor();
    await fill(page, { 身份证号码: owner.id });
    await page.getByRole('button', { name: '注册并开始申请' }).click();
    await page.getByLabel('机构代码').waitFor();
    await fill(page, { 登录名: owner.login, 密码: password });
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('heading', { name: '开通申请' }).waitFor();
  });

  test('S022 S071 the application’s form keeps what was typed and names what is wrong at its field', async () => {
    const { page } = applicant;
    await page.getByRole('button', { name: '新的申请' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '下一步' }).click();
    const part = (name: string) => page.getByRole('group', { name });
    await fill(part('店铺'), {
      执照名称: shop.name,
      商户简称: shop.short,
      经营范围: '住宿服务',
      店员人数: '6',
      '面积（平方米）': '420',
      '预计月流水（元）': '300000',
      '平均每笔（元）': '380',
      '最大单笔（元）': '20000',
    });
    await choose(page, part('店铺'), '经营类别', '7011');
    await fill(part('经营地址'), { 省: '浙江省', 市: '沙箱市', 区县: '沙箱区', 详细地址: '沙箱路 77 号' });
    await fill(part('营业执照'), {
      统一社会信用代码: mistyped(shop.uscc),
      有效期自: '2020-05-01',
      有效期至: '2099-12-31',
    });
    await fill(part('负责人'), {
      姓名: owner.name,
      身份证号码: mistyped(owner.id),
      有效期自: '2018-01-01',
      有效期至: '2038-01-01',
      手机号: owner.mobile,
    });
    await fill(part('联系人'), { 姓名: owner.name, 手机号: owner.mobile });
    await choose(page, part('结算账户'), '账户类型', '对私');
    await fill(part('结算账户'), {
      户名: owner.name,
      '账号 / 卡号': shop.card,
      开户行: '沙箱银行',
      开户行代码: '999100000018',
      银行预留手机号: owner.mobile,
    });
    await page.getByRole('button', { name: '下一步' }).click();
    await messageAt(page, part('负责人'), '身份证号码').getByText('身份证号码不正确').waitFor();
    await messageAt(page, part('营业执照'), '统一社会信用代码').getByText('统一社会信用代码不正确').waitFor();
    expect(await page.locator('.ant-form-item-explain-error').count()).toBe(2);
    await fill(part('负责人'), { 身份证号码: owner.id });
    await fill(part('营业执照'), { 统一社会信用代码: shop.uscc });
    await page.getByRole('button', { name: '保存草稿' }).click();
    await said(page, '草稿已保存');
    await page.reload();
    expect(await part('店铺').getByLabel('商户简称').inputValue()).toBe(shop.short);
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByText('JPG、PNG 或 PDF，不超过 5 MB').waitFor();
  });

  test('S024 S072 without its papers the application is not taken', async () => {
    const { page, ear } = applicant;
    await page.getByRole('tab', { name: '阅读与提交' }).click();
    await consent();
    ear.expect(422);
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByRole('alert').filter({ hasText: '营业执照' }).waitFor();
  });

  test('S022 S073 with its papers it is submitted, and an answer promised by the working calendar', async () => {
    const { page } = applicant;
    await page.getByRole('tab', { name: '上传材料' }).click();
    const uploads = page.getByRole('button', { name: /^上传 / });
    await uploads.first().waitFor();
    const papers = await uploads.evaluateAll((all) => all.map((b) => b.getAttribute('aria-label') ?? ''));
    for (const [i, paper] of papers.entries()) {
      const picker = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: paper, exact: true }).click();
      await (await picker).setFiles({
        name: `${i}.png`,
        mimeType: 'image/png',
        buffer: await scan(page, paper),
      });
      await page.getByRole('button', { name: `重新${paper}`, exact: true }).waitFor();
    }
    await page.getByRole('button', { name: '下一步' }).click();
    await consent();
    await page.getByRole('button', { name: '提交申请' }).click();
    await said(page, /已提交，申请号 AP\d{14}/);
    await page.getByText(/承诺 2026-\d\d-\d\d 前给出结果，最晚 2026-\d\d-\d\d/).waitFor();
    await page.getByText('身份核查：相符').waitFor();
    await page.getByText('银行卡四要素：相符').waitFor();
  });

  /** Ticks the three consents one by one; before that nothing can be sent. */
  async function consent() {
    const { page } = applicant;
    const boxes = page.getByRole('checkbox', { name: /^我已阅读并同意/ });
    await boxes.first().waitFor();
    expect(await boxes.count()).toBe(3);
    for (let i = 0; i < 3; i++) {
      if (!(await boxes.nth(i).isChecked())) {
        expect(await page.getByRole('button', { name: '提交申请' }).isDisabled()).toBe(true);
        await boxes.nth(i).check();
      }
    }
  }

  /** A picture of a sheet of paper with its name on it, as a phone would take it. */
  async function scan(page: Seat['page'], title: string): Promise<Buffer> {
    const data = await page.evaluate((name) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 400 });
      const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
      pen.fillStyle = '#f4f1e6';
      pen.fillRect(0, 0, 640, 400);
      pen.fillStyle = '#333';
      pen.font = '28px sans-serif';
      pen.fillText(`${name} · 测试`, 60, 200);
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    }, title);
    return Buffer.from(data, 'base64');
  }
});
