import { useMutation } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { App, Button, Form, Input } from 'antd';
import { post } from '@/api/client';
import { showFaults } from '@/ui/faults';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { idNumberOk, mobileOk } from './checks';
import { useRules } from './rules';
import { useOnboardingTexts } from './texts';

interface Values {
  name: string;
  id_no: string;
  mobile: string;
  otp: string;
  login: string;
  password: string;
}

export function Register() {
  const t = useOnboardingTexts();
  const { institution } = useParams({ strict: false }) as { institution: string };
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const rules = useRules();
  const register = useMutation({
    mutationFn: (values: Values) => post('/v1/registrations', { institution, ...values }),
    onSuccess: () => {
      message.success(t('registered'));
      navigate({ to: '/signin', search: { institution, to: '/applications' } as never });
    },
    onError: (error) => showFaults(form, error),
  });
  return (
    <Page title={t('registerTitle')} note={t('registerNote')} back={`/apply/${institution}`}>
      <section className="panel" style={{ maxWidth: 520 }}>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={(v) => register.mutate(v)}
          scrollToFirstError
        >
          <Form.Item name="name" label={t('fullName')} rules={rules.needed}>
            <Input autoComplete="name" maxLength={40} />
          </Form.Item>
          <Form.Item name="id_no" label={t('idNo')} rules={rules.must(idNumberOk, t('badId'))}>
            <Input autoComplete="off" maxLength={18} />
          </Form.Item>
          <Form.Item name="mobile" label={t('mobile')} rules={rules.must(mobileOk, t('badMobile'))}>
            <Input autoComplete="tel" inputMode="numeric" maxLength={11} />
          </Form.Item>
          <Form.Item name="otp" label={t('otp')} extra={t('otpHint')} rules={rules.needed}>
            <Input autoComplete="one-time-code" inputMode="numeric" maxLength={6} />
          </Form.Item>
          <Form.Item name="login" label={t('login')} rules={rules.needed}>
            <Input autoComplete="username" maxLength={32} />
          </Form.Item>
          <Form.Item name="password" label={t('password')} extra={t('passwordHint')} rules={rules.needed}>
            <Input.Password autoComplete="new-password" maxLength={128} />
          </Form.Item>
          <ProblemView error={register.error} quietFields />
          <Button type="primary" htmlType="submit" block size="large" loading={register.isPending}>
            {t('register')}
          </Button>
        </Form>
      </section>
    </Page>
  );
}
