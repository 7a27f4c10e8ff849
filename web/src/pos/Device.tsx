import { useEffect, useRef } from 'react';
import { useBusinessClock } from '@/shell/useBusinessClock';
import { clock, date } from '@/ui/time';
import styles from './Device.module.css';
import type { Outcome, TerminalState } from './engine';
import type { Machine, Press } from './machine';
import { Paper } from './Paper';
import { Screen } from './Screen';
import { usePosTexts } from './texts';

interface Props {
  machine: Machine;
  state: TerminalState | undefined;
  offline: boolean;
  outcome: Outcome | undefined;
  press: (p: Press) => void;
  onTear: () => void;
}

const figures = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** The terminal itself: paper, screen, keys, card slot. */
export function Device({ machine, state, offline, outcome, press, onTear }: Props) {
  const t = usePosTexts();
  const body = useRef<HTMLDivElement>(null);
  const { at } = machine.screen;
  const entered = machine.form.card ?? machine.form.code;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after the card or code, back to the terminal
  useEffect(() => {
    if (entered && window.innerWidth <= 760)
      body.current?.scrollIntoView({ behavior: 'smooth', block: 'center' });
  }, [entered, at]);
  const business = useBusinessClock();
  const key = (label: string, p: Press, look: string | undefined, name?: string) => (
    <button
      key={label}
      type="button"
      className={`${styles.key} ${look ?? ''}`}
      onClick={() => press(p)}
      aria-label={name}
    >
      {label}
    </button>
  );
  return (
    <div className={styles.device}>
      <Paper outcome={outcome} onTear={onTear} />
      <div className={styles.body} ref={body}>
        <div className={styles.slit} aria-hidden />
        <div className={styles.glass}>
          <div className={styles.strip}>
            <span aria-hidden className={styles.bars}>
              <i />
              <i />
              <i />
              <i className={offline ? styles.off : undefined} />
            </span>
            <span className="mono">{state?.tid ?? '--------'}</span>
            <span className={styles.stripEnd}>
              {business ? `${date(business.now).slice(5)} ${clock(business.now).slice(0, 5)}` : ''}
            </span>
          </div>
          <Screen machine={machine} state={state} offline={offline} outcome={outcome} />
          <div className={styles.strip}>
            <span>
              {state?.pending
                ? t('pending', { n: state.pending })
                : state?.signed_in
                  ? t('signedIn')
                  : t('signedOut')}
            </span>
            <span className={styles.stripEnd}>
              {t('batch')} <span className="mono">{state?.batch ?? '–'}</span> · {t('trace')}{' '}
              <span className="mono">{state ? String(state.trace).padStart(6, '0') : '–'}</span>
            </span>
          </div>
        </div>
        <div className={styles.brand} aria-hidden>
          Tillway <small>TW-100</small>
        </div>
        <div className={styles.keys}>
          <div className={styles.pad}>
            {figures.map((f) => key(f, { key: 'digit', text: f }, styles.figure))}
            {key('00', { key: 'digit', text: '00' }, styles.figure)}
            {key('0', { key: 'digit', text: '0' }, styles.figure)}
            {key(t('scan'), { key: 'start', deal: 'qr' }, styles.soft)}
          </div>
          <div className={styles.commands}>
            {key(t('cancel'), { key: 'cancel' }, styles.cancel)}
            {key(t('clear'), { key: 'clear' }, styles.clear)}
            {key(t('menu'), { key: 'menu' }, styles.soft)}
            {key(t('ok'), { key: 'ok' }, styles.ok)}
          </div>
        </div>
        <div className={`${styles.slot} ${machine.form.entry === 'insert' ? styles.filled : ''}`} aria-hidden>
          <span className={styles.card} />
        </div>
      </div>
    </div>
  );
}
