import { useMe } from '@/api/session';
import type { Deposit } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { Facts } from '@/ui/Facts';
import { yuan } from '@/ui/money';
import { useUiTexts } from '@/ui/texts';
import { date, moment } from '@/ui/time';
import styles from './Billing.module.css';
import { useBillingTexts } from './texts';

/** The payment notice on paper: what a merchant takes to the bank. */
export function Slip({ deposit: d }: { deposit: Deposit }) {
  const t = useBillingTexts();
  const ui = useUiTexts();
  useLanguage();
  const { institution, business_time } = useMe();
  return (
    <div className={`print-only ${styles.slip}`}>
      <h1>{t('slip')}</h1>
      <p>
        {pick(institution.name_zh, institution.name_en)} · {institution.hotline}
        {institution.mode === 'sandbox' && ` · ${t('test')}`}
      </p>
      <Facts
        items={[
          [t('number'), d.number],
          [t('merchant'), d.merchant_name || d.merchant],
          [t('amount'), yuan(d.amount_fen)],
          [t('opened'), date(d.opened_at)],
          [t('payee'), d.pay_to?.name],
          [t('payeeNo'), d.pay_to?.no],
          [t('payeeBank'), d.pay_to?.bank],
          [t('remark'), d.number],
        ]}
      />
      <ol>
        <li>{t('how1')}</li>
        <li>{t('how2')}</li>
        <li>{t('how3')}</li>
      </ol>
      <p>
        {ui('printedAt')} {moment(business_time)}
      </p>
    </div>
  );
}
