import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import { faultsOf } from '@/api/problem';
import type { WorkItem } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { showFaults } from '@/ui/faults';
import { ProblemView } from '@/ui/ProblemView';
import { Status } from '@/ui/Status';
import { clock } from '@/ui/time';
import styles from './Fieldwork.module.css';
import { useFieldworkTexts } from './texts';
import type { Position } from './usePosition';

interface Props {
  order: string;
  item: WorkItem;
  canWork: boolean;
  position: Position | undefined;
}

/** A step of the form: what is asked, how it stands, and its answer. */
export function Item({ order, item, canWork, position }: Props) {
  const t = useFieldworkTexts();
  useLanguage();
  const [again, setAgain] = useState(false);
  const answerable = canWork && !item.by_tests && item.state !== 'locked';
  const asking = answerable && (item.state !== 'passed' || again);
  return (
    <li className={styles.item}>
      <div className={styles.itemHead}>
        <div>
          <div className={styles.itemName}>
            <span className="soft num">{item.item}</span> {pick(item.name_zh, item.name_en)}
          </div>
          {item.state === 'failed' && (
            <div className={styles.fix}>
              {t('fix')} {pick(item.hint_zh, item.hint_en)}
            </div>
          )}
          {(item.value || item.note) && (
            <div className="soft">
              {item.value} {item.value && item.unit} {item.note}
            </div>
          )}
        </div>
        <State item={item} />
      </div>
      {asking && <Answer order={order} item={item} position={position} onDone={() => setAgain(false)} />}
      {answerable && item.state === 'passed' && !again && (
        <div>
          <Button size="small" type="text" onClick={() => setAgain(true)}>
            {t('again')}
          </Button>
        </div>
      )}
    </li>
  );
}

function State({ item }: { item: WorkItem }) {
  const t = useFieldworkTexts();
  if (item.state === 'passed') {
    return (
      <Status tone="good">
        {t('ok')} {item.at && clock(item.at).slice(0, 5)}
      </Status>
    );
  }
  if (item.state === 'failed') return <Status tone="bad">{t('notOk')}</Status>;
  if (item.state === 'locked') return <span className="soft">{t('locked')}</span>;
  return item.by_tests ? <span className="soft">{t('byTests')}</span> : null;
}

interface Values {
  value?: string;
  note?: string;
}

/** One tap where a tap says everything; a reading where something is measured. */
function Answer({
  order,
  item,
  position,
  onDone,
}: Pick<Props, 'order' | 'item' | 'position'> & { onDone: () => void }) {
  const t = useFieldworkTexts();
  const cache = useQueryClient();
  const [form] = Form.useForm<Values>();
  const [failing, setFailing] = useState(false);
  const answer = useMutation({
    mutationFn: ({ ok, ...values }: Values & { ok: boolean }) =>
      post(
        '/v1/work-orders/{id}/answers',
        { item: item.item, ok, value: values.value?.trim(), note: values.note?.trim(), ...position },
        { path: { id: order } },
      ),
    onSuccess: () => {
      setFailing(false); // what was not in order may be in order next
      form.resetFields();
      onDone();
    },
    onError: (error) => showFaults(form, error),
    onSettled: () => cache.invalidateQueries({ queryKey: ['work-orders'] }),
  });
  const name = pick(item.name_zh, item.name_en);
  const say = async (ok: boolean) => {
    const values = await form.validateFields().catch(() => undefined);
    if (values) answer.mutate({ ...values, ok });
  };
  return (
    <Form form={form} className={styles.answer} disabled={answer.isPending}>
      {item.needs_value && (
        <Form.Item name="value" rules={[{ required: true, whitespace: true, message: t('valueMissing') }]}>
          <Input
            aria-label={`${name} ${t('value')}`}
            placeholder={t('value')}
            suffix={item.unit}
            maxLength={40}
            autoComplete="off"
          />
        </Form.Item>
      )}
      {failing && (
        <Form.Item name="note" rules={[{ required: true, whitespace: true, message: t('remedyMissing') }]}>
          <Input.TextArea
            aria-label={`${name} ${t('remedy')}`}
            placeholder={t('remedy')}
            rows={2}
            maxLength={200}
          />
        </Form.Item>
      )}
      <div className={styles.buttons}>
        {!failing && (
          <Button
            type="primary"
            aria-label={`${name} ${t('ok')}`}
            loading={answer.isPending}
            onClick={() => say(true)}
          >
            {t('ok')}
          </Button>
        )}
        <Button
          danger
          aria-label={`${name} ${t('notOk')}`}
          onClick={() => (failing ? say(false) : setFailing(true))}
        >
          {failing ? t('record') : t('notOk')}
        </Button>
      </div>
      <ProblemView error={answer.error} quietFields={faultsOf(answer.error).length > 0} />
    </Form>
  );
}
