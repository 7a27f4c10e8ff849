import { pick, useLanguage } from '@/i18n';
import { yuan } from '@/ui/money';
import styles from './Device.module.css';
import type { Outcome, TerminalState } from './engine';
import { type Machine, menu, stepOf } from './machine';
import { usePosTexts } from './texts';

interface Props {
  machine: Machine;
  state: TerminalState | undefined;
  offline: boolean;
  outcome: Outcome | undefined;
}

/** What the terminal shows. Figures of a PIN are never on it, only their number. */
export function Screen({ machine, state, offline, outcome }: Props) {
  const t = usePosTexts();
  useLanguage();
  const { screen } = machine;
  const body = () => {
    if (offline && screen.at !== 'busy') return <p className={styles.ask}>{t('offline')}</p>;
    switch (screen.at) {
      case 'idle':
        return <Idle state={state} />;
      case 'menu':
        return (
          <ol className={styles.menu}>
            {menu.map((deal, index) => (
              <li key={deal} className={index === screen.chosen ? styles.chosen : undefined}>
                {index + 1} {t(deal)}
              </li>
            ))}
          </ol>
        );
      case 'step':
        return <Ask machine={machine} />;
      case 'busy':
        return (
          <div className={styles.busy}>
            <span className={styles.dots} aria-hidden>
              <i />
              <i />
              <i />
            </span>
            <p>{t('busy')}</p>
          </div>
        );
      case 'result':
        return <Result outcome={outcome} />;
    }
  };
  const title = screen.at === 'menu' ? t('choose') : screen.at === 'idle' ? '' : t(screen.deal);
  return (
    <div className={styles.screen} role="status" aria-live="polite">
      {title && <div className={styles.screenTitle}>{title}</div>}
      {body()}
    </div>
  );
}

function Idle({ state }: { state: TerminalState | undefined }) {
  const t = usePosTexts();
  return (
    <div className={styles.idle}>
      <p className={styles.shop}>{state?.merchant_name ?? ''}</p>
      <p className={styles.big}>{yuan(0)}</p>
      <p className={styles.hint}>
        {state && !state.keys_loaded ? t('noKeys') : state && !state.signed_in ? t('idleSignIn') : t('idle')}
      </p>
    </div>
  );
}

function Ask({ machine }: { machine: Machine }) {
  const t = usePosTexts();
  const step = stepOf(machine);
  const { form } = machine;
  if (!step || step === 'send') return null;
  const amount = yuan(Number(form.amount || '0'));
  const refund = machine.screen.at === 'step' && machine.screen.deal === 'refund';
  const hint =
    step === 'pin' ? `${amount} · ${t('a_pinHint')}` : step === 'card' && refund ? t('a_walletHint') : '';
  const shown: Record<typeof step, React.ReactNode> = {
    amount,
    trace: form.trace || '_',
    rrn: form.rrn || '_',
    date: form.date || '_',
    auth: form.auth || '_',
    card: amount,
    pin: '•'.repeat(form.pin.length) || '_',
    code: amount,
    confirm: '',
  };
  return (
    <div className={styles.idle}>
      <p className={styles.ask}>{t(`a_${step}`)}</p>
      <p className={`${styles.big} ${step === 'pin' ? styles.pin : ''}`}>{shown[step]}</p>
      <p className={styles.hint}>{hint}</p>
    </div>
  );
}

function Result({ outcome }: { outcome: Outcome | undefined }) {
  const t = usePosTexts();
  if (!outcome) return null;
  const title = outcome.ok
    ? t('approved')
    : outcome.reversed
      ? t('uncertain')
      : outcome.unknown
        ? t('settling')
        : t('refused');
  return (
    <div className={`${styles.idle} ${outcome.ok ? styles.good : styles.bad}`}>
      <p className={styles.mark} aria-hidden>
        {outcome.ok ? '✓' : '!'}
      </p>
      <p className={styles.resultTitle}>{title}</p>
      {!!outcome.amount_fen && <p className={styles.resultAmount}>{yuan(outcome.amount_fen)}</p>}
      <p className={styles.message}>
        {outcome.code && <span className="mono">{outcome.code} </span>}
        {pick(outcome.message_zh, outcome.message_en)}
      </p>
      {!outcome.ok && <p className={styles.advice}>{pick(outcome.advice_zh, outcome.advice_en)}</p>}
      <p className={styles.hint}>{t('again')}</p>
    </div>
  );
}
