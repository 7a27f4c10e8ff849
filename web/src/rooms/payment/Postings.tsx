import type { Posting } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { yuan } from '@/ui/money';
import styles from './Payment.module.css';
import { usePaymentTexts } from './texts';

/** The entry as a bookkeeper writes it: debits, credits, and both sums. */
export function Postings({ postings }: { postings: Posting[] | undefined }) {
  const t = usePaymentTexts();
  useLanguage();
  if (!postings?.length) return <p className="soft">{t('noPostings')}</p>;
  const debit = postings.reduce((sum, p) => sum + (p.debit_fen ?? 0), 0);
  const credit = postings.reduce((sum, p) => sum + (p.credit_fen ?? 0), 0);
  return (
    <table className={styles.lines}>
      <thead>
        <tr>
          <th scope="col">{t('account')}</th>
          <th scope="col" className={styles.right}>
            {t('debit')}
          </th>
          <th scope="col" className={styles.right}>
            {t('credit')}
          </th>
        </tr>
      </thead>
      <tbody>
        {postings.map((p, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a written entry never move
          <tr key={index}>
            <td>
              <span className="mono">{p.account}</span> {pick(p.name_zh, p.name_en)}
            </td>
            <td className={styles.right}>{p.debit_fen ? yuan(p.debit_fen) : ''}</td>
            <td className={styles.right}>{p.credit_fen ? yuan(p.credit_fen) : ''}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td>{debit === credit ? t('balanced') : ''}</td>
          <td className={styles.right}>{yuan(debit)}</td>
          <td className={styles.right}>{yuan(credit)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
