import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { post } from '@/api/client';
import { faultsOf } from '@/api/problem';
import type { WorkOrder } from '@/api/types';
import { showFaults } from '@/ui/faults';
import { ProblemView } from '@/ui/ProblemView';
import { useFieldworkTexts } from './texts';
import type { Position } from './usePosition';

/** The merchant takes over: a signature at the place, and the terminal goes live. */
export function SignOff({ order, position }: { order: WorkOrder; position: Position | undefined }) {
  const t = useFieldworkTexts();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ signature: string }>();
  const sign = useMutation({
    mutationFn: ({ signature }: { signature: string }) =>
      post(
        '/v1/work-orders/{id}/sign-off',
        { signature: signature.trim(), lon: position?.lon ?? '', lat: position?.lat ?? '' },
        { path: { id: order.id } },
      ),
    onSuccess: () => message.success(t('signedOff')),
    onError: (error) => showFaults(form, error),
    onSettled: () => cache.invalidateQueries({ queryKey: ['work-orders'] }),
  });
  const left = (order.items ?? []).filter((i) => i.state !== 'passed').length;
  const atSignature = faultsOf(sign.error).every((f) => f.path === 'signature');
  return (
    <section className="panel stack">
      <h2 className="panel-title">{t('signOff')}</h2>
      <p className="soft">{left > 0 ? t('signOffLeft', { n: left }) : t('signOffNote')}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => sign.mutate(v)}>
        <Form.Item
          name="signature"
          label={t('signature')}
          rules={[{ required: true, whitespace: true, message: t('missing') }]}
        >
          <Input maxLength={40} autoComplete="off" disabled={left > 0} />
        </Form.Item>
        <Button
          type="primary"
          htmlType="submit"
          block
          disabled={left > 0 || !position}
          loading={sign.isPending}
        >
          {t('signOff')}
        </Button>
      </Form>
      {!position && left === 0 && <p className="soft">{t('noPosition')}</p>}
      <ProblemView error={sign.error} quietFields={atSignature} />
    </section>
  );
}
