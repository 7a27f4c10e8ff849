import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { get } from '@/api/client';
import { Engine } from './engine';

/** Where the sandbox's terminal engine listens, as the house says. */
export function useEngine() {
  const endpoints = useQuery({
    queryKey: ['sandbox', 'endpoints'],
    queryFn: () => get('/v1/sandbox/endpoints'),
    staleTime: 60_000,
  });
  const url = endpoints.data?.terminal_url;
  const engine = useMemo(() => (url ? new Engine(url) : undefined), [url]);
  return { engine, url, host: endpoints.data?.host ?? '', problem: endpoints.error };
}
