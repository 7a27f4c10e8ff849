import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Radio, Result } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import type { Exam, ExamQuestion } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { date } from '@/ui/time';
import styles from './Training.module.css';
import { useTrainingTexts } from './texts';

type Answers = Record<string, string[]>;

export function ExamPage() {
  const t = useTrainingTexts();
  useLanguage();
  const [answers, setAnswers] = useState<Answers>({});
  const paper = useMutation({
    mutationFn: () => post('/v1/exams'),
    onSuccess: () => setAnswers({}),
  });
  const hand = useMutation({
    mutationFn: (exam: Exam) => post('/v1/exams/{id}/answers', { answers }, { path: { id: exam.id } }),
  });
  const begin = () => {
    hand.reset();
    paper.mutate();
  };
  const exam = paper.data;
  const open = exam ? (exam.questions ?? []).filter((q) => !answers[q.id]?.length).length : 0;
  return (
    <Page title={t('exam')} note={t('examNote')} back="/training">
      <ProblemView error={paper.error ?? hand.error} />
      {!exam && (
        <div>
          <Button type="primary" size="large" onClick={begin} loading={paper.isPending}>
            {t('startExam')}
          </Button>
        </div>
      )}
      {hand.data && <Score result={hand.data} onAgain={begin} />}
      {exam && !hand.data && (
        <>
          <ol className={styles.paper}>
            {(exam.questions ?? []).map((q, index) => (
              <QuestionItem
                key={q.id}
                n={index + 1}
                question={q}
                value={answers[q.id] ?? []}
                onChange={(value) => setAnswers((a) => ({ ...a, [q.id]: value }))}
              />
            ))}
          </ol>
          <div className={styles.hand}>
            {open > 0 && <span className="soft">{t('unanswered', { n: open })}</span>}
            <Button
              type="primary"
              size="large"
              disabled={open > 0}
              loading={hand.isPending}
              onClick={() => hand.mutate(exam)}
            >
              {t('hand')}
            </Button>
          </div>
        </>
      )}
    </Page>
  );
}

interface ItemProps {
  n: number;
  question: ExamQuestion;
  value: string[];
  onChange: (value: string[]) => void;
}

function QuestionItem({ n, question: q, value, onChange }: ItemProps) {
  const t = useTrainingTexts();
  const options = (q.options ?? []).map((o) => ({
    value: o.key,
    label: `${o.key}. ${pick(o.text_zh, o.text_en)}`,
  }));
  return (
    <li className="panel">
      <fieldset className={styles.question}>
        <legend>
          <span className="soft">{t('question', { n })}</span> {pick(q.text_zh, q.text_en)}{' '}
          {q.kind === 'multi' && t('multi')}
        </legend>
        {q.kind === 'multi' ? (
          <Checkbox.Group
            className={styles.options}
            options={options}
            value={value}
            onChange={(v) => onChange(v as string[])}
          />
        ) : (
          <Radio.Group
            vertical
            options={options}
            value={value[0]}
            onChange={(e) => onChange([e.target.value])}
          />
        )}
      </fieldset>
    </li>
  );
}

function Score({
  result,
  onAgain,
}: {
  result: { score: number; passed: boolean; certificate?: string; expires?: string };
  onAgain: () => void;
}) {
  const t = useTrainingTexts();
  return (
    <section className="panel">
      <Result
        status={result.passed ? 'success' : 'warning'}
        title={`${result.passed ? t('passed') : t('failed')} · ${t('score', { score: result.score })}`}
        subTitle={
          result.certificate && (
            <>
              {t('certificate')} <span className="mono">{result.certificate}</span>
              {result.expires && ` · ${t('expires')} ${date(result.expires)}`}
            </>
          )
        }
        extra={!result.passed && <Button onClick={onAgain}>{t('newPaper')}</Button>}
      />
    </section>
  );
}
