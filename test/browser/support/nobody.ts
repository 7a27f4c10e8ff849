// Numbers of nobody, as the sandbox's people have them: they pass every check
// and can belong to no one (a county that was never assigned, sequence 000,
// area 000000).
import { cardOk, idNumberOk, usccOk } from '@/rooms/onboarding/checks';

/** The one last sign with which a number holds. */
function complete(digits: string, alphabet: string, ok: (n: string) => boolean): string {
  const last = [...alphabet].find((c) => ok(digits + c));
  if (last === undefined) throw new Error(`${digits} cannot be completed`);
  return digits + last;
}

export const idOf = (born: string) => complete(`330099${born}000`, '0123456789X', idNumberOk);

export const cardOf = (serial: number) =>
  complete(`621700${String(serial).padStart(12, '0')}`, '0123456789', cardOk);

/** GB 11714: the check sign of the organisation's code inside a social credit code. */
function organCheck(first8: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, w, i) => total + w * Number.parseInt(first8[i] ?? '', 36), 0);
  return '0X987654321'[sum % 11] ?? '';
}

/** A code ending in 0: the sandbox's registry knows it as a shop in business. */
export function usccOf(serial: number): string {
  for (let n = serial; ; n++) {
    const organ = `MA${String(n).padStart(6, '0')}`;
    const code = `92000000${organ}${organCheck(organ)}0`;
    if (usccOk(code)) return code;
  }
}

/** The same number with its last sign mistyped. */
export const mistyped = (number: string) => number.slice(0, -1) + (number.endsWith('1') ? '2' : '1');
