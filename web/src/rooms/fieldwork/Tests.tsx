import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import type { WorkOrder, WorkTest } from '@/api/types';
import { ProblemView } from '@/ui/ProblemView';
import { Status } from '@/ui/Status';
import styles from './Fieldwork.module.css';
import { useFieldworkTexts } from './texts';

// The stages that have to pass before the terminal may do payments of cents.
const beforeTests = ['site', 'cabling', 'peripherals', 'security'];

export function Tests({ order, canWork }: { order: WorkOrder; canWork: boolean }) {
  const t = useFieldworkTexts();
  const tests = order.tests ?? [];
  if (tests.length === 0) return null;
  const installed = (order.items ?? [])
    .filter((i) => beforeTests.includes(i.group))
    .every((i) => i.state === 'passed');
  return (
    <section className="panel">
      <h2>
        {t('tests')}{' '}
        <span className="soft num">
          {t('progress', { done: tests.filter((x) => x.ok).length, all: tests.length })}
        </span>
      </h2>
      <p className="soft">{installed ? t('testsNote') : t('testsLocked')}</p>
      <ol className={styles.items}>
        {tests.map((test) => (
          <Test key={test.case} order={order.id} test={test} canWork={canWork && installed} />
        ))}
      </ol>
    </section>
  );
}

export function useCaseName() {
  const t = useFieldworkTexts();
  return (name: string) => {
    const key = `t_${name}` as 't_signin';
    return t(key) === key ? name : t(key);
  };
}

function Test({ order, test, canWork }: { order: string; test: WorkTest; canWork: boolean }) {
  const t = useFieldworkTexts();
  const caseName = useCaseName();
  const cache = useQueryClient();
  const [rrn, setRrn] = useState('');
  const record = useMutation({
    mutationFn: () =>
      post('/v1/work-orders/{id}/tests', own ? { case: test.case } : { case: test.case, rrn }, {
        path: { id: order },
      }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['work-orders'] }),
  });
  const title = caseName(test.case);
  const own = ['signin', 'settle'].includes(test.case); // the house checks these by itself
  return (
    <li className={styles.item}>
      <div className={styles.itemHead}>
        <div>
          <div className={styles.itemName}>{title}</div>
          {test.rrn && <div className="soft mono">{test.rrn}</div>}
          <Detail test={test} />
        </div>
        <Status tone={test.ok ? 'good' : test.ok === false ? 'bad' : 'idle'}>
          {test.ok ? t('passed') : test.ok === false ? t('failed') : t('open')}
        </Status>
      </div>
      {canWork && !test.ok && (
        <div className={styles.buttons}>
          {!own && (
            <Input
              className={styles.note}
              aria-label={`${title} ${t('rrn')}`}
              placeholder={t('rrn')}
              inputMode="numeric"
              maxLength={12}
              value={rrn}
              onChange={(e) => setRrn(e.target.value)}
            />
          )}
          <Button
            disabled={!own && !/^\d{12}$/.test(rrn)}
            loading={record.isPending}
            onClick={() => record.mutate()}
          >
            {t('check')}
          </Button>
        </div>
      )}
      <ProblemView error={record.error} />
    </li>
  );
}

/** Why a case failed, in words; what proved it, as it is. */
function Detail({ test }: { test: WorkTest }) {
  const t = useFieldworkTexts();
  if (!test.detail || test.detail === 'proven') return null;
  const proof = /^(kcv|batch) (\S+)$/.exec(test.detail);
  if (proof) {
    return (
      <div className="soft">
        {t(`p_${proof[1]}` as 'p_kcv')} <span className="mono">{proof[2]}</span>
      </div>
    );
  }
  const key = `x_${test.detail}` as 'x_amount';
  const said = t(key);
  return <div className={test.ok ? 'soft' : styles.fix}>{said === key ? test.detail : said}</div>;
}
