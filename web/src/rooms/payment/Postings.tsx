import type { Posting } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { yuan } from '@/ui/money';
import { shortMoment } from '@/ui/time';
import styles from './Payment.module.css';
import { usePaymentTexts } from './texts';

/** Entries as a bookkeeper writes them: debits, credits, and both sums. */
export function Postings({ postings }: { postings: Posting[] | null | undefined }) {
  const t = usePaymentTexts();
  useLanguage();
  if (!postings?.length) return <p className="soft">{t('noPostings')}</p>;
  return (
    <>
      {postings.map((p) => (
        <Entry key={p.id} posting={p} />
      ))}
    </>
  );
}

/** The account's code of the chart; whose sub-account it is, the payment tells. */
const code = (account: string) => account.split('/')[0];

function Entry({ posting: p }: { posting: Posting }) {
  const t = usePaymentTexts();
  const lines = p.lines ?? [];
  const debit = lines.reduce((sum, l) => sum + l.debit_fen, 0);
  const credit = lines.reduce((sum, l) => sum + l.credit_fen, 0);
  return (
    <table className={`${styles.lines} ${styles.entry}`}>
      <caption>
        {pick(p.reason_zh, p.reason_en)} <span className="soft num">{shortMoment(p.at)}</span>
      </caption>
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
        {lines.map((l, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a written entry never move
          <tr key={index}>
            <td>
              <span className="mono">{code(l.account)}</span> {pick(l.name_zh, l.name_en)}
            </td>
            <td className={styles.right}>{l.debit_fen ? yuan(l.debit_fen) : ''}</td>
            <td className={styles.right}>{l.credit_fen ? yuan(l.credit_fen) : ''}</td>
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
