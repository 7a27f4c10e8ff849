import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Contract, Question } from '@/api/types';
import { ProblemView } from '@/ui/ProblemView';
import { Status } from '@/ui/Status';
import { shortMoment } from '@/ui/time';
import styles from './Contract.module.css';
import { useContractTexts } from './texts';

/** What the merchant asked about a clause, the answer, and whether it satisfied. */
export function Questions({
  contract,
  clause,
  canAsk,
}: {
  contract: Contract;
  clause: string;
  canAsk: boolean;
}) {
  const t = useContractTexts();
  const [open, setOpen] = useState(false);
  const questions = (contract.questions ?? []).filter((q) => q.clause === clause);
  return (
    <>
      {questions.map((q) => (
        <Thread key={q.id} contract={contract.id} question={q} />
      ))}
      {canAsk &&
        (open ? (
          <Say
            path={`/v1/contracts/${contract.id}/questions`}
            body={(text) => ({ clause, text })}
            label={t('ask')}
            onDone={() => setOpen(false)}
          />
        ) : (
          <Button type="link" size="small" onClick={() => setOpen(true)}>
            {t('ask')}
          </Button>
        ))}
    </>
  );
}

function Thread({ contract, question: q }: { contract: string; question: Question }) {
  const t = useContractTexts();
  const me = useMe();
  const cache = useQueryClient();
  const path = `/v1/contracts/${contract}/questions/${q.id}`;
  const accept = useMutation({
    mutationFn: () => post(`${path}/accept`),
    onSettled: () => cache.invalidateQueries({ queryKey: ['contracts'] }),
  });
  return (
    <div className={styles.thread}>
      <p>
        {q.text} <span className="soft num">{shortMoment(q.asked_at)}</span>
      </p>
      {q.answer && (
        <p className={styles.answer}>
          {q.answer} <span className="soft num">{shortMoment(q.answered_at)}</span>
        </p>
      )}
      {!q.answer && has(me, 'ops', 'rm', 'cs') && (
        <Say path={`${path}/answer`} body={(text) => ({ text })} label={t('answer')} />
      )}
      {!q.answer && has(me, 'owner') && <Status tone="wait">{t('waitingAnswer')}</Status>}
      {q.answer && !q.accepted && has(me, 'owner') && (
        <Button size="small" loading={accept.isPending} onClick={() => accept.mutate()}>
          {t('satisfied')}
        </Button>
      )}
      {q.accepted && <Status tone="good">{t('accepted')}</Status>}
      <ProblemView error={accept.error} />
    </div>
  );
}

interface SayProps {
  path: string;
  body: (text: string) => unknown;
  label: string;
  onDone?: () => void;
}

function Say({ path, body, label, onDone }: SayProps) {
  const cache = useQueryClient();
  const [text, setText] = useState('');
  const say = useMutation({
    mutationFn: () => post(path, body(text.trim())),
    onSuccess: () => {
      setText('');
      cache.invalidateQueries({ queryKey: ['contracts'] });
      onDone?.();
    },
  });
  return (
    <div className={styles.say}>
      <Input.TextArea
        aria-label={label}
        autoSize
        maxLength={500}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      <Button disabled={text.trim().length < 2} loading={say.isPending} onClick={() => say.mutate()}>
        {label}
      </Button>
      <ProblemView error={say.error} />
    </div>
  );
}
