import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import type { WorkItem, WorkOrder } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { ProblemView } from '@/ui/ProblemView';
import { Status } from '@/ui/Status';
import { clock } from '@/ui/time';
import styles from './Fieldwork.module.css';
import { useFieldworkTexts } from './texts';

export function Checklist({ order, canWork }: { order: WorkOrder; canWork: boolean }) {
  const t = useFieldworkTexts();
  const items = order.items ?? [];
  const done = items.filter((i) => i.ok !== null && i.ok !== undefined).length;
  return (
    <section className="panel">
      <h2>
        {t('checklist')} <span className="soft num">{t('progress', { done, all: items.length })}</span>
      </h2>
      <ol className={styles.items}>
        {items.map((item) => (
          <Item key={item.item} order={order.id} item={item} canWork={canWork} />
        ))}
      </ol>
    </section>
  );
}

function Item({ order, item, canWork }: { order: string; item: WorkItem; canWork: boolean }) {
  const t = useFieldworkTexts();
  useLanguage();
  const cache = useQueryClient();
  const [ok, setOk] = useState<boolean | undefined>(item.ok ?? undefined);
  const [value, setValue] = useState(item.value ?? '');
  const [note, setNote] = useState(item.note ?? '');
  const answer = useMutation({
    mutationFn: () =>
      post(
        '/v1/work-orders/{id}/answers',
        { item: item.item, ok: !!ok, value: value.trim(), note: note.trim() },
        { path: { id: order } },
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['work-orders'] }),
  });
  const title = pick(item.name_zh, item.name_en);
  const answered = item.ok !== null && item.ok !== undefined;
  const changed = ok !== (item.ok ?? undefined) || value !== (item.value ?? '') || note !== (item.note ?? '');
  return (
    <li className={styles.item}>
      <div className={styles.itemHead}>
        <div>
          <div className={styles.itemName}>{title}</div>
          <div className="soft">{pick(item.hint_zh, item.hint_en)}</div>
        </div>
        {answered && (
          <Status tone={item.ok ? 'good' : 'bad'}>
            {item.ok ? t('ok') : t('notOk')} {item.at && clock(item.at).slice(0, 5)}
          </Status>
        )}
      </div>
      {canWork && (
        <div className={styles.answer}>
          <Radio.Group
            aria-label={title}
            optionType="button"
            value={ok}
            onChange={(e) => setOk(e.target.value)}
            options={[
              { value: true, label: t('ok') },
              { value: false, label: t('notOk') },
            ]}
          />
          {item.needs_value && (
            <Input
              className={styles.value}
              aria-label={`${title} ${t('value')}`}
              placeholder={t('value')}
              suffix={item.unit}
              value={value}
              onChange={(e) => setValue(e.target.value)}
            />
          )}
          <Input
            className={styles.note}
            aria-label={`${title} ${t('remark')}`}
            placeholder={t('remark')}
            value={note}
            maxLength={200}
            onChange={(e) => setNote(e.target.value)}
          />
          <Button
            disabled={ok === undefined || !changed}
            loading={answer.isPending}
            onClick={() => answer.mutate()}
          >
            {t('record')}
          </Button>
        </div>
      )}
      {!canWork && (item.value || item.note) && (
        <div className="soft">
          {item.value} {item.unit} {item.note}
        </div>
      )}
      <ProblemView error={answer.error} />
    </li>
  );
}
