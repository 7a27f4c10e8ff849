import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Segmented, Switch } from 'antd';
import { get, post, put } from '@/api/client';
import { sessionKey, useMe } from '@/api/session';
import { listed, pick, useLanguage } from '@/i18n';
import merchantStyles from '@/rooms/merchant/Merchant.module.css';
import { LanguageSwitch } from '@/shell/LanguageSwitch';
import { useShellTexts } from '@/shell/texts';
import { Facts } from '@/ui/Facts';
import { showFaults } from '@/ui/faults';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { useIdentityTexts } from './texts';

export function Settings() {
  const t = useIdentityTexts();
  const shell = useShellTexts();
  const me = useMe();
  return (
    <Page title={t('settings')}>
      <div className="halves">
        <div className="stack">
          <section className="panel">
            <h2>{t('who')}</h2>
            <Facts
              items={[
                [t('name'), me.name],
                me.login && [
                  t('login'),
                  <span key="l" className="mono">
                    {me.login}
                  </span>,
                ],
                [t('roles'), listed((me.roles ?? []).map((r) => shell(`role_${r}` as 'role_owner')))],
              ]}
            />
          </section>
          <section className="panel">
            <h2>{t('language')}</h2>
            <LanguageSwitch />
          </section>
          <PasswordPanel />
        </div>
        <SmsPanel />
      </div>
    </Page>
  );
}

function PasswordPanel() {
  const t = useIdentityTexts();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const [form] = Form.useForm<{ old: string; new: string; again: string }>();
  const change = useMutation({
    mutationFn: (v: { old: string; new: string }) => post('/v1/session/password', { old: v.old, new: v.new }),
    onSuccess: () => {
      form.resetFields();
      message.success(t('changed'));
      cache.invalidateQueries({ queryKey: sessionKey }); // a first password leaves, the roles come
    },
    onError: (error) => showFaults(form, error),
  });
  const needed = [{ required: true, message: t('needed') }];
  return (
    <section className="panel">
      <h2>{t('passwordTitle')}</h2>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => change.mutate(v)}>
        <Form.Item name="old" label={t('old')} rules={needed}>
          <Input.Password autoComplete="current-password" maxLength={128} />
        </Form.Item>
        <Form.Item name="new" label={t('new')} extra={t('hint')} rules={needed}>
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('again')}
          dependencies={['new']}
          rules={[
            ...needed,
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                !value || value === getFieldValue('new')
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('differs'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
        <div className="stack">
          <ProblemView error={change.error} quietFields />
          <div>
            <Button type="primary" htmlType="submit" loading={change.isPending}>
              {t('change')}
            </Button>
          </div>
        </div>
      </Form>
    </section>
  );
}

function SmsPanel() {
  const t = useIdentityTexts();
  useLanguage();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const settings = useQuery({
    queryKey: ['notify-settings'],
    queryFn: () => get('/v1/notify/settings'),
  });
  const save = useMutation({
    mutationFn: (body: { items?: { kind: string; on: boolean }[]; language?: 'zh' | 'en' }) =>
      put('/v1/notify/settings', body),
    onSuccess: () => message.success(t('saved')),
    onSettled: () => cache.invalidateQueries({ queryKey: ['notify-settings'] }),
  });
  return (
    <section className="panel">
      <h2>{t('sms')}</h2>
      <p className="soft">{t('smsNote')}</p>
      <ProblemView error={save.error} />
      <Loaded query={settings}>
        {(data) => (
          <ul className={merchantStyles.switches}>
            <li>
              <span>{t('smsLanguage')}</span>
              <Segmented
                size="small"
                aria-label={t('smsLanguage')}
                value={data.language}
                onChange={(value) => save.mutate({ language: value as 'zh' | 'en' })}
                options={[
                  { value: 'zh', label: '中文' },
                  { value: 'en', label: 'English' },
                ]}
              />
            </li>
            {(data.items ?? []).map((s) => (
              <li key={s.kind}>
                <span>
                  {pick(s.name_zh, s.name_en)} {s.locked && <small className="soft">{t('locked')}</small>}
                </span>
                <Switch
                  checked={s.on}
                  disabled={s.locked}
                  aria-label={pick(s.name_zh, s.name_en)}
                  onChange={(on) => save.mutate({ items: [{ kind: s.kind, on }] })}
                />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}
