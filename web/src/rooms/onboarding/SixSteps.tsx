import styles from './Onboarding.module.css';
import { useOnboardingTexts } from './texts';

const reached: Record<string, number> = {
  draft: 2,
  returned: 2,
  approved: 4,
  rejected: 3,
};

/** The bar of six steps the source text promises (S90). */
export function SixSteps({ status, merchantStatus }: { status: string; merchantStatus?: string }) {
  const t = useOnboardingTexts();
  const here = merchantStatus === 'active' ? 6 : (reached[status.toLowerCase()] ?? 3);
  return (
    <ol className={styles.bar}>
      {([1, 2, 3, 4, 5, 6] as const).map((n) => (
        <li
          key={n}
          className={n < here ? styles.past : n === here ? styles.here : undefined}
          aria-current={n === here ? 'step' : undefined}
        >
          {t(`step${n}`)}
        </li>
      ))}
    </ol>
  );
}
