// What the person at the counter goes through for each transaction, as a pure
// reducer: keys in, screen out. Sending is left to the page.

export type Deal = 'signin' | 'sale' | 'void' | 'refund' | 'preauth' | 'complete' | 'qr' | 'settle';

export type Step =
  | 'amount'
  | 'trace'
  | 'rrn'
  | 'date'
  | 'auth'
  | 'card'
  | 'pin'
  | 'code'
  | 'confirm'
  | 'send';

export const road: Record<Deal, Step[]> = {
  signin: ['send'],
  sale: ['amount', 'card', 'pin', 'send'],
  void: ['trace', 'send'],
  refund: ['rrn', 'date', 'amount', 'card', 'send'],
  preauth: ['amount', 'card', 'pin', 'send'],
  complete: ['auth', 'date', 'amount', 'card', 'send'],
  qr: ['amount', 'code', 'send'],
  settle: ['confirm', 'send'],
};

const width: Partial<Record<Step, number>> = {
  amount: 9,
  trace: 6,
  rrn: 12,
  date: 4,
  auth: 6,
  pin: 6,
  code: 24,
};

export interface Form {
  amount: string;
  trace: string;
  rrn: string;
  date: string;
  auth: string;
  pin: string;
  code: string;
  card?: string;
  entry?: 'insert' | 'tap';
}

export type Screen =
  | { at: 'idle' }
  | { at: 'menu'; chosen: number }
  | { at: 'step'; deal: Deal; index: number }
  | { at: 'busy'; deal: Deal }
  | { at: 'result'; deal: Deal };

export interface Machine {
  screen: Screen;
  form: Form;
}

export type Press =
  | { key: 'digit'; text: string }
  | { key: 'clear' | 'cancel' | 'ok' | 'menu' | 'up' | 'down' }
  | { key: 'start'; deal: Deal; form?: Partial<Form> }
  | { key: 'card'; card: string; entry: 'insert' | 'tap' }
  | { key: 'scan'; code: string }
  | { key: 'answered' };

export const menu: Deal[] = ['signin', 'sale', 'void', 'refund', 'preauth', 'complete', 'qr', 'settle'];

export const emptyForm: Form = { amount: '', trace: '', rrn: '', date: '', auth: '', pin: '', code: '' };
export const idle: Machine = { screen: { at: 'idle' }, form: emptyForm };

export function stepOf(m: Machine): Step | undefined {
  return m.screen.at === 'step' ? road[m.screen.deal][m.screen.index] : undefined;
}

export function press(m: Machine, p: Press): Machine {
  switch (p.key) {
    case 'start':
      return begin(p.deal, p.form);
    case 'cancel':
      return m.screen.at === 'busy' ? m : idle;
    case 'menu':
      return m.screen.at === 'busy' ? m : { screen: { at: 'menu', chosen: 1 }, form: emptyForm };
    case 'answered':
      return m.screen.at === 'busy' ? { ...m, screen: { at: 'result', deal: m.screen.deal } } : m;
    case 'card':
      return stepOf(m) === 'card' ? next({ ...m, form: { ...m.form, card: p.card, entry: p.entry } }) : m;
    case 'scan':
      return stepOf(m) === 'code' ? next({ ...m, form: { ...m.form, code: p.code } }) : m;
    case 'digit':
      return digit(m, p.text);
    case 'clear':
      return erase(m);
    case 'up':
    case 'down':
      return m.screen.at === 'menu'
        ? { ...m, screen: { at: 'menu', chosen: moved(m.screen.chosen, p.key) } }
        : m;
    case 'ok':
      return confirm(m);
  }
}

function begin(deal: Deal, form?: Partial<Form>): Machine {
  const m: Machine = { screen: { at: 'step', deal, index: -1 }, form: { ...emptyForm, ...form } };
  return next(m);
}

function moved(chosen: number, key: 'up' | 'down'): number {
  return (chosen + (key === 'up' ? menu.length - 1 : 1)) % menu.length;
}

function next(m: Machine): Machine {
  if (m.screen.at !== 'step') return m;
  const { deal } = m.screen;
  let index = m.screen.index + 1;
  // A tapped card within the small-amount rule is not asked for its PIN here; the host decides otherwise.
  if (road[deal][index] === 'pin' && m.form.entry === 'tap') index++;
  if (road[deal][index] === 'send') return { ...m, screen: { at: 'busy', deal } };
  return { ...m, screen: { at: 'step', deal, index } };
}

function digit(m: Machine, text: string): Machine {
  if (m.screen.at === 'menu') {
    const deal = menu[Number(text) - 1];
    return deal ? begin(deal) : m;
  }
  if (m.screen.at === 'idle') return digit(begin('sale'), text); // figures on the idle screen are a sale
  const step = stepOf(m);
  const max = step && width[step];
  if (!step || !max) return m;
  const field = step as keyof Form;
  let value = `${m.form[field] ?? ''}${text}`.slice(0, max);
  if (step === 'amount') value = value.replace(/^0+/, '');
  return { ...m, form: { ...m.form, [field]: value } };
}

function erase(m: Machine): Machine {
  const step = stepOf(m);
  if (!step || !width[step]) return m;
  const field = step as keyof Form;
  return { ...m, form: { ...m.form, [field]: (m.form[field] ?? '').slice(0, -1) } };
}

function confirm(m: Machine): Machine {
  if (m.screen.at === 'menu') return begin(menu[m.screen.chosen] ?? 'sale');
  if (m.screen.at === 'result') return idle;
  return ready(m) ? next(m) : m;
}

/** Whether the step on the screen has what it needs. An empty PIN is a bypass, as on a real terminal. */
export function ready(m: Machine): boolean {
  const step = stepOf(m);
  const { form } = m;
  switch (step) {
    case 'amount':
      return Number(form.amount) > 0;
    case 'trace':
      return form.trace.length > 0;
    case 'rrn':
      return form.rrn.length === 12;
    case 'date':
      return /^(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(form.date);
    case 'auth':
      return form.auth.length === 6;
    case 'pin':
      return form.pin.length === 0 || form.pin.length >= 4;
    case 'code':
      return form.code.length >= 16;
    case 'card': // a wallet payment is refunded without a card
      return m.screen.at === 'step' && m.screen.deal === 'refund';
    case 'confirm':
      return true;
    default:
      return false;
  }
}

/** The engine's request for what was keyed. */
export function request(deal: Deal, form: Form): [path: string, body: Record<string, unknown>] {
  const amount_fen = Number(form.amount);
  const { card, entry, pin } = form;
  switch (deal) {
    case 'signin':
      return ['/signin', {}];
    case 'settle':
      return ['/settle', {}];
    case 'sale':
      return ['/sale', { amount_fen, card, entry, pin }];
    case 'preauth':
      return ['/preauth', { amount_fen, card, entry, pin }];
    case 'complete':
      return ['/complete', { auth_code: form.auth, date: form.date, amount_fen, card }];
    case 'void':
      return ['/void', { trace: form.trace.padStart(6, '0') }];
    case 'refund':
      return ['/refund', { rrn: form.rrn, date: form.date, amount_fen, card }];
    case 'qr':
      return ['/qr', { amount_fen, code: form.code }];
  }
}
