import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import type { WorkOrder, WorkTest } from '@/api/types';
import { ProblemView } from '@/ui/ProblemView';
import { Status } from '@/ui/Status';
import styles from './Fieldwork.module.css';
import { useFieldworkTexts } from './texts';

export function Tests({ order, canWork }: { order: WorkOrder; canWork: boolean }) {
  const t = useFieldworkTexts();
  return (
    <section className="panel">
      <h2>{t('tests')}</h2>
      <p className="soft">{t('testsNote')}</p>
      <ol className={styles.items}>
        {(order.tests ?? []).map((test) => (
          <Test key={test.case} order={order.id} test={test} canWork={canWork} />
        ))}
      </ol>
    </section>
  );
}

function Test({ order, test, canWork }: { order: string; test: WorkTest; canWork: boolean }) {
  const t = useFieldworkTexts();
  const cache = useQueryClient();
  const [rrn, setRrn] = useState('');
  const record = useMutation({
    mutationFn: () => post('/v1/work-orders/{id}/tests', { case: test.case, rrn }, { path: { id: order } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['work-orders'] }),
  });
  const key = `t_${test.case}` as 't_signin';
  const title = t(key) === key ? test.case : t(key);
  const own = ['signin', 'settle'].includes(test.case); // the house checks these by itself
  return (
    <li className={styles.item}>
      <div className={styles.itemHead}>
        <div className={styles.itemName}>{title}</div>
        <Status tone={test.ok ? 'good' : test.ok === false ? 'bad' : 'idle'}>
          {test.ok ? t('passed') : test.ok === false ? t('failed') : t('open')}
        </Status>
      </div>
      {test.rrn && <div className="soft mono">{test.rrn}</div>}
      {test.detail && test.detail !== 'proven' && <div className="soft">{test.detail}</div>}
      {canWork && !test.ok && (
        <div className={styles.answer}>
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
            disabled={!own && rrn.length !== 12}
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
