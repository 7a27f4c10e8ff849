import { useMe } from '@/api/session';
import { pick, useLanguage } from '@/i18n';
import { useUiTexts } from '@/ui/texts';
import { moment } from '@/ui/time';
import { useLedgerTexts } from './texts';

/** What a printed page says of itself: whose it is, when it was printed, and that a test is a test. */
export function PaperHead() {
  const t = useLedgerTexts();
  const ui = useUiTexts();
  useLanguage();
  const { institution, business_time } = useMe();
  return (
    <p className="print-only">
      {pick(institution.name_zh, institution.name_en)} · {ui('printedAt')} {moment(business_time)}
      {institution.mode === 'sandbox' && ` · ${t('test')}`}
    </p>
  );
}
