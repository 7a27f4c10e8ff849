import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Progress } from 'antd';
import { post } from '@/api/client';
import { has, type Role, useMe } from '@/api/session';
import type { SettlementDay, SettlementStep } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { useReason } from '@/ui/askReason';
import { ProblemView } from '@/ui/ProblemView';
import { shortMoment } from '@/ui/time';
import { useWho } from '@/ui/who';
import styles from './Settlement.module.css';
import { useSettlementTexts } from './texts';

interface Stop {
  name: 'cut' | 'import' | 'reconcile' | 'clear' | 'plan' | 'approve' | 'send' | 'results';
  /** The act behind its button; matching happens by itself once no difference is open. */
  path?: string;
  roles: Role[];
}

const maker: Role[] = ['settle_maker'];
const both: Role[] = ['settle_maker', 'settle_checker'];

const road: Stop[] = [
  { name: 'cut', path: 'cut', roles: maker },
  { name: 'import', path: 'import', roles: maker },
  { name: 'reconcile', roles: both },
  { name: 'clear', path: 'clear', roles: maker },
  { name: 'plan', path: 'payouts/plan', roles: maker },
  { name: 'approve', path: 'payouts/approve', roles: both },
  { name: 'send', path: 'payouts/send', roles: both },
  { name: 'results', path: 'results', roles: both },
];

const finished = (step: SettlementStep | undefined) => !!step && step.status === 'done';

/** The day's road with its progress: each stop says who did it when, and the next one has the button. */
export function DaySteps({ day }: { day: SettlementDay }) {
  const t = useSettlementTexts();
  useLanguage();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [ask, dialog] = useReason();
  const refresh = () => {
    for (const key of ['settlement', 'payouts', 'trial', 'ledger'])
      cache.invalidateQueries({ queryKey: [key] });
  };
  const act = useMutation({
    mutationFn: (path: string) =>
      post(`/v1/settlement/days/{date}/${path}`, undefined, { path: { date: day.date } }),
    onSuccess: () => message.success(t('stepDone')),
    onSettled: refresh,
  });
  const steps = new Map(day.steps?.map((s) => [s.name, s]));
  const next = road.findIndex((stop) => !finished(steps.get(stop.name)));
  const done = road.filter((stop) => finished(steps.get(stop.name))).length;
  const here = road[next];
  const mine = here && has(me, ...here.roles) && !(here.name === 'approve' && day.plan_by === me.user);
  const drop = () =>
    ask({
      title: t('drop'),
      note: t('dropNote'),
      danger: true,
      act: async (reason) => {
        await post('/v1/settlement/days/{date}/payouts/drop', { reason }, { path: { date: day.date } });
        message.success(t('dropped'));
        refresh();
      },
    });
  return (
    <section className="panel stack" aria-label={t('steps')}>
      <div className={styles.progress}>
        <Progress
          percent={Math.round((done / road.length) * 100)}
          showInfo={false}
          strokeColor="#0d6b50"
          aria-label={t('steps')}
        />
        <span className="soft num">{t('progress', { done, all: road.length })}</span>
      </div>
      <ol className={styles.road}>
        {road.map((stop, index) => (
          <StopView
            key={stop.name}
            stop={stop}
            step={steps.get(stop.name)}
            here={index === next}
            action={
              index === next && mine ? (
                <StopButton
                  stop={stop}
                  busy={act.isPending}
                  onAct={() => stop.path && act.mutate(stop.path)}
                />
              ) : undefined
            }
          />
        ))}
      </ol>
      <div className="row">
        <p className="soft grow">{t('fourEyes')}</p>
        {here?.name === 'approve' && has(me, ...both) && (
          <Button size="small" onClick={drop}>
            {t('drop')}
          </Button>
        )}
      </div>
      <ProblemView error={act.error} />
      {dialog}
    </section>
  );
}

function StopView({
  stop,
  step,
  here,
  action,
}: {
  stop: Stop;
  step: SettlementStep | undefined;
  here: boolean;
  action: React.ReactNode;
}) {
  const t = useSettlementTexts();
  const who = useWho();
  const done = finished(step);
  return (
    <li
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
            {pick(step?.note_zh, step?.note_en) && <div>{pick(step?.note_zh, step?.note_en)}</div>}
          </>
        ) : (
          pick(step?.note_zh, step?.note_en) || (here ? '' : t('waits'))
        )}
      </div>
      {action}
    </li>
  );
}

function StopButton({ stop, busy, onAct }: { stop: Stop; busy: boolean; onAct: () => void }) {
  const t = useSettlementTexts();
  if (!stop.path) {
    return (
      <a href="#differences" className={styles.stopLink}>
        {t('do_reconcile')}
      </a>
    );
  }
  return (
    <Button type="primary" size="small" loading={busy} onClick={onAct}>
      {t(`do_${stop.name}`)}
    </Button>
  );
}
