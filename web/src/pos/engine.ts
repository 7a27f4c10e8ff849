// The terminal engine is a process of its own: it holds the terminal's keys and
// speaks ISO 8583 to the host. The page only presses its buttons.
import { OfflineError, ProblemError } from '@/api/problem';

export type Entry = 'insert' | 'tap';
export const faults = ['none', 'lose_answer', 'drop_line', 'wrong_mac', 'wrong_batch'] as const;
export type Fault = (typeof faults)[number];

export interface TerminalState {
  tid: string;
  mid: string;
  tusn: string;
  merchant_name: string;
  keys_loaded: boolean;
  signed_in: boolean;
  must_sign_in: boolean;
  batch: string;
  trace: number;
  fault: Fault;
  /** Payments whose end the terminal does not know yet. */
  pending: number;
}

/** What the loading of a master key brings: the key sealed to the device, and the numbers of the binding. */
export interface KeyLoad {
  encrypted_tmk_b64: string;
  kcv: string;
  tid: string;
  mid: string;
  tusn: string;
  merchant_name: string;
  host: string;
  batch: string;
}

export interface TestCard {
  id: string;
  pan_mask: string;
  /** Printed beside the card, as on a bank's test kit; empty when the card has none. */
  pin: string;
  kind: 'credit' | 'debit' | 'prepaid' | 'foreign';
  zh: string;
  en: string;
}

export interface Outcome {
  ok: boolean;
  code: string;
  message_zh: string;
  message_en: string;
  advice_zh?: string;
  advice_en?: string;
  receipt?: { lines: string[]; merchant_lines?: string[] } | null;
  trace?: string;
  rrn?: string;
  date?: string;
  auth_code?: string;
  amount_fen?: number;
  /** No answer came in time and the terminal reversed: nobody is charged. */
  reversed?: boolean;
  /** Nobody knows yet; the terminal keeps trying. */
  unknown?: boolean;
}

export interface WireMessage {
  at: string;
  direction: 'out' | 'in';
  mac: 'good' | 'bad' | 'none';
  /** Hidden bytes stand as **. */
  hex: string;
  message: { mti?: string; fields?: Record<string, string | { hex: string }>; error?: string };
}

export interface JournalLine {
  at: string;
  kind: string;
  of?: string;
  trace: string;
  rrn?: string;
  auth_code?: string;
  amount_fen?: number;
  channel?: 'card' | 'qr';
  pan_mask?: string;
  code?: string;
  outcome: string;
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
  /** The device's own key pair: what a master key is encrypted to. */
  keyPair = () => this.call<{ public_key_pem: string }>('POST', '/keypair');
  loadKey = (load: KeyLoad) => this.call<unknown>('POST', '/load-key', load);
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
