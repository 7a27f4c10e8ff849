// What can be seen of a page without eyes.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import type { Language, Seat } from './browser';

const packages = createRequire(resolve(import.meta.dirname, '../../../web/package.json'));
const axe = readFileSync(packages.resolve('axe-core/axe.min.js'), 'utf8');

/** Waits until the page has its data, and returns every fault found on it. */
export async function look(seat: Seat, language: Language): Promise<string[]> {
  await settled(seat);
  const faults = [
    ...seat.ear.take(),
    ...(await overflow(seat.page)),
    ...wording(await texts(seat.page), language, seat.ear.data),
    ...(await accessibility(seat.page)),
  ];
  return [...new Set(faults)];
}

export async function settled(seat: Seat) {
  await seat.page.waitForSelector('h1');
  await seat.ear.quiet();
  await seat.page.waitForFunction(
    () => !document.querySelector('.ant-skeleton, .ant-spin-spinning, [aria-busy=true]'),
  );
}

/** Nothing may be wider than the window, or be cut off by its edge. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll('body *')]
      .filter((e) => e.getBoundingClientRect().right > width + 1)
      .slice(0, 3)
      .map((e) => `<${e.tagName.toLowerCase()} class="${e.getAttribute('class') ?? ''}">`);
    return [
      `the page is wider than the window: ${document.documentElement.scrollWidth} > ${width}, ${wide.join(' ')}`,
    ];
  });
}

export interface Piece {
  text: string;
  lang: string;
  code: '' | 'mono' | 'code'; // set in the type of figures; an identifier meant as one
}

/** Every text a reader meets: what is written, labels, titles and placeholders. */
function texts(page: Page): Promise<Piece[]> {
  return page.evaluate(() => {
    const out: Piece[] = [];
    const add = (text: string, e: Element) => {
      const t = text.replace(/\s+/g, ' ').trim();
      if (t)
        out.push({
          text: t,
          lang: e.closest('[lang]')?.getAttribute('lang') ?? '',
          code: e.closest('code, pre') ? 'code' : e.closest('.mono') ? 'mono' : '',
        });
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let n = walker.nextNode(); n; n = walker.nextNode()) {
      const parent = n.parentElement;
      if (parent && !parent.closest('script, style') && parent.checkVisibility())
        add(n.textContent ?? '', parent);
    }
    for (const e of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) add(e.getAttribute(name) ?? '', e);
    add(document.title, document.documentElement);
    return out;
  });
}

const names = ['收单通', 'Tillway', '中文', 'English'];

/** Finds keys without a translation, ids where a name is wanted, and words of the other language. */
export function wording(pieces: Piece[], language: Language, data: Set<string>): string[] {
  const known = [...data].filter((d) => d.length > 1).sort((a, b) => b.length - a.length);
  const faults: string[] = [];
  for (const { text, lang, code } of pieces) {
    if (code !== 'code' && /\b[a-z]{2,6}_[0-9a-z]{26}\b/.test(text)) faults.push(`raw id: ${text}`);
    if (/\{\{|\}\}|\bundefined\b|\bNaN\b|\[object/.test(text)) faults.push(`broken text: ${text}`);
    if (code || (lang && lang !== language) || text.length < 2) continue; // a single sign is somebody's initial
    let rest = text;
    for (const d of [...names, ...known]) if (rest.includes(d)) rest = rest.replaceAll(d, ' ');
    if (/(^|\s)[a-z]+([_.][a-z0-9]+)+(\s|$)/.test(rest)) faults.push(`untranslated key: ${text}`);
    if (/(^|\s)[a-z]+[A-Z][a-zA-Z]+(\s|$)/.test(rest)) faults.push(`untranslated key: ${text}`);
    if (language === 'en' && /[\u3400-\u9fff]/.test(rest))
      faults.push(`Chinese on the English page: ${text}`);
    if (language === 'zh-CN' && /[a-z]{2,} [a-z]{2,} [a-z]{2,}/i.test(rest))
      faults.push(`English on the Chinese page: ${text}`);
  }
  return faults;
}

interface Finding {
  id: string;
  impact: string;
  help: string;
  nodes: { html: string }[];
}

/** axe-core, serious and critical findings only. */
async function accessibility(page: Page): Promise<string[]> {
  const findings = await page.evaluate(async (source) => {
    const w = window as unknown as { axe?: { run: (o: object) => Promise<{ violations: Finding[] }> } };
    // biome-ignore lint/security/noGlobalEval: the page forbids injected script elements
    if (!w.axe) window.eval(source);
    const answer = await w.axe?.run({ resultTypes: ['violations'], reporter: 'v2', elementRef: false });
    return (answer?.violations ?? []).filter((v) => v.impact === 'serious' || v.impact === 'critical');
  }, axe);
  return findings.map(
    (f) =>
      `axe ${f.impact} ${f.id}: ${f.help} ${f.nodes
        .slice(0, 3)
        .map((n) => n.html.slice(0, 160))
        .join(' | ')} (${f.nodes.length})`,
  );
}
