import type { FormInstance } from 'antd';
import { Form, Modal } from 'antd';
import { useState } from 'react';
import { faultsOf } from '@/api/problem';
import { showFaults } from './faults';
import { ProblemView } from './ProblemView';
import { useUiTexts } from './texts';

interface Props<V> {
  open: boolean;
  title: string;
  note?: React.ReactNode;
  ok?: string;
  danger?: boolean;
  initial?: Partial<V>;
  onClose: () => void;
  /** The dialog stays after success: what follows is shown by the caller. */
  stay?: boolean;
  /** Runs when every field passes; the dialog stays open until it has succeeded. */
  submit: (values: V) => Promise<unknown>;
  children: React.ReactNode;
}

/** A form in a dialog: what the server says about a field stands at that field. */
export function FormDialog<V extends object>(p: Props<V>) {
  const ui = useUiTexts();
  const [form] = Form.useForm<V>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [quiet, setQuiet] = useState(false);

  async function send(values: V) {
    setBusy(true);
    setError(undefined);
    try {
      await p.submit(values);
      if (!p.stay) p.onClose();
    } catch (e) {
      setQuiet(allShown(form, e));
      showFaults(form, e);
      setError(e);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal
      open={p.open}
      title={p.title}
      okText={p.ok ?? ui('confirm')}
      cancelText={ui('cancel')}
      okButtonProps={{ danger: p.danger, loading: busy }}
      onOk={() => form.submit()}
      onCancel={p.onClose}
      afterOpenChange={(open) => {
        if (!open) setError(undefined);
      }}
      destroyOnHidden
    >
      <div className="stack">
        {p.note && <div className="soft">{p.note}</div>}
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          preserve={false}
          initialValues={p.initial}
          onValuesChange={() => setError(undefined)}
          onFinish={send}
        >
          {p.children}
        </Form>
        <ProblemView error={error} quietFields={quiet} />
      </div>
    </Modal>
  );
}

/** Whether each fault has its field in this form; the others are told above it. */
function allShown(form: FormInstance, error: unknown): boolean {
  const names = new Set(form.getFieldsError().map((f) => f.name.join('.')));
  return faultsOf(error).every((f) => names.has(f.path));
}
