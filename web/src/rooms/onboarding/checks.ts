// The numbers people type, checked by their own standards before they travel.
// The server checks again; this only spares the round trip.

/** GB 11643: 17 digits and a check digit. */
export function idNumberOk(id: string): boolean {
  const text = id.trim().toUpperCase();
  if (!/^\d{17}[\dX]$/.test(text)) return false;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return '10X98765432'[sum % 11] === text[17] && birthOk(text.slice(6, 14));
}

function birthOk(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(Number) as [
    number,
    number,
    number,
  ];
  const at = new Date(Date.UTC(year, month - 1, day));
  return year > 1900 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}

/** GB 32100: the unified social credit code, modulo 31. */
export function usccOk(code: string): boolean {
  const text = code.trim().toUpperCase();
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  if (text.length !== 18) return false;
  let sum = 0;
  let weight = 1;
  for (const letter of text.slice(0, 17)) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return false;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet[(31 - (sum % 31)) % 31] === text[17];
}

/** ISO/IEC 7812: Luhn. */
export function cardOk(number: string): boolean {
  const digits = number.replace(/\s/g, '');
  if (!/^\d{13,19}$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let d = Number(digits[digits.length - 1 - i]);
    if (i % 2 === 1) d = d > 4 ? d * 2 - 9 : d * 2;
    sum += d;
  }
  return sum % 10 === 0;
}

export function mobileOk(number: string): boolean {
  return /^1[3-9]\d{9}$/.test(number.trim());
}
