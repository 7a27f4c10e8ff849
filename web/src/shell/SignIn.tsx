import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { useEffect } from 'react';
import { useSignIn } from '@/api/session';
import { useLanguage } from '@/i18n';
import { ProblemView } from '@/ui/ProblemView';
import { LanguageSwitch } from './LanguageSwitch';
import { Mark } from './Mark';
import styles from './SignIn.module.css';
import { useShellTexts } from './texts';

interface Values {
  institution: string;
  login: string;
  password: string;
}

export function SignIn() {
  const t = useShellTexts();
  const language = useLanguage();
  const navigate = useNavigate();
  const { to, institution } = useSearch({ strict: false }) as { to?: string; institution?: string };
  const signIn = useSignIn();
  useEffect(() => {
    document.title = `${t('signIn')} · 收单通 Tillway`;
  }, [t]);
  const required = [{ required: true, message: t('required') }];
  return (
    <div className={styles.page}>
      <main className={styles.slip}>
        <div className={styles.brand}>
          <Mark size={48} />
          <div>
            <h1>
              {t('product')}{' '}
              <small lang={language === 'en' ? 'zh-CN' : 'en'}>
                {language === 'en' ? '收单通' : 'Tillway'}
              </small>
            </h1>
            <p>{t('tagline')}</p>
          </div>
        </div>
        <Form<Values>
          layout="vertical"
          requiredMark={false}
          initialValues={{ institution: institution ?? '999' }}
          onFinish={(values) =>
            signIn.mutate(values, { onSuccess: () => navigate({ to: safe(to), replace: true }) })
          }
        >
          <Form.Item
            name="institution"
            label={t('institution')}
            extra={t('institutionHint')}
            rules={required}
          >
            <Input autoComplete="organization" inputMode="numeric" maxLength={12} size="large" />
          </Form.Item>
          <Form.Item name="login" label={t('login')} rules={required}>
            <Input autoComplete="username" autoFocus maxLength={64} size="large" />
          </Form.Item>
          <Form.Item name="password" label={t('password')} rules={required}>
            <Input.Password autoComplete="current-password" maxLength={128} size="large" />
          </Form.Item>
          {signIn.error && (
            <div className={styles.problem}>
              <ProblemView error={signIn.error} />
            </div>
          )}
          <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
            {t('signIn')}
          </Button>
        </Form>
        <div className={styles.foot}>
          <Link to="/apply">{t('apply')}</Link>
          <LanguageSwitch />
        </div>
      </main>
    </div>
  );
}

/** Only places inside the console. */
function safe(to: string | undefined): string {
  return to?.startsWith('/') && !to.startsWith('//') ? to : '/';
}
