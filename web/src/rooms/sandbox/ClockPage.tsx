import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { post } from '@/api/client';
import { useLanguage } from '@/i18n';
import { useBusinessClock } from '@/shell/useBusinessClock';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { clock, date, weekday } from '@/ui/time';
import styles from './Sandbox.module.css';
import { useSandboxTexts } from './texts';

const dayMs = 86_400_000;

export function ClockPage() {
  const t = useSandboxTexts();
  const language = useLanguage();
  const cache = useQueryClient();
  const business = useBusinessClock();
  const { message } = App.useApp();
  const move = useMutation({
    mutationFn: (body: { to?: string; advance?: string }) => post('/v1/sandbox/clock', body),
    onSuccess: () => message.success(t('moved')),
    onSettled: () => cache.invalidateQueries(),
  });
  if (!business) return null;
  const today = date(business.now);
  const tomorrow = date(business.now + dayMs);
  const pastEvening = clock(business.now) >= '23:05:00';
  return (
    <Page title={t('clock')} note={t('clockNote')}>
      <section className={`panel ${styles.clock}`}>
        <div className="soft">{t('now')}</div>
        <div className={styles.face}>{clock(business.now)}</div>
        <div>
          {today} {weekday(today, language)} +08:00
        </div>
        <div className={styles.moves}>
          <Button loading={move.isPending} onClick={() => move.mutate({ advance: '1h' })}>
            {t('hour')}
          </Button>
          <Button
            loading={move.isPending}
            disabled={pastEvening}
            onClick={() => move.mutate({ to: `${today}T23:05:00+08:00` })}
          >
            {t('evening')}
          </Button>
          <Button
            type="primary"
            loading={move.isPending}
            onClick={() => move.mutate({ to: `${tomorrow}T09:00:00+08:00` })}
          >
            {t('tomorrow')}
          </Button>
        </div>
      </section>
      <ProblemView error={move.error} />
    </Page>
  );
}
