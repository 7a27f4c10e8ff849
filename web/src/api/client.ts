import createClient, { type Middleware } from 'openapi-fetch';
import { currentLanguage } from '@/i18n';
import { OfflineError, type Problem, ProblemError } from './problem';
import type { paths } from './schema';

// biome-ignore lint/suspicious/noExplicitAny: the wrappers below carry the types
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

type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, unknown> ? P : never;
}[keyof paths] &
  string;
type Method = 'get' | 'post' | 'put' | 'delete';
type Operation<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O> ? O : never;
type Json<R> = R extends { content: { 'application/json': infer B } } ? B : undefined;
type Reply<O> = O extends { responses: infer R } ? Json<R[keyof R & (200 | 201)]> : unknown;
type Request<O> = O extends { requestBody?: infer R } ? Json<NonNullable<R>> : undefined;

// A known path carries its own types; the second form is for addresses put together at run time.
export function get<P extends PathOf<'get'>>(path: P, params?: Params): Promise<Reply<Operation<P, 'get'>>>;
export function get<T>(path: string, params?: Params): Promise<T>;
export function get(path: string, params: Params = {}): Promise<unknown> {
  return must(client.GET(path, { params }));
}

export function post<P extends PathOf<'post'>>(
  path: P,
  body?: Request<Operation<P, 'post'>>,
  params?: Params,
): Promise<Reply<Operation<P, 'post'>>>;
export function post<T>(path: string, body?: unknown, params?: Params): Promise<T>;
export function post(path: string, body?: unknown, params: Params = {}): Promise<unknown> {
  return must(client.POST(path, { params, body }));
}

export function put<P extends PathOf<'put'>>(
  path: P,
  body: Request<Operation<P, 'put'>>,
  params?: Params,
): Promise<Reply<Operation<P, 'put'>>>;
export function put<T>(path: string, body: unknown, params?: Params): Promise<T>;
export function put(path: string, body: unknown, params: Params = {}): Promise<unknown> {
  return must(client.PUT(path, { params, body }));
}

export function remove(path: PathOf<'delete'>, params: Params = {}): Promise<unknown> {
  return must(client.DELETE(path, { params }));
}

/** Sends files as a form. */
export function upload<T>(
  path: string,
  values: Record<string, string | Blob>,
  params: Params = {},
): Promise<T> {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.append(name, value);
  return must<T>(client.POST(path, { params, body: data }));
}

/** The answer's body, or its problem document as an error. */
async function must<T>(answer: Promise<Answer>): Promise<T> {
  const { data, error, response } = await answer;
  if (response.ok) return data as T;
  const body: Partial<Problem> = error && typeof error === 'object' ? error : { detail: String(error ?? '') };
  throw new ProblemError({ ...body, status: response.status });
}
