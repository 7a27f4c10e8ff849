import type { Outcome, Receipt } from './engine';
import styles from './Paper.module.css';
import { usePosTexts } from './texts';

/** The printer: a slip rises line by line and waits to be torn off. */
export function Paper({ outcome, onTear }: { outcome: Outcome | undefined; onTear: () => void }) {
  const t = usePosTexts();
  const lines = outcome?.receipt?.lines ?? [];
  if (lines.length === 0) return <div className={styles.rest} aria-hidden />;
  return (
    <div className={styles.out}>
      <section
        key={`${outcome?.rrn}/${outcome?.trace}/${outcome?.code}`}
        className={styles.paper}
        aria-label={t('paper')}
      >
        <button type="button" className={styles.tear} onClick={onTear}>
          {t('tear')}
        </button>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a printed line never moves
          <PaperLine key={index} line={line} />
        ))}
      </section>
    </div>
  );
}

function PaperLine({ line }: { line: Receipt['lines'][number] }) {
  if (typeof line !== 'string') {
    if (line.text !== undefined) {
      return (
        <div className={`${line.align === 'center' ? styles.centre : ''} ${line.bold ? styles.bold : ''}`}>
          {line.text}
        </div>
      );
    }
    return (
      <div className={`${styles.pair} ${line.bold ? styles.bold : ''}`}>
        <span>{line.left}</span>
        <span>{line.right}</span>
      </div>
    );
  }
  if (/^[-=_*]{4,}$/.test(line.trim())) return <hr className={styles.rule} />;
  return <div className={styles.plain}>{line || ' '}</div>;
}
