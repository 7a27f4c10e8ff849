import styles from './Status.module.css';

export type Tone = 'good' | 'wait' | 'busy' | 'bad' | 'idle';

/** A status as a word with a dot: the tone is never the only carrier of meaning. */
export function Status({ tone = 'idle', children }: { tone?: Tone; children: React.ReactNode }) {
  return <span className={`${styles.status} ${styles[tone]}`}>{children}</span>;
}
