import { Switch, Tabs } from 'antd';
import { useEffect, useState } from 'react';
import { currentLanguage } from '@/i18n';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { Device } from './Device';
import type { Outcome } from './engine';
import { Journal } from './Journal';
import { Ledger } from './Ledger';
import type { Press } from './machine';
import styles from './Pos.module.css';
import { Purse } from './Purse';
import { usePosTexts } from './texts';
import { useTerminal } from './useTerminal';
import { Wire } from './Wire';

/** A terminal in the browser: counter, customer's purse, and the wire behind it. */
export function PosPage() {
  const t = usePosTexts();
  const [voice, setVoice] = useState(false);
  const [number, setNumber] = useState<string>();
  const terminal = useTerminal((outcome, deal) => {
    setNumber(outcome.rrn || outcome.trace);
    if (voice && outcome.ok && outcome.amount_fen) speak(t('said', spoken(outcome, t(deal as 'sale'))));
  });
  useKeyboard(terminal.press);
  return (
    <Page
      title={t('title')}
      note={t('note')}
      actions={
        <span className={styles.voice}>
          <Switch checked={voice} onChange={setVoice} aria-label={t('voice')} /> {t('voice')}
        </span>
      }
    >
      <ProblemView error={terminal.problem} />
      <div className={styles.counter}>
        <div className={styles.purse}>
          <Purse
            machine={terminal.machine}
            cards={terminal.cards}
            fault={terminal.state?.fault}
            press={terminal.press}
            onFault={terminal.setFault}
          />
        </div>
        <div className={styles.stand}>
          <Device
            machine={terminal.machine}
            state={terminal.state}
            offline={terminal.offline}
            outcome={terminal.outcome}
            press={terminal.press}
            onTear={terminal.tear}
          />
          <p className={styles.keyboard}>{t('keyboard')}</p>
        </div>
        <section className={`panel ${styles.back}`}>
          <Tabs
            items={[
              { key: 'wire', label: t('wire'), children: <Wire messages={terminal.wire} /> },
              {
                key: 'journal',
                label: t('journal'),
                children: <Journal lines={terminal.journal} press={terminal.press} />,
              },
            ]}
          />
        </section>
        <section className={`panel ${styles.ledger}`}>
          <h2>{t('postings')}</h2>
          <Ledger number={number} />
        </section>
      </div>
    </Page>
  );
}

function useKeyboard(press: (p: Press) => void) {
  useEffect(() => {
    const listen = (e: KeyboardEvent) => {
      const target = e.target as HTMLElement;
      if (e.ctrlKey || e.metaKey || e.altKey || target.closest('input, textarea, select, [role=dialog]'))
        return;
      if (/^\d$/.test(e.key)) press({ key: 'digit', text: e.key });
      else if (e.key === 'Backspace') press({ key: 'clear' });
      else if (e.key === 'Escape') press({ key: 'cancel' });
      else if (e.key === 'Enter' && !target.closest('button, a, summary')) press({ key: 'ok' });
      else if (e.key === 'ArrowUp') press({ key: 'up' });
      else if (e.key === 'ArrowDown') press({ key: 'down' });
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [press]);
}

function spoken(outcome: Outcome, what: string) {
  const digits = String(outcome.amount_fen ?? 0).padStart(3, '0');
  return { what, amount: `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.00$/, '') };
}

function speak(text: string) {
  if (!('speechSynthesis' in window)) return;
  const words = new SpeechSynthesisUtterance(text);
  words.lang = currentLanguage();
  window.speechSynthesis.speak(words);
}
