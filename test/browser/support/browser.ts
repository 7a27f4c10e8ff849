// People at the console: each test opens a browser window as somebody.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { Ear } from './ear';

export type Language = 'zh-CN' | 'en';
export const languages: Language[] = ['zh-CN', 'en'];
export const wide = { width: 1440, height: 900 };
export const narrow = { width: 375, height: 812 };
export const password = 'Lantern-Sandbox-47';

/** Where pictures of failures are left. */
export const pictures = resolve(import.meta.dirname, '../../../bin/browser-failures');

let browser: Browser;

/** Every test file has one browser. */
export function useBrowser() {
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });
  afterAll(() => browser?.close());
}

export interface Seat {
  page: Page;
  ear: Ear;
  context: BrowserContext;
  close: () => Promise<void>;
}

export interface Wish {
  login?: string; // nobody is signed in without one
  secret?: string; // their password, when it is not the sandbox's
  language?: Language;
  size?: { width: number; height: number };
}

/** Opens a window; with a login, signed in through the API as the sign-in page does. */
export async function sit({
  login,
  secret = password,
  language = 'zh-CN',
  size = wide,
}: Wish = {}): Promise<Seat> {
  const base = inject('base');
  const context = await browser.newContext({
    baseURL: base,
    viewport: size,
    reducedMotion: 'reduce',
    locale: 'zh-CN',
  });
  if (login) await signIn(context, login, secret);
  await context.addInitScript(
    ([language, signedIn]) => {
      if (localStorage.getItem('tillway.language') === null)
        localStorage.setItem('tillway.language', language ?? '');
      if (signedIn) localStorage.setItem('tillway.signed-in', '1');
    },
    [language, login ?? ''],
  );
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(login ? '/' : '/signin');
  return { page, ear: new Ear(page), context, close: () => context.close() };
}

async function signIn(context: BrowserContext, login: string, secret: string) {
  const answer = await context.request.post('/v1/session', {
    data: { institution: '999', login, password: secret },
    headers: { 'Idempotency-Key': `browser-${login}-${process.hrtime.bigint()}` },
  });
  if (!answer.ok()) throw new Error(`${login} cannot sign in: ${answer.status()} ${await answer.text()}`);
}

/** Leaves a picture of the page and returns where. */
export async function picture(page: Page, name: string, fullPage = true): Promise<string> {
  mkdirSync(pictures, { recursive: true });
  const path = resolve(pictures, `${name.replace(/[^\w.-]+/g, '_')}.png`);
  await page.screenshot({ path, fullPage });
  return path;
}
