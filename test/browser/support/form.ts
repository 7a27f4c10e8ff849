import type { Locator, Page } from 'playwright-core';

/** Fills the fields of a form, or of a part of it, by their labels. */
export async function fill(part: Page | Locator, values: Record<string, string>) {
  for (const [label, value] of Object.entries(values))
    await part.getByLabel(label, { exact: true }).fill(value);
}

/** Chooses from a drop-down list. */
export async function choose(page: Page, part: Page | Locator, label: string, option: string) {
  const field = part.getByLabel(label, { exact: true });
  await field.click();
  if (await field.isEditable()) await field.fill(option); // a long list is searched
  await page.locator('.ant-select-item-option:visible').filter({ hasText: option }).first().click();
}

/** The message under a field. */
export function messageAt(page: Page, part: Page | Locator, label: string): Locator {
  return part
    .locator('.ant-form-item', { has: page.getByLabel(label, { exact: true }) })
    .locator('.ant-form-item-explain-error');
}

/** What flashes at the top of the page when something has been done. */
export function said(page: Page, text: string | RegExp): Promise<void> {
  return page.locator('.ant-message').getByText(text).first().waitFor();
}
