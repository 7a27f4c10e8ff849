import { Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { pick, useLanguage } from '@/i18n';
import { freshCode, presets } from './codes';
import { type Fault, faults, type TestCard } from './engine';
import { type Machine, type Press, stepOf } from './machine';
import styles from './Purse.module.css';
import { usePosTexts } from './texts';

interface Props {
  machine: Machine;
  cards: TestCard[];
  fault: Fault | undefined;
  press: (p: Press) => void;
  onFault: (kind: Fault) => void;
}

/** What the customer brings, and what the sandbox can break. */
export function Purse({ machine, cards, fault, press, onFault }: Props) {
  const t = usePosTexts();
  return (
    <div className="stack">
      <Cards cards={cards} open={stepOf(machine) === 'card'} press={press} />
      <Codes open={stepOf(machine) === 'code'} press={press} />
      <section className="panel">
        <h2>{t('faults')}</h2>
        <p className="soft">{t('faultsNote')}</p>
        <div className={styles.faults} role="radiogroup" aria-label={t('faults')}>
          {faults.map((kind) => (
            <label key={kind} className={(fault || 'none') === kind ? styles.chosen : undefined}>
              <input
                type="radio"
                name="fault"
                checked={(fault || 'none') === kind}
                onChange={() => onFault(kind)}
                className="sr-only"
              />
              {t(`f_${kind}`)}
            </label>
          ))}
        </div>
      </section>
    </div>
  );
}

/** On a phone the purse lies below the terminal: bring what is asked for into sight. */
function useInSight(wanted: boolean) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (wanted && window.innerWidth <= 760)
      section.current?.scrollIntoView({ behavior: 'smooth', block: 'start' });
  }, [wanted]);
  return section;
}

function Cards({ cards, open, press }: { cards: TestCard[]; open: boolean; press: (p: Press) => void }) {
  const t = usePosTexts();
  useLanguage();
  const [chosen, setChosen] = useState(0);
  const card = cards[chosen];
  const section = useInSight(open);
  return (
    <section ref={section} className={`panel ${open ? styles.wanted : ''}`}>
      <h2>{t('cards')}</h2>
      {card && (
        <div className={`${styles.card} ${styles[card.kind] ?? ''}`}>
          <div className={styles.cardTop}>
            <span>{t(`k_${card.kind}`)}</span>
            <span aria-hidden>)))</span>
          </div>
          <span className={styles.chip} aria-hidden />
          <div className={styles.pan}>{card.pan_mask}</div>
          <div className={styles.cardFoot}>
            <span>{pick(card.zh, card.en)}</span>
            {card.pin && (
              <span>
                {t('pin')} <span className="mono">{card.pin}</span>
              </span>
            )}
          </div>
        </div>
      )}
      <div className={styles.present}>
        <Button
          type="primary"
          disabled={!open || !card}
          onClick={() => card && press({ key: 'card', card: card.id, entry: 'insert' })}
        >
          {t('insert')}
        </Button>
        <Button
          disabled={!open || !card}
          onClick={() => card && press({ key: 'card', card: card.id, entry: 'tap' })}
        >
          {t('tap')}
        </Button>
      </div>
      {!open && <p className={styles.note}>{t('cardsNote')}</p>}
      <ul className={styles.list}>
        {cards.map((c, index) => (
          <li key={c.id}>
            <button type="button" aria-pressed={index === chosen} onClick={() => setChosen(index)}>
              <span className="mono">{c.pan_mask}</span> {pick(c.zh, c.en)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Codes({ open, press }: { open: boolean; press: (p: Press) => void }) {
  const t = usePosTexts();
  const [code, setCode] = useState('');
  const clean = code.replace(/\s/g, '');
  const section = useInSight(open);
  return (
    <section ref={section} className={`panel ${open ? styles.wanted : ''}`}>
      <h2>{t('codes')}</h2>
      <p className="soft">{t('codesNote')}</p>
      <ul className={styles.list}>
        {presets.map((p) => (
          <li key={p.name}>
            <button
              type="button"
              disabled={!open}
              onClick={() => press({ key: 'scan', code: freshCode(p.prefix, p.ending) })}
            >
              <span className="mono">…{p.ending}</span> {t(p.name)}
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.paste}>
        <Input
          aria-label={t('paste')}
          placeholder={t('paste')}
          inputMode="numeric"
          maxLength={30}
          value={code}
          onChange={(e) => setCode(e.target.value)}
        />
        <Button
          disabled={!open || !/^\d{16,24}$/.test(clean)}
          onClick={() => press({ key: 'scan', code: clean })}
        >
          {t('use')}
        </Button>
      </div>
    </section>
  );
}
