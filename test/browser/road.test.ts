// A guest house goes the road at the pages: registration, application, two
// reviews by two people, contract.
import { expect, test } from 'vitest';
import { password, type Seat } from './support/browser';
import { choose, fill, messageAt, said } from './support/form';
import { cardOf, idOf, mistyped, usccOf } from './support/nobody';
import { useRoad } from './support/road';

const owner = { name: '沈怀瑾', id: idOf('19820617'), mobile: '13700005001', login: 'guesthouse' };
const shop = { name: '沙箱市见山客栈', short: '见山客栈', uscc: usccOf(500100), card: cardOf(500100) };

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

test('S038 S042 S044 the contract is read clause by clause; an open question holds the signature up', async () => {
  const { page } = applicant;
  await page.reload();
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
