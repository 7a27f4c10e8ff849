import type { HistoryStep } from '@/api/types';
import { moment } from '@/ui/time';
import { useWho } from '@/ui/who';

/** Who took a step, and when. */
export function StepBy({ step }: { step: HistoryStep | undefined }) {
  const who = useWho();
  if (!step) return <>–</>;
  return (
    <>
      {who(step.by, step.by_name)}
      <br />
      <span className="soft">{moment(step.at)}</span>
    </>
  );
}
