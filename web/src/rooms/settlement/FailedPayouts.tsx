import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Payout } from '@/api/types';
import { pick } from '@/i18n';
import { Money } from '@/ui/Money';
import styles from './Settlement.module.css';
import { useSettlementTexts } from './texts';

/** Payouts that came back: why, what to correct, and the button to pay once more. */
export function FailedPayouts({ rows }: { rows: Payout[] }) {
  const t = useSettlementTexts();
  const failed = rows.filter((p) => p.reissuable);
  if (failed.length === 0) return null;
  return (
    <section className="panel stack" aria-label={t('failedTitle')}>
      <h2 className="panel-title">{t('failedTitle')}</h2>
      <p className="soft">{t('failedNote')}</p>
      <ul className={styles.failed}>
        {failed.map((p) => (
          <Failed key={p.id} payout={p} />
        ))}
      </ul>
    </section>
  );
}

function Failed({ payout: p }: { payout: Payout }) {
  const t = useSettlementTexts();
  const me = useMe();
  const cache = useQueryClient();
  const { message, modal } = App.useApp();
  const same = p.account_now === p.account_mask;
  const reissue = () =>
    modal.confirm({
      title: t('reissue'),
      content: (
        <div className="stack">
          <p>{t('reissueNote')}</p>
          <p>{same ? t('sameAccount') : t('willGo', { account: p.account_now ?? '' })}</p>
        </div>
      ),
      onOk: async () => {
        const run = await post('/v1/settlement/payouts/{id}/reissue', undefined, { path: { id: p.id } });
        message.success(t('reissued', { run: run.id }));
        for (const key of ['payouts', 'settlement']) cache.invalidateQueries({ queryKey: [key] });
      },
    });
  return (
    <li>
      <div className="grow">
        <strong>{p.merchant_name || p.merchant_id}</strong> <Money fen={p.amount_fen} />
        <div>{t('failedTo', { account: p.account_mask, why: pick(p.result_zh, p.result_en) })}</div>
        <div className={same ? styles.warn : 'soft'}>
          {same ? t('sameAccount') : t('willGo', { account: p.account_now ?? '' })}
        </div>
      </div>
      <span className="row">
        {has(me, 'owner', 'reviewer1', 'reviewer2', 'ops') && <Link to="/accounts">{t('toAccounts')}</Link>}
        {has(me, 'settle_maker', 'settle_checker') && (
          <Link to={`/settlement/${p.business_date}` as string}>{t('toDay')}</Link>
        )}
        {has(me, 'settle_maker') && (
          <Button type="primary" onClick={reissue}>
            {t('reissue')}
          </Button>
        )}
      </span>
    </li>
  );
}
