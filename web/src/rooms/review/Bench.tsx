import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Checkbox, Form, Input, Radio, Select } from 'antd';
import { post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Application } from '@/api/types';
import { ProblemView } from '@/ui/ProblemView';
import { Status } from '@/ui/Status';
import { useWho } from '@/ui/who';
import styles from './Review.module.css';
import { useReviewTexts } from './texts';

const points = ['identity', 'license', 'account', 'premises', 'lists'] as const;
const codes = [
  'DOC_BLUR',
  'DOC_MISSING',
  'DOC_EXPIRED',
  'NAME_MISMATCH',
  'MISMATCH',
  'ADDR_MISMATCH',
  'PHOTO_NOT_STORE',
  'MCC_WRONG',
  'ACCT_MISMATCH',
  'QUAL_MISSING',
  'SCOPE_CONFLICT',
  'LEASE',
  'LIST',
  'OTHER',
] as const;

interface Values {
  points?: string[];
  originals?: boolean;
  decision: 'pass' | 'return' | 'reject';
  reason_code?: string;
  reason?: string;
}

/** The level under decision: the status says it, the server enforces it. */
function levelOf(status: string): 1 | 2 | undefined {
  const s = status.toLowerCase();
  if (s.startsWith('r2') || s === 'r1_passed') return 2;
  if (s.startsWith('r1') || s === 'submitted' || s === 'verifying') return 1;
  return undefined;
}

export function Bench({ application: a }: { application: Application }) {
  const t = useReviewTexts();
  const me = useMe();
  const who = useWho();
  const level = levelOf(a.status);
  const cache = useQueryClient();
  const claim = useMutation({
    mutationFn: () => post('/v1/reviews/{id}/claim', undefined, { path: { id: a.id } }),
    onSettled: () => {
      cache.invalidateQueries({ queryKey: ['reviews'] });
      cache.invalidateQueries({ queryKey: ['applications'] });
    },
  });
  if (!level || !has(me, 'reviewer1', 'reviewer2', 'compliance')) return null;
  const mine = a.claimed_by === me.user;
  const mayClaim = has(me, level === 1 ? 'reviewer1' : 'reviewer2');
  return (
    <section className="panel">
      <div className={styles.benchHead}>
        <h2>{level === 1 ? t('level1') : t('level2')}</h2>
        {a.claimed_by ? (
          <Status tone={mine ? 'good' : 'wait'}>
            {mine ? t('claimedByYou') : t('claimedBy', { name: who(a.claimed_by, a.claimed_by_name) ?? '' })}
          </Status>
        ) : (
          mayClaim && (
            <Button type="primary" onClick={() => claim.mutate()} loading={claim.isPending}>
              {t('claim')}
            </Button>
          )
        )}
      </div>
      <div className="stack">
        <ProblemView error={claim.error} />
        {mine && <DecisionForm application={a} level={level} />}
        {!a.claimed_by && <p className="soft">{mayClaim ? t('claimNote') : t('notYours')}</p>}
      </div>
    </section>
  );
}

function DecisionForm({ application: a, level }: { application: Application; level: 1 | 2 }) {
  const t = useReviewTexts();
  const [form] = Form.useForm<Values>();
  const decision = Form.useWatch('decision', form);
  const ticked = Form.useWatch('points', form) ?? [];
  const originals = Form.useWatch('originals', form);
  const complete = ticked.length === points.length && !!originals;
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const decide = useMutation({
    mutationFn: (v: Values) =>
      post(
        '/v1/reviews/{id}/decision',
        {
          level,
          decision: v.decision,
          reason_code: v.decision === 'pass' ? undefined : (v.reason_code ?? 'OTHER'),
          reason: v.reason?.trim() || undefined,
          checklist: Object.fromEntries(points.map((p) => [p, !!v.points?.includes(p)])),
          originals_sighted: !!v.originals,
        },
        { path: { id: a.id } },
      ),
    onSuccess: () => {
      message.success(t('sent'));
      navigate({ to: '/reviews' });
    },
    onSettled: () => {
      cache.invalidateQueries({ queryKey: ['reviews'] });
      cache.invalidateQueries({ queryKey: ['applications'] });
    },
  });
  return (
    <Form<Values> form={form} layout="vertical" requiredMark={false} onFinish={(v) => decide.mutate(v)}>
      <Form.Item name="points" label={t('checklist')}>
        <Checkbox.Group
          className={styles.points}
          options={points.map((p) => ({ value: p, label: t(`c_${p}`) }))}
        />
      </Form.Item>
      <Form.Item name="originals" valuePropName="checked">
        <Checkbox>{t('originals')}</Checkbox>
      </Form.Item>
      <Form.Item name="decision" label={t('decision')} initialValue="pass">
        <Radio.Group
          optionType="button"
          buttonStyle="solid"
          options={(['pass', 'return', 'reject'] as const).map((d) => ({ value: d, label: t(d) }))}
        />
      </Form.Item>
      {decision !== 'pass' && (
        <Form.Item
          name="reason_code"
          label={t('reasonCode')}
          rules={[{ required: true, message: t('reasonNeeded') }]}
        >
          <Select options={codes.map((c) => ({ value: c, label: t(`code_${c}`) }))} />
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label={t('reason')}
        rules={[{ required: decision !== 'pass', whitespace: true, min: 10, message: t('reasonNeeded') }]}
      >
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
      <div className="stack">
        <ProblemView error={decide.error} />
        {decision === 'pass' && !complete && <p className="soft">{t('allTicked')}</p>}
        <Button
          type="primary"
          htmlType="submit"
          danger={decision === 'reject'}
          disabled={decision === 'pass' && !complete}
          loading={decide.isPending}
        >
          {t('send')}
        </Button>
      </div>
    </Form>
  );
}
