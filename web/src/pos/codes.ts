// Payment codes as the wallets show them; the last two digits choose the scenario.
export type Preset =
  | 'wechatOk'
  | 'wechatWait'
  | 'wechatShort'
  | 'alipayOk'
  | 'alipayCancel'
  | 'alipayExpired';

export const presets: { name: Preset; prefix: string; ending: string }[] = [
  { name: 'wechatOk', prefix: '13', ending: '00' },
  { name: 'wechatWait', prefix: '13', ending: '01' },
  { name: 'wechatShort', prefix: '13', ending: '09' },
  { name: 'alipayOk', prefix: '28', ending: '00' },
  { name: 'alipayCancel', prefix: '28', ending: '02' },
  { name: 'alipayExpired', prefix: '28', ending: '07' },
];

/** A fresh 18-digit code: a wallet never shows the same one twice. */
export function freshCode(prefix: string, ending: string): string {
  const middle = Array.from(crypto.getRandomValues(new Uint8Array(14)), (b) => String(b % 10)).join('');
  return prefix + middle + ending;
}
