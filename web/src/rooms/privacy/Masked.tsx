import { EyeOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useEffect, useState } from 'react';
import { post } from '@/api/client';
import { has, useMe } from '@/api/session';
import { FormDialog } from '@/ui/FormDialog';
import { usePrivacyTexts } from './texts';

interface Props {
  application: string;
  /** The value's path, such as legal.id_no. */
  field: string;
  label: string;
  masked: string | undefined;
}

/** How long an unmasked value stays on the screen. */
const shownMs = 60_000;

/** A masked personal value; whoever may see it in full says why, and the look is counted (S118). */
export function Masked({ application, field, label, masked }: Props) {
  const t = usePrivacyTexts();
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<{ value: string; times: number; left: number }>();
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => setShown(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [shown]);
  if (!masked) return <>–</>;
  const may = has(me, 'reviewer1', 'reviewer2', 'compliance', 'risk');
  if (shown) {
    return (
      <>
        <strong className="mono">{shown.value}</strong>{' '}
        <Button size="small" type="text" onClick={() => setShown(undefined)}>
          {t('hide')}
        </Button>
        <div className="soft">{t('times', { n: shown.times, left: shown.left })}</div>
      </>
    );
  }
  return (
    <>
      <span className="mono">{masked}</span>
      {may && (
        <Button
          size="small"
          type="text"
          icon={<EyeOutlined />}
          aria-label={`${t('show')}: ${label}`}
          title={t('show')}
          onClick={() => setAsking(true)}
        />
      )}
      <FormDialog<{ reason: string }>
        open={asking}
        title={t('title', { what: label })}
        note={t('note')}
        ok={t('show')}
        onClose={() => setAsking(false)}
        submit={async ({ reason }) =>
          setShown(
            await post(
              '/v1/applications/{id}/unmask',
              { field, reason: reason.trim() },
              { path: { id: application } },
            ),
          )
        }
      >
        <Form.Item
          name="reason"
          label={t('reason')}
          rules={[{ required: true, whitespace: true, min: 5, message: t('tooShort') }]}
        >
          <Input.TextArea rows={2} maxLength={200} showCount />
        </Form.Item>
      </FormDialog>
    </>
  );
}
