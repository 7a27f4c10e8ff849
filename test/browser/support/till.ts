import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The virtual terminal as a cashier handles it: keys, cards, codes, paper. */
export class Till {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get glass() {
    return this.page.locator('main').getByRole('status').first();
  }

  async open() {
    await this.page.goto('/pos');
    await this.glass.getByText('0.00').waitFor();
    await this.page.getByRole('button', { name: '插卡', exact: true }).waitFor();
  }

  async digits(text: string) {
    for (const d of text) await this.key(d);
  }

  key(name: string) {
    return this.page.locator('main').getByRole('button', { name, exact: true }).first().click();
  }

  ok = () => this.key('确认');

  /** Chooses from the terminal's menu. */
  async menu(deal: string) {
    await this.key('功能');
    const line = await this.glass.getByText(deal, { exact: false }).first().textContent();
    await this.key(/^\d/.exec(line ?? '')?.[0] ?? '');
  }

  async card(name: string, how: '插卡' | '挥卡') {
    await this.page.getByRole('button', { name }).first().click();
    await this.key(how);
  }

  /** Waits for the end of the transaction and returns what the screen says. */
  async result(): Promise<string> {
    await this.glass.getByText('按确认返回').waitFor({ timeout: 60_000 });
    // biome-ignore lint/performance/useDomNodeTextContent: lines as they are seen
    return (await this.glass.innerText()).replace(/\s+/g, ' ');
  }

  async shows(text: string) {
    await this.glass.getByText(text).first().waitFor();
  }

  /** The slip's values by their English labels. */
  async slip(): Promise<Record<string, string>> {
    const paper = this.page.getByRole('region', { name: '签购单' });
    const out: Record<string, string> = {};
    let label = '';
    // biome-ignore lint/performance/useDomNodeTextContent: lines as they are seen
    for (const line of (await paper.innerText()).split('\n').map((l) => l.trim())) {
      if (line.endsWith(':')) label = line.slice(line.indexOf(' ') + 1, -1);
      else if (label) {
        out[label] = line;
        label = '';
      }
    }
    return out;
  }

  /** Sells and leaves the slip on the counter. */
  async sale(amount: string, card: string, how: '插卡' | '挥卡', pin?: string) {
    await this.digits(amount);
    await this.ok();
    await this.card(card, how);
    if (pin !== undefined) {
      await this.shows('请输入密码');
      await this.digits(pin);
      await this.ok();
    }
    const said = await this.result();
    return { said, slip: said.includes('交易成功') ? await this.slip() : {} };
  }

  /** Back to the idle screen, the paper torn off. */
  async done() {
    const tear = this.page.getByRole('button', { name: '撕下' });
    if (await tear.isVisible()) await tear.click();
    await this.ok();
    await this.shows('0.00');
  }

  expectApproved(said: string) {
    expect(said).toContain('交易成功');
  }
}
