import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { get } from '@/api/client';
import { has, useMe } from '@/api/session';
import { yuan } from '@/ui/money';
import { Status } from '@/ui/Status';
import styles from './Settlement.module.css';
import { useSettlementTexts } from './texts';

/** The books prove themselves: both sums and their difference, always in sight. */
export function Trial() {
  const t = useSettlementTexts();
  const me = useMe();
  const trial = useQuery({
    queryKey: ['trial'],
    queryFn: () => get('/v1/ledger/trial'),
    enabled: has(me, 'settle_maker', 'settle_checker', 'auditor'),
    refetchInterval: 30_000,
  });
  if (!trial.data) return null;
  const even = trial.data.difference_fen === 0;
  return (
    <p className={styles.trial}>
      <Status tone={even ? 'good' : 'bad'}>{even ? t('even') : t('uneven')}</Status>
      <span className="num">
        {t('debit')} {yuan(trial.data.debit_fen)} · {t('credit')} {yuan(trial.data.credit_fen)} ·{' '}
        {t('difference')} {yuan(trial.data.difference_fen)}
      </span>
      <Link to="/ledger">{t('openLedger')}</Link>
    </p>
  );
}
