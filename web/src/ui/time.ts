// The platform's civil time is fixed +08:00, whatever zone the reader's machine is in.
const offset = 8 * 3600 * 1000;

function civil(value: string | number | Date): Date | undefined {
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? undefined : new Date(at.getTime() + offset);
}

const two = (n: number) => String(n).padStart(2, '0');

export function date(value: string | number | Date | null | undefined): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return value;
  const at = civil(value);
  return at ? `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}` : '–';
}

export function clock(value: string | number | Date | null | undefined): string {
  const at = value === null || value === undefined || value === '' ? undefined : civil(value);
  return at ? `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}` : '–';
}

export function moment(value: string | number | Date | null | undefined): string {
  if (value === null || value === undefined || value === '' || !civil(value)) return '–';
  return `${date(value)} ${clock(value)}`;
}

export function shortMoment(value: string | null | undefined): string {
  if (!value || !civil(value)) return '–';
  return `${date(value).slice(5)} ${clock(value).slice(0, 5)}`;
}

const weekdays = {
  'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};

export function weekday(day: string, language: 'zh-CN' | 'en'): string {
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? '' : (weekdays[language][at.getUTCDay()] ?? '');
}

/** How long ago, in the largest whole unit: 3 天前, 3 d ago. */
export function ago(seconds: number, language: 'zh-CN' | 'en'): string {
  const units: [number, string, string][] = [
    [86400, '天', 'd'],
    [3600, '小时', 'h'],
    [60, '分钟', 'min'],
  ];
  for (const [size, zh, en] of units) {
    if (seconds >= size) {
      const n = Math.floor(seconds / size);
      return language === 'en' ? `${n} ${en} ago` : `${n} ${zh}前`;
    }
  }
  return language === 'en' ? 'just now' : '刚刚';
}
