import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { SettlementDay, SettlementStep } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { ProblemView } from '@/ui/ProblemView';
import { shortMoment } from '@/ui/time';
import { useWho } from '@/ui/who';
import styles from './Settlement.module.css';
import { useSettlementTexts } from './texts';

// The day's road. Each stop has one button, and two of them need two people.
const road = [
  { name: 'cut', path: 'cut', roles: ['settle_maker'] },
  { name: 'import', path: 'import', roles: ['settle_maker'] },
  { name: 'clear', path: 'clear', roles: ['settle_maker'] },
  { name: 'plan', path: 'payouts/plan', roles: ['settle_maker'] },
  { name: 'approve', path: 'payouts/approve', roles: ['settle_checker'] },
  { name: 'send', path: 'payouts/send', roles: ['settle_maker', 'settle_checker'] },
  { name: 'results', path: 'results', roles: ['settle_maker', 'settle_checker'] },
] as const;

const finished = (step: SettlementStep | undefined) => !!step && step.status === 'done';

export function DaySteps({ day }: { day: SettlementDay }) {
  const t = useSettlementTexts();
  useLanguage();
  const me = useMe();
  const who = useWho();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const act = useMutation({
    mutationFn: (path: string) =>
      post(`/v1/settlement/days/{date}/${path}`, undefined, { path: { date: day.date } }),
    onSuccess: () => message.success(t('stepDone')),
    onSettled: () => {
      cache.invalidateQueries({ queryKey: ['settlement'] });
      cache.invalidateQueries({ queryKey: ['payouts'] });
    },
  });
  const steps = new Map(day.steps?.map((s) => [s.name, s]));
  const next = road.findIndex((stop) => !finished(steps.get(stop.name)));
  return (
    <section className="panel stack" aria-label={t('steps')}>
      <ol className={styles.road}>
        {road.map((stop, index) => {
          const step = steps.get(stop.name);
          const done = finished(step);
          const here = index === next;
          return (
            <li
              key={stop.name}
              className={done ? styles.done : here ? styles.here : undefined}
              aria-current={here ? 'step' : undefined}
            >
              <div className={styles.stopName}>{t(`s_${stop.name}`)}</div>
              <div className={styles.stopNote}>
                {done ? (
                  <>
                    {step?.at ? shortMoment(step.at) : t('done')}
                    {step?.by && <br />}
                    {who(step?.by, step?.by_name)}
                  </>
                ) : (
                  pick(step?.note_zh, step?.note_en) || (here ? '' : t('waits'))
                )}
              </div>
              {here && has(me, ...stop.roles) && (
                <Button
                  type="primary"
                  size="small"
                  loading={act.isPending}
                  onClick={() => act.mutate(stop.path)}
                >
                  {t(`do_${stop.name}`)}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
      <p className="soft">{t('fourEyes')}</p>
      <ProblemView error={act.error} />
    </section>
  );
}
