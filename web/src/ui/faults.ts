import type { FormInstance } from 'antd';
import { faultsOf } from '@/api/problem';
import { pick } from '@/i18n';

/**
 * Puts the server's field faults at their fields. Returns whether any found one,
 * so that the page need not repeat them above the form.
 */
export function showFaults(form: FormInstance, error: unknown): boolean {
  const faults = faultsOf(error);
  const byPath = new Map<string, string[]>();
  for (const f of faults)
    byPath.set(f.path, [...(byPath.get(f.path) ?? []), pick(f.message_zh, f.message_en)]);
  form.setFields([...byPath].map(([path, errors]) => ({ name: namePath(path), errors })));
  const first = faults[0];
  if (first) form.scrollToField(namePath(first.path), { block: 'center' });
  return faults.length > 0;
}

/** "settle.acct_no" and "items[2].name" as the form knows its fields. */
function namePath(path: string): string[] {
  return path.replace(/\[(\d+)\]/g, '.$1').split('.');
}
