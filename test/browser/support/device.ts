// A terminal at a shop's counter that has no page: its keys are pressed through
// its engine, and the bank is asked as its other customers do.
import { inject } from 'vitest';

export interface Outcome {
  ok: boolean;
  code: string;
  rrn: string;
  trace: string;
  date: string;
}

async function ask<T>(url: string, body?: object): Promise<T> {
  const answer = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: body ? { 'Content-Type': 'application/json' } : {},
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.json() as Promise<T>;
}

/** Asks the second terminal of the sandbox. */
export const device = <T>(path: string, body?: object) =>
  ask<T>(`${inject('world')['terminal-2']}${path}`, body);

export const press = (path: string, body: object = {}) => device<Outcome>(path, body);

export const bank = <T>(path: string, body: object) => ask<T>(`${inject('world').bank}${path}`, body);

export const code = (prefix: '13' | '28') => `${prefix}${String(Date.now()).padStart(14, '0')}00`;
