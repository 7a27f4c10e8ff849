// The terminal engine is a process of its own: it holds the terminal's keys and
// speaks ISO 8583 to the host. The page only presses its buttons.
import { OfflineError, ProblemError } from '@/api/problem';

export type Entry = 'insert' | 'tap';
export type Fault = 'lose_answer' | 'drop_line' | 'none';

export interface TerminalState {
  signed_in: boolean;
  online?: boolean;
  terminal_id: string;
  merchant_id: string;
  merchant_name?: string;
  serial?: string;
  model?: string;
  batch: string;
  trace: string;
  fault?: Fault | '';
  tmk_kcv?: string;
  pik_kcv?: string;
  mak_kcv?: string;
  pending_reversals?: number;
}

export interface TestCard {
  id: string;
  label_zh: string;
  label_en: string;
  masked_pan: string;
  kind?: string;
  scheme?: string;
  pin_hint?: string;
  outcome?: string;
}

export interface Receipt {
  lines: (string | { left?: string; right?: string; text?: string; align?: string; bold?: boolean })[];
}

export interface Outcome {
  ok: boolean;
  code: string;
  message_zh: string;
  message_en: string;
  advice_zh?: string;
  advice_en?: string;
  receipt?: Receipt | null;
  trace?: string;
  rrn?: string;
  auth_code?: string;
  amount_fen?: number;
}

export interface WireMessage {
  at: string;
  direction: 'out' | 'in' | string;
  mti: string;
  hex: string;
  fields: Record<string, string>;
  mac_ok?: boolean | null;
}

export interface JournalLine {
  at: string;
  kind: string;
  trace: string;
  rrn?: string;
  amount_fen?: number;
  code?: string;
  status?: string;
  auth_code?: string;
  masked_pan?: string;
}

export class Engine {
  private readonly base: string;
  constructor(base: string) {
    this.base = base.replace(/\/$/, '');
  }

  state = () => this.call<TerminalState>('GET', '/state');
  cards = () => this.call<TestCard[]>('GET', '/cards');
  wire = () => this.call<WireMessage[]>('GET', '/wire');
  journal = () => this.call<JournalLine[]>('GET', '/journal');
  fault = (kind: Fault) => this.call<unknown>('POST', '/fault', { kind });
  run = (path: string, body: Record<string, unknown>) => this.call<Outcome>('POST', path, body);

  private async call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    let response: Response;
    try {
      response = await fetch(this.base + path, {
        method,
        headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch {
      throw new OfflineError(path);
    }
    const text = await response.text();
    const value = text ? JSON.parse(text) : {};
    if (!response.ok) throw new ProblemError({ status: response.status, ...value });
    return value as T;
  }
}
