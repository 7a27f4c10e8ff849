import { Link, useRouter } from '@tanstack/react-router';
import { Button, Result } from 'antd';
import { OfflineError, problemOf } from '@/api/problem';
import { ProblemView } from '@/ui/ProblemView';
import { useUiTexts } from '@/ui/texts';

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
  return <Result status="404" title={t('notFound')} extra={<Link to="/">{t('home')}</Link>} />;
}
