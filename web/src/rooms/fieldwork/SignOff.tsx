import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { post } from '@/api/client';
import type { WorkOrder } from '@/api/types';
import { showFaults } from '@/ui/faults';
import { ProblemView } from '@/ui/ProblemView';
import { useFieldworkTexts } from './texts';

interface Values {
  signature: string;
  lon: string;
  lat: string;
}

export function SignOff({ order }: { order: WorkOrder }) {
  const t = useFieldworkTexts();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const sign = useMutation({
    mutationFn: (gps: Values) => post('/v1/work-orders/{id}/sign-off', gps, { path: { id: order.id } }),
    onSuccess: () => message.success(t('signedOff')),
    onError: (error) => showFaults(form, error),
    onSettled: () => cache.invalidateQueries({ queryKey: ['work-orders'] }),
  });
  const locate = () =>
    navigator.geolocation?.getCurrentPosition((p) =>
      form.setFieldsValue({ lon: p.coords.longitude.toFixed(6), lat: p.coords.latitude.toFixed(6) }),
    );
  const rules = [{ required: true, pattern: /^-?\d{1,3}(\.\d{1,6})?$/, message: t('missing') }];
  return (
    <section className="panel stack">
      <h2 className="panel-title">{t('signOff')}</h2>
      <p className="soft">{t('signOffNote')}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => sign.mutate(v)}>
        <Form.Item
          name="signature"
          label={t('signature')}
          rules={[{ required: true, whitespace: true, message: t('missing') }]}
        >
          <Input maxLength={40} />
        </Form.Item>
        <div className="halves">
          <Form.Item name="lon" label={t('lon')} rules={rules}>
            <Input inputMode="decimal" maxLength={11} />
          </Form.Item>
          <Form.Item name="lat" label={t('lat')} rules={rules}>
            <Input inputMode="decimal" maxLength={11} />
          </Form.Item>
        </div>
        <div className="row">
          <Button onClick={locate}>{t('locate')}</Button>
          <Button type="primary" htmlType="submit" loading={sign.isPending}>
            {t('signOff')}
          </Button>
        </div>
      </Form>
      <ProblemView error={sign.error} />
    </section>
  );
}
