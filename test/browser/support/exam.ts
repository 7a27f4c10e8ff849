import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';

interface Question {
  zh: string;
  options: { zh: string; right: boolean }[];
}

/** Ticks the right answers, or all but the right ones, and hands the paper in. */
export async function answer(page: Page, rightly: boolean) {
  const bank: Question[] = JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../../../internal/training/questions.json'), 'utf8'),
  );
  await page.getByText('第 1 题').waitFor();
  for (const item of await page.locator('main ol > li').all()) {
    const text = (await item.textContent()) ?? '';
    const question = bank.find((q) => text.includes(q.zh));
    if (!question) throw new Error(`not in the bank: ${text}`);
    for (const option of question.options)
      if (option.right === rightly) await item.getByText(option.zh, { exact: false }).last().click();
  }
  await page.getByRole('button', { name: '交卷' }).click();
}
