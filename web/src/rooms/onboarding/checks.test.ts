import { describe, expect, it } from 'vitest';
import { cardOk, idNumberOk, mobileOk, usccOk } from './checks';

describe('numbers checked by their standards', () => {
  it('knows an identity number by its check digit and its birth date', () => {
    expect(idNumberOk('110199199003070009')).toBe(idNumberOk('110199199003070009'.toLowerCase()));
    const seventeen = '11019919900307000';
    const right = [...'0123456789X'].filter((c) => idNumberOk(seventeen + c));
    expect(right).toHaveLength(1);
    expect([...'0123456789X'].some((c) => idNumberOk(`11019919900230000${c}`))).toBe(false);
    expect(idNumberOk('1101991990030700')).toBe(false);
  });

  it('knows a unified social credit code by its check letter', () => {
    const seventeen = '92000000MA0000001';
    const right = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].filter((c) => usccOk(seventeen + c));
    expect(right).toHaveLength(1);
    expect(usccOk(`9200000IMA0000001${right[0]}`)).toBe(false); // I, O, S, V, Z are never used
  });

  it('knows a card number by Luhn', () => {
    expect(cardOk('6222 0000 0000 0009')).toBe(true);
    expect(cardOk('6222000000000008')).toBe(false);
    expect(cardOk('12')).toBe(false);
  });

  it('knows a mobile number', () => {
    expect(mobileOk('13800000000')).toBe(true);
    expect(mobileOk('12800000000')).toBe(false);
  });
});
