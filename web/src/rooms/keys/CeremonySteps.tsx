import styles from './Keys.module.css';
import { useKeyTexts } from './texts';

const stops = ['bind', 'generate', 'approve', 'load'] as const;
const reached: Record<string, number> = { unbound: 0, generate: 1, approve: 2, load: 3, loaded: 4 };

/** How far a key is: four stops, in words and as a bar. */
export function CeremonySteps({ stage, note }: { stage: string; note: string }) {
  const t = useKeyTexts();
  const at = reached[stage] ?? 0;
  return (
    <div className={styles.steps}>
      <ol>
        {stops.map((stop, i) => (
          <li
            key={stop}
            className={i < at ? styles.done : i === at ? styles.here : undefined}
            aria-current={i === at ? 'step' : undefined}
          >
            {t(`s_${stop}`)}
          </li>
        ))}
      </ol>
      <span className="soft">{note}</span>
    </div>
  );
}
