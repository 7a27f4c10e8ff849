import type { Outcome } from './engine';
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
          <PaperLine key={index} line={line} after={lines[index - 1] ?? ''} />
        ))}
      </section>
    </div>
  );
}

/** A line of the 40-column roll, laid out so that it holds in any font. */
function PaperLine({ line, after }: { line: string; after: string }) {
  const text = line.trim();
  if (/^[-=_*]{4,}$/.test(text)) return <hr className={styles.rule} />;
  if (text === '') return <div className={styles.plain}> </div>;
  if (/^\s{2,}/.test(line)) {
    const value = after.endsWith(':'); // a value too long for its label's line
    const indented = text.includes(':');
    if (!indented) return <div className={value ? styles.right : styles.centre}>{text}</div>;
  }
  const pair = /^(.*?:)\s+(\S.*)$/.exec(text);
  if (!pair) return <div className={styles.plain}>{text}</div>;
  return (
    <div className={styles.pair}>
      <span>{pair[1]}</span>
      <span>{pair[2]}</span>
    </div>
  );
}
