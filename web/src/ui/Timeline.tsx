import type { Tone } from './Status';
import styles from './Timeline.module.css';
import { moment } from './time';
import { useWho } from './who';

export interface Moment {
  at?: string | null;
  title: React.ReactNode;
  note?: React.ReactNode;
  by?: string;
  /** The display name that belongs to by. */
  name?: string;
  tone?: Tone;
  /** Still ahead: drawn hollow. */
  ahead?: boolean;
}

/** What happened, oldest first, on a till roll's edge. */
export function Timeline({ items }: { items: Moment[] }) {
  const who = useWho();
  return (
    <ol className={styles.line}>
      {items.map((item, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a history never reorders
          key={index}
          className={`${styles.item} ${item.ahead ? styles.ahead : styles[item.tone ?? 'good']}`}
        >
          <div className={styles.title}>{item.title}</div>
          {(item.at || item.by) && (
            <div className={styles.meta}>
              {item.at && <time dateTime={item.at}>{moment(item.at)}</time>}
              {item.by && <span>{who(item.by, item.name)}</span>}
            </div>
          )}
          {item.note && <div className={styles.note}>{item.note}</div>}
        </li>
      ))}
    </ol>
  );
}
