import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post, remove } from './client';
import { ProblemError } from './problem';
import type { Session } from './types';

export type Role =
  | 'owner'
  | 'manager'
  | 'cashier'
  | 'rm'
  | 'entry'
  | 'reviewer1'
  | 'reviewer2'
  | 'risk'
  | 'compliance'
  | 'ops'
  | 'engineer'
  | 'settle_maker'
  | 'settle_checker'
  | 'cs'
  | 'trainer'
  | 'auditor'
  | 'admin'
  | 'keyholder1'
  | 'keyholder2'
  | 'integrator';

export const sessionKey = ['session'];

// Only a hint that asking is worth while: before the first sign-in the question
// would be answered 401 and shown by browsers as an error.
const hint = 'tillway.signed-in';

/** The session, or null when nobody is signed in. */
export async function fetchSession(): Promise<Session | null> {
  if (!localStorage.getItem(hint)) return null;
  try {
    const session = await get('/v1/session');
    return session.user ? { ...session, roles: session.roles ?? [] } : null;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) {
      localStorage.removeItem(hint);
      return null;
    }
    throw error;
  }
}

export function useSession() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: fetchSession,
    staleTime: 30_000,
    refetchInterval: 60_000,
  });
}

/** For pages behind the sign-in: the session is there. */
export function useMe(): Session {
  const { data } = useSession();
  if (!data) throw new Error('no session');
  return data;
}

export function has(session: Session | null | undefined, ...roles: Role[]): boolean {
  return roles.some((role) => session?.roles?.includes(role));
}

export function useSignIn() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: { institution: string; login: string; password: string }) => post('/v1/session', body),
    onSuccess: () => {
      localStorage.setItem(hint, '1');
      cache.clear();
    },
  });
}

export function useSignOut() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => remove('/v1/session'),
    onSettled: () => {
      localStorage.removeItem(hint);
      cache.clear();
    },
  });
}
