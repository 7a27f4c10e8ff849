import type { MerchantView } from '@/api/types';
import styles from './Onboarding.module.css';
import { useOnboardingTexts } from './texts';

export type StepNumber = 1 | 2 | 3 | 4 | 5 | 6;

/** Which of the six steps a shop is at: first by its application, then by what it still lacks to trade. */
export function stepOf(status: string, merchant: MerchantView | undefined): StepNumber {
  if (status === 'draft' || status === 'returned') return 2;
  if (status !== 'approved') return 3;
  if (!merchant) return 4;
  if (merchant.status === 'active') return 6;
  const met = new Set((merchant.conditions ?? []).filter((c) => c.met).map((c) => c.name));
  return met.has('contract') && met.has('deposit') ? 5 : 4;
}

/** The bar of six steps that the guide promises (S90). */
export function SixSteps({ here }: { here: StepNumber }) {
  const t = useOnboardingTexts();
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
