import createClient, { type Middleware } from 'openapi-fetch';
import { currentLanguage } from '@/i18n';
import { OfflineError, type Problem, ProblemError } from './problem';

// biome-ignore lint/suspicious/noExplicitAny: until the schema is generated
const client = createClient<any>({
  baseUrl: '',
  credentials: 'same-origin',
  fetch: async (request) => {
    try {
      return await fetch(request);
    } catch {
      throw new OfflineError(request.url);
    }
  },
});

const speak: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', currentLanguage());
    // One key per press of a button: a request the browser repeats is answered from the first.
    if (request.method === 'POST') request.headers.set('Idempotency-Key', freshKey());
    return request;
  },
};
client.use(speak);

function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}

export interface Params {
  path?: Record<string, string>;
  query?: Record<string, string | number | boolean | undefined>;
}

interface Answer {
  data?: unknown;
  error?: unknown;
  response: Response;
}

export function get<T>(path: string, params: Params = {}): Promise<T> {
  return must<T>(client.GET(path, { params }));
}

export function post<T>(path: string, body?: unknown, params: Params = {}): Promise<T> {
  return must<T>(client.POST(path, { params, body }));
}

export function put<T>(path: string, body: unknown, params: Params = {}): Promise<T> {
  return must<T>(client.PUT(path, { params, body }));
}

export function remove<T>(path: string, params: Params = {}): Promise<T> {
  return must<T>(client.DELETE(path, { params }));
}

/** Sends files as a form. */
export function upload<T>(
  path: string,
  values: Record<string, string | Blob>,
  params: Params = {},
): Promise<T> {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.append(name, value);
  return post<T>(path, data, params);
}

/** The answer's body, or its problem document as an error. */
async function must<T>(answer: Promise<Answer>): Promise<T> {
  const { data, error, response } = await answer;
  if (response.ok) return data as T;
  const body: Partial<Problem> = error && typeof error === 'object' ? error : { detail: String(error ?? '') };
  throw new ProblemError({ ...body, status: response.status });
}
