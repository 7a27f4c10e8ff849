// Amounts travel in fen (int64) and are shown in yuan with two digits. No float:
// the digits are cut from the decimal text of the integer.
export function yuan(fen: number | bigint | null | undefined): string {
  if (fen === null || fen === undefined) return '–';
  const negative = fen < 0;
  const digits = String(negative ? -fen : fen).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${negative ? '-' : ''}¥${whole}.${digits.slice(-2)}`;
}

/** Reads what a person typed ("12", "12.5", "1,234.50") as fen; undefined when it is not an amount. */
export function parseYuan(text: string): number | undefined {
  const match = /^(\d{1,10})(?:\.(\d{0,2}))?$/.exec(text.trim().replace(/,/g, '').replace(/^¥/, ''));
  if (!match) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0') || '0');
}

/** Parts per million as a percentage: 5500 → "0.55%". */
export function percent(ppm: number): string {
  const text = String(ppm).padStart(5, '0');
  const whole = text.slice(0, -4);
  const part = text.slice(-4).replace(/0+$/, '').padEnd(2, '0');
  return `${whole}.${part}%`;
}
