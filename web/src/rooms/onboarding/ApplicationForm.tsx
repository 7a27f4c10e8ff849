import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Form, Input, Select } from 'antd';
import { put } from '@/api/client';
import type { Application } from '@/api/types';
import { showFaults } from '@/ui/faults';
import { useName } from '@/ui/names';
import { ProblemView } from '@/ui/ProblemView';
import { cardOk, idNumberOk, mobileOk, usccOk } from './checks';
import { body, type Typed, typed } from './formValues';
import styles from './Onboarding.module.css';
import { useTrades } from './Readiness';
import { useRules } from './rules';
import { useOnboardingTexts } from './texts';

type Text = Parameters<ReturnType<typeof useOnboardingTexts>>[0];

export function ApplicationFormPanel({
  application,
  onNext,
}: {
  application: Application;
  onNext: () => void;
}) {
  const t = useOnboardingTexts();
  const name = useName();
  const rules = useRules();
  const trades = useTrades();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const kind = application.kind;
  const save = useMutation({
    mutationFn: (values: Typed) =>
      put('/v1/applications/{id}', body(values), { path: { id: application.id } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['applications'] }),
    onError: (error) => showFaults(form, error),
  });

  async function saveDraft() {
    await save.mutateAsync(form.getFieldsValue(true));
    message.success(t('saved'));
  }

  const line = (
    path: [string, string],
    text: Text,
    more: object = { rules: rules.needed },
    input = <Input maxLength={120} />,
  ) => (
    <Form.Item name={path} label={t(text)} {...more}>
      {input}
    </Form.Item>
  );

  return (
    <Form<Typed>
      form={form}
      layout="vertical"
      requiredMark="optional"
      initialValues={typed(application)}
      scrollToFirstError={{ block: 'center' }}
      onFinish={() => save.mutate(form.getFieldsValue(true), { onSuccess: onNext })}
    >
      <fieldset className={styles.part}>
        <legend>{t('shop')}</legend>
        <div className={styles.grid}>
          {line(['base', 'license_name'], 'licenseName')}
          {line(
            ['base', 'short_name'],
            'shortName',
            { rules: rules.needed, extra: t('shortNameHint') },
            <Input maxLength={20} />,
          )}
          {line(
            ['base', 'mcc'],
            'mcc',
            { rules: rules.needed },
            <Select options={trades} showSearch={{ optionFilterProp: 'label' }} />,
          )}
          {line(['base', 'business_scope'], 'scope')}
          {line(
            ['base', 'staff_count'],
            'staff',
            { rules: rules.number },
            <Input inputMode="numeric" maxLength={5} />,
          )}
          {line(
            ['base', 'area_m2'],
            'area',
            { rules: rules.number },
            <Input inputMode="numeric" maxLength={6} />,
          )}
          {line(
            ['base', 'est_month_turnover_fen'],
            'turnover',
            { rules: rules.amount },
            <Input inputMode="decimal" />,
          )}
          {line(
            ['base', 'est_avg_ticket_fen'],
            'avgTicket',
            { rules: rules.amount },
            <Input inputMode="decimal" />,
          )}
          {line(
            ['base', 'est_max_ticket_fen'],
            'maxTicket',
            { rules: rules.amount },
            <Input inputMode="decimal" />,
          )}
          <Form.Item name="products" label={t('products')} rules={rules.some}>
            <Checkbox.Group
              options={['card', 'wechat', 'alipay'].map((p) => ({ value: p, label: name(p) }))}
            />
          </Form.Item>
        </div>
      </fieldset>
      <fieldset className={styles.part}>
        <legend>{t('address')}</legend>
        <div className={styles.grid}>
          {line(['address', 'province'], 'province')}
          {line(['address', 'city'], 'city')}
          {line(['address', 'district'], 'district')}
          {line(['address', 'detail'], 'detail')}
        </div>
      </fieldset>
      {kind !== 'MICRO' && (
        <fieldset className={styles.part}>
          <legend>{t('license')}</legend>
          <div className={styles.grid}>
            {line(
              ['license', 'uscc'],
              'uscc',
              { rules: rules.must(usccOk, t('badUscc')), className: styles.wide },
              <Input maxLength={18} />,
            )}
            {line(
              ['license', 'start'],
              'validFrom',
              { rules: rules.date },
              <Input placeholder="2024-01-01" maxLength={10} />,
            )}
            {line(
              ['license', 'end'],
              'validTo',
              { rules: rules.date, extra: t('forever') },
              <Input placeholder="2099-12-31" maxLength={10} />,
            )}
          </div>
        </fieldset>
      )}
      <fieldset className={styles.part}>
        <legend>{t('legal')}</legend>
        <div className={styles.grid}>
          {line(['legal', 'name'], 'fullName')}
          {line(
            ['legal', 'id_no'],
            'idNo',
            { rules: rules.must((v) => v.includes('*') || idNumberOk(v), t('badId')) },
            <Input maxLength={18} autoComplete="off" />,
          )}
          {line(
            ['legal', 'id_start'],
            'validFrom',
            { rules: rules.date },
            <Input placeholder="2020-01-01" maxLength={10} />,
          )}
          {line(
            ['legal', 'id_end'],
            'validTo',
            { rules: rules.date, extra: t('forever') },
            <Input placeholder="2040-01-01" maxLength={10} />,
          )}
          {line(
            ['legal', 'mobile'],
            'mobile',
            { rules: rules.must((v) => v.includes('*') || mobileOk(v), t('badMobile')) },
            <Input inputMode="numeric" maxLength={11} />,
          )}
        </div>
      </fieldset>
      <fieldset className={styles.part}>
        <legend>{t('contact')}</legend>
        <div className={styles.grid}>
          {line(['contact', 'name'], 'fullName')}
          {line(
            ['contact', 'mobile'],
            'mobile',
            { rules: rules.must((v) => v.includes('*') || mobileOk(v), t('badMobile')) },
            <Input inputMode="numeric" maxLength={11} />,
          )}
          {line(['contact', 'email'], 'email', {
            rules: rules.may((v) => v.includes('*') || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(v), t('badEmail')),
          })}
        </div>
      </fieldset>
      <fieldset className={styles.part}>
        <legend>{t('settle')}</legend>
        <div className={styles.grid}>
          {line(
            ['settle', 'acct_type'],
            'acctType',
            { rules: rules.needed },
            <Select
              options={[
                { value: 'personal', label: t('acctPersonal') },
                { value: 'company', label: t('acctCompany') },
              ]}
            />,
          )}
          {line(['settle', 'acct_name'], 'acctName')}
          {line(
            ['settle', 'acct_no'],
            'acctNo',
            { rules: rules.must((v) => v.includes('*') || cardOk(v) || /^\d{8,32}$/.test(v), t('badCard')) },
            <Input inputMode="numeric" maxLength={32} autoComplete="off" />,
          )}
          {line(['settle', 'bank_name'], 'bankName')}
          {line(
            ['settle', 'bank_code'],
            'bankCode',
            { rules: rules.needed },
            <Input inputMode="numeric" maxLength={14} />,
          )}
          {line(
            ['settle', 'reserved_mobile'],
            'reserved',
            { rules: rules.must((v) => v.includes('*') || mobileOk(v), t('badMobile')) },
            <Input inputMode="numeric" maxLength={11} />,
          )}
          {line(
            ['settle', 'cycle'],
            'cycle',
            { rules: rules.needed },
            <Select options={[{ value: 'T1', label: 'T+1' }]} />,
          )}
        </div>
      </fieldset>
      <div className="stack">
        <ProblemView error={save.error} quietFields />
        <div className={styles.submitBar}>
          <Button onClick={saveDraft} loading={save.isPending}>
            {t('save')}
          </Button>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('next')}
          </Button>
        </div>
      </div>
    </Form>
  );
}
