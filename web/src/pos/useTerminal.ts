import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer, useState } from 'react';
import { problemOf } from '@/api/problem';
import type { Engine, Fault, Outcome } from './engine';
import { idle, type Press, press, request } from './machine';
import { useEngine } from './useEngine';

/** The page's link to the terminal engine: its state, and the buttons' effect. */
export function useTerminal(onDone: (outcome: Outcome, deal: string) => void) {
  const cache = useQueryClient();
  const { engine, url, problem } = useEngine();
  const [machine, push] = useReducer(press, idle);
  const [outcome, setOutcome] = useState<Outcome>();

  const read = <T>(name: string, call: (e: Engine) => Promise<T>, every: number | false) => ({
    queryKey: ['terminal-engine', url, name],
    queryFn: () => call(engine as Engine),
    enabled: !!engine,
    refetchInterval: every,
    retry: false,
  });
  const state = useQuery(read('state', (e) => e.state(), 3_000));
  const cards = useQuery({ ...read('cards', (e) => e.cards(), false), staleTime: 300_000 });
  const wire = useQuery(read('wire', (e) => e.wire(), 5_000));
  const journal = useQuery(read('journal', (e) => e.journal(), 5_000));

  const busy = machine.screen.at === 'busy' ? machine.screen.deal : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: sent once, when the machine becomes busy
  useEffect(() => {
    if (!busy || !engine) return;
    const [path, body] = request(busy, machine.form);
    setOutcome(undefined);
    engine
      .run(path, body)
      .catch(refused)
      .then((done) => {
        setOutcome(done);
        push({ key: 'answered' });
        onDone(done, busy);
        cache.invalidateQueries({ queryKey: ['terminal-engine'] });
        cache.invalidateQueries({ queryKey: ['payments'] });
      });
  }, [busy, engine]);

  async function setFault(kind: Fault) {
    await engine?.fault(kind).catch(() => undefined);
    state.refetch();
  }

  return {
    machine,
    press: push as (p: Press) => void,
    outcome,
    tear: () => setOutcome((o) => (o ? { ...o, receipt: null } : o)),
    state: state.data,
    offline: !engine || state.isError,
    problem,
    cards: cards.data ?? [],
    wire: wire.data ?? [],
    journal: journal.data ?? [],
    setFault,
  };
}

/** A refusal of the engine itself, worded as an outcome. */
function refused(error: unknown): Outcome {
  const problem = problemOf(error) as
    | (Partial<Outcome> & { detail_zh?: string; detail_en?: string })
    | undefined;
  return {
    ok: false,
    code: problem?.code ?? '',
    message_zh: problem?.message_zh ?? problem?.detail_zh ?? '终端没有应答',
    message_en: problem?.message_en ?? problem?.detail_en ?? 'The terminal did not answer',
    advice_zh: '请确认沙箱的终端进程在运行',
    advice_en: 'Check that the sandbox terminal is running',
  };
}
