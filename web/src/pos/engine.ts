// The terminal engine is a process of its own: it holds the terminal's keys and
// speaks ISO 8583 to the host. The page only presses its buttons.
import { OfflineError, ProblemError } from '@/api/problem';

export type Entry = 'insert' | 'tap';
export type Fault = 'lose_answer' | 'drop_line' | 'none';

export interface TerminalState {
  tid: string;
  mid: string;
  merchant_name?: string;
  tusn?: string;
  signed_in: boolean;
  batch: string;
  trace: string;
  fault?: Fault | '';
}

export interface TestCard {
  id: string;
  pan_mask: string;
  label_zh: string;
  label_en: string;
  kind?: string;
  issuer?: string;
  /** Printed beside the card, as on a bank's test kit. */
  pin?: string;
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
  batch?: string;
  /** No answer came in time and the terminal reversed: nobody is charged. */
  reversed?: boolean;
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

type Items<T> = T[] | { items: T[] };
const items = <T>(answer: Items<T>): T[] => (Array.isArray(answer) ? answer : (answer.items ?? []));

export class Engine {
  private readonly base: string;
  constructor(base: string) {
    this.base = base.replace(/\/$/, '');
  }

  state = () => this.call<TerminalState>('GET', '/state');
  cards = async () => items(await this.call<Items<TestCard>>('GET', '/cards'));
  wire = async () => items(await this.call<Items<WireMessage>>('GET', '/wire'));
  journal = async () => items(await this.call<Items<JournalLine>>('GET', '/journal'));
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
