import { useRouter } from '@tanstack/react-router';
import { Button, Result } from 'antd';
import { useEffect } from 'react';
import { OfflineError, problemOf } from '@/api/problem';
import { LinkButton } from '@/ui/LinkButton';
import { ProblemView } from '@/ui/ProblemView';
import { useUiTexts } from '@/ui/texts';
import { Mark } from './Mark';
import styles from './SignIn.module.css';

/** The last net: a page that failed says so and keeps the rest alive. */
export function PageFault({ error, reset }: { error: unknown; reset?: () => void }) {
  const t = useUiTexts();
  const router = useRouter();
  if (problemOf(error) || error instanceof OfflineError) {
    const retry = () => {
      reset?.();
      router.invalidate();
    };
    return <ProblemView error={error} onRetry={retry} />;
  }
  return (
    <Result
      status="warning"
      title={t('broken')}
      subTitle={t('brokenNext')}
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          {t('reload')}
        </Button>
      }
    >
      <pre>{error instanceof Error ? error.message : String(error)}</pre>
    </Result>
  );
}

export function NoSuchPage() {
  const t = useUiTexts();
  useEffect(() => {
    document.title = `${t('notFound')} · 收单通 Tillway`;
  }, [t]);
  return (
    <div className={styles.page}>
      <main className={styles.slip}>
        <div className={styles.brand}>
          <Mark size={48} />
          <h1>{t('notFound')}</h1>
        </div>
        <LinkButton to="/" primary size="large" block>
          {t('home')}
        </LinkButton>
      </main>
    </div>
  );
}
