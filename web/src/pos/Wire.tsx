import { Status } from '@/ui/Status';
import { clock } from '@/ui/time';
import type { WireMessage } from './engine';
import { usePosTexts } from './texts';
import styles from './Wire.module.css';

/** Each message as it crossed the line: bytes, fields, and whether its MAC held. */
export function Wire({ messages }: { messages: WireMessage[] }) {
  const t = usePosTexts();
  if (messages.length === 0) return <p className="soft">{t('wireNone')}</p>;
  const newest = [...messages].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <ol className={styles.wire}>
      {newest.slice(0, 40).map((m, index) => (
        <li key={`${m.at}/${m.message.mti}/${m.direction}`}>
          <details open={index < 2}>
            <summary>
              <span className={`mono ${styles.mti}`}>{m.message.mti ?? t('unread')}</span>
              <span>{m.direction === 'out' ? t('out') : t('in')}</span>
              <span className="soft num">{clock(m.at)}</span>
              <Status tone={m.mac === 'none' ? 'idle' : m.mac}>
                {m.mac === 'good' ? t('macOk') : m.mac === 'bad' ? t('macBad') : t('macNone')}
              </Status>
            </summary>
            <dl className={styles.fields}>
              {Object.entries(m.message.fields ?? {})
                .sort(([a], [b]) => Number(a) - Number(b))
                .map(([field, value]) => (
                  <div key={field}>
                    <dt className="mono">{field}</dt>
                    <dd className="mono">{typeof value === 'string' ? value : value.hex}</dd>
                  </div>
                ))}
            </dl>
            <pre className={styles.hex}>{m.hex.replace(/\s/g, '').replace(/(..)/g, '$1 ').trim()}</pre>
          </details>
        </li>
      ))}
    </ol>
  );
}
