import type { Page, Request, Response } from 'playwright-core';

/**
 * Hears what a page does behind its face: console errors, failed requests, and
 * the values the API sent, by which a text of the data is told from one of ours.
 */
export class Ear {
  private complaints: string[] = [];
  private open = new Set<Request>();
  private quietSince = Date.now();
  readonly data = new Set<string>();
  private allowed: number[] = [];

  constructor(page: Page) {
    page.on('console', (m) => {
      if (m.type() === 'error' && !this.expected(m.text())) this.complaints.push(`console: ${m.text()}`);
    });
    page.on('pageerror', (e) => this.complaints.push(`uncaught: ${e.message}`));
    page.on('request', (r) => this.open.add(r));
    page.on('requestfailed', (r) => {
      this.done(r);
      const why = r.failure()?.errorText ?? '';
      if (why !== 'net::ERR_ABORTED') this.complaints.push(`request failed: ${r.method()} ${r.url()} ${why}`);
    });
    page.on('requestfinished', (r) => this.done(r));
    page.on('response', (r) => void this.hear(r));
  }

  /** Lets the next answers have this status: the test provokes it. */
  expect(status: number) {
    this.allowed.push(status);
  }

  /** What was heard since the last time, without repetition. */
  take(): string[] {
    const heard = [...new Set(this.complaints)];
    this.complaints = [];
    return heard;
  }

  /** Waits until nothing has been on the way for a moment. */
  async quiet(moment = 60, patience = 10_000) {
    const end = Date.now() + patience;
    while (this.open.size > 0 || Date.now() - this.quietSince < moment) {
      if (Date.now() > end)
        throw new Error(`the page does not come to rest: ${[...this.open].map((r) => r.url())}`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  private expected(text: string): boolean {
    return this.allowed.some((status) => text.includes(`status of ${status}`));
  }

  private done(r: Request) {
    this.open.delete(r);
    this.quietSince = Date.now();
  }

  private async hear(r: Response) {
    if (r.status() >= 400 && !this.allowed.includes(r.status()))
      this.complaints.push(`answer: ${r.status()} ${r.request().method()} ${r.url()}`);
    if (!(r.headers()['content-type'] ?? '').includes('json')) return;
    try {
      collect(await r.json(), '', this.data);
    } catch {
      // a page that has moved on takes its answers with it
    }
  }
}

/** Texts in one language of ours are named …_zh and …_en; everything else is data. */
function collect(value: unknown, key: string, into: Set<string>) {
  if (typeof value === 'string') {
    if (value && !/_(zh|en)$/.test(key)) into.add(value);
  } else if (Array.isArray(value)) {
    for (const v of value) collect(v, key, into);
  } else if (value && typeof value === 'object') {
    for (const [k, v] of Object.entries(value)) collect(v, k, into);
  }
}
