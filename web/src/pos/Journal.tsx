import { Button } from 'antd';
import { Money } from '@/ui/Money';
import { clock } from '@/ui/time';
import type { JournalLine } from './engine';
import styles from './Journal.module.css';
import type { Form, Press } from './machine';
import { usePosTexts } from './texts';

/** The terminal's own journal; a line can be taken up again without typing its numbers. */
export function Journal({ lines, press }: { lines: JournalLine[]; press: (p: Press) => void }) {
  const t = usePosTexts();
  if (lines.length === 0) return <p className="soft">{t('journalNone')}</p>;
  const newest = [...lines].sort((a, b) => b.at.localeCompare(a.at)).slice(0, 30);
  const said = (key: string, other: string) => {
    const text = t(key as 'j_sale');
    return text === key ? other : text;
  };
  const start = (deal: 'void' | 'refund' | 'complete', form: Partial<Form>) =>
    press({ key: 'start', deal, form });
  return (
    <ol className={styles.journal}>
      {newest.map((l) => {
        const date = monthDay(l.at);
        const good = l.outcome === 'approved';
        return (
          <li key={`${l.at}/${l.trace}/${l.kind}`}>
            <div className={styles.head}>
              <span className="num soft">{clock(l.at)}</span>
              <strong>{said(`j_${l.kind}`, l.kind)}</strong>
              <span className="mono soft">{l.trace}</span>
              <span className={styles.amount}>{l.amount_fen ? <Money fen={l.amount_fen} /> : null}</span>
              <span>{said(`o_${l.outcome}`, l.outcome)}</span>
            </div>
            {l.rrn && <div className="mono soft">{l.rrn}</div>}
            {good && (
              <div className="row">
                {l.kind === 'sale' && (
                  <Button size="small" onClick={() => start('void', { trace: l.trace })}>
                    {t('reuse')}
                  </Button>
                )}
                {['sale', 'completion'].includes(l.kind) && (
                  <Button size="small" onClick={() => start('refund', { rrn: l.rrn ?? '', date })}>
                    {t('refundIt')}
                  </Button>
                )}
                {l.kind === 'preauth' && (
                  <Button size="small" onClick={() => start('complete', { auth: l.auth_code ?? '', date })}>
                    {t('completeIt')}
                  </Button>
                )}
              </div>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function monthDay(at: string): string {
  const civil = new Date(new Date(at).getTime() + 8 * 3600_000);
  return civil.toISOString().slice(5, 10).replace('-', '');
}
