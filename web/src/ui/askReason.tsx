import { Form, Input, Modal } from 'antd';
import { useCallback, useState } from 'react';
import { faultsOf } from '@/api/problem';
import { showFaults } from './faults';
import { ProblemView } from './ProblemView';
import { useUiTexts } from './texts';

interface Question {
  title: string;
  note?: React.ReactNode;
  ok?: string;
  danger?: boolean;
  act: (reason: string) => Promise<unknown>;
}

/**
 * Sensitive buttons ask why before they act. The dialog stays open until the
 * server has taken the step, and shows its problem otherwise.
 */
export function useReason(): [ask: (question: Question) => void, dialog: React.ReactNode] {
  const t = useUiTexts();
  const [question, setQuestion] = useState<Question>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [form] = Form.useForm<{ reason: string }>();

  const ask = useCallback((q: Question) => {
    setError(undefined);
    setQuestion(q);
  }, []);

  async function submit({ reason }: { reason: string }) {
    if (!question) return;
    setBusy(true);
    setError(undefined);
    try {
      await question.act(reason.trim());
      setQuestion(undefined);
    } catch (e) {
      showFaults(form, e);
      setError(e);
    } finally {
      setBusy(false);
    }
  }

  const dialog = (
    <Modal
      open={question !== undefined}
      title={question?.title}
      okText={question?.ok ?? t('confirm')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: question?.danger, loading: busy }}
      onOk={() => form.submit()}
      onCancel={() => setQuestion(undefined)}
      destroyOnHidden
    >
      <div className="stack">
        {question?.note && <div>{question.note}</div>}
        <Form form={form} layout="vertical" onFinish={submit} requiredMark={false} preserve={false}>
          <Form.Item
            name="reason"
            label={t('reason')}
            extra={t('reasonHint')}
            rules={[{ required: true, whitespace: true, min: 4, message: t('reasonMissing') }]}
          >
            <Input.TextArea rows={3} maxLength={200} showCount />
          </Form.Item>
        </Form>
        <ProblemView error={error} quietFields={faultsOf(error).every((f) => f.path === 'reason')} />
      </div>
    </Modal>
  );
  return [ask, dialog];
}
