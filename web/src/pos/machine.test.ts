import { describe, expect, it } from 'vitest';
import { idle, type Machine, menu, type Press, press, ready, request, stepOf } from './machine';

const keys = (m: Machine, ...presses: (string | Press)[]) =>
  presses.reduce<Machine>((at, p) => press(at, typeof p === 'string' ? { key: 'digit', text: p } : p), m);

const ok: Press = { key: 'ok' };
const insert: Press = { key: 'card', card: 'debit', entry: 'insert' };
const tap: Press = { key: 'card', card: 'debit', entry: 'tap' };

describe('the virtual terminal', () => {
  it('takes figures on the idle screen as a sale in fen', () => {
    const m = keys(idle, '0', '1', '2', '00');
    expect(stepOf(m)).toBe('amount');
    expect(m.form.amount).toBe('1200');
  });

  it('asks an inserted card for its PIN and a tapped one not', () => {
    const amount = keys(idle, '1', '00', ok);
    expect(stepOf(press(amount, insert))).toBe('pin');
    expect(press(amount, tap).screen).toEqual({ at: 'busy', deal: 'sale' });
  });

  it('sends what was keyed', () => {
    const m = keys(idle, '5', '00', ok, insert, '1', '2', '3', '4', '5', '6', '7', ok);
    expect(m.screen.at).toBe('busy');
    expect(request('sale', m.form)).toEqual([
      '/sale',
      { amount_fen: 500, card: 'debit', entry: 'insert', pin: '123456' },
    ]);
  });

  it('refuses to go on without an amount, and with a PIN of three figures', () => {
    expect(stepOf(keys(idle, '0', ok))).toBe('amount');
    const pin = keys(idle, '5', '00', ok, insert, '1', '2', '3');
    expect(ready(pin)).toBe(false);
    expect(stepOf(press(pin, ok))).toBe('pin');
  });

  it('cancels anywhere but while the host is being asked', () => {
    expect(press(keys(idle, '5', ok), { key: 'cancel' })).toEqual(idle);
    const busy = keys(idle, '5', ok, tap);
    expect(press(busy, { key: 'cancel' })).toBe(busy);
  });

  it('opens each menu entry by its number', () => {
    const opened = keys(idle, { key: 'menu' }, String(menu.indexOf('void') + 1));
    expect(opened.screen).toEqual({ at: 'step', deal: 'void', index: 0 });
    expect(request('void', keys(opened, '4', '2').form)).toEqual(['/void', { trace: '000042' }]);
  });

  it('refunds a wallet payment without a card, and a card payment with one', () => {
    const at = keys(
      idle,
      { key: 'start', deal: 'refund', form: { rrn: '606300000025', date: '0304' } },
      ok,
      ok,
      '5',
      '00',
      ok,
    );
    expect(stepOf(at)).toBe('card');
    const wallet = press(at, ok);
    expect(wallet.screen.at).toBe('busy');
    expect(request('refund', wallet.form)[1]).toMatchObject({ amount_fen: 500, card: undefined });
    expect(request('refund', press(at, tap).form)[1]).toMatchObject({ card: 'debit' });
    expect(press(keys(idle, '5', ok), ok).screen.at).toBe('step'); // a sale still wants its card
  });

  it('checks the date of a refund', () => {
    const at = keys(idle, { key: 'start', deal: 'refund' }, ...'123456789012', ok);
    expect(stepOf(at)).toBe('date');
    expect(ready(keys(at, ...'1332'))).toBe(false);
    expect(ready(keys(at, ...'0302'))).toBe(true);
  });
});
