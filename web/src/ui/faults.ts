import type { FormInstance } from 'antd';
import { faultsOf } from '@/api/problem';
import { pick } from '@/i18n';

/**
 * Puts the server's field faults at their fields. Returns whether any found one,
 * so that the page need not repeat them above the form.
 */
export function showFaults(form: FormInstance, error: unknown): boolean {
  const faults = faultsOf(error);
  form.setFields(
    faults.map((f) => ({
      name: f.path.replace(/\[(\d+)\]/g, '.$1').split('.'),
      errors: [pick(f.message_zh, f.message_en)],
    })),
  );
  const first = faults[0];
  if (first) form.scrollToField(first.path.split('.'), { block: 'center' });
  return faults.length > 0;
}
