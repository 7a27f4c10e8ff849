import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert } from 'antd';
import { get } from '@/api/client';
import type { PaymentDetail as Payment } from '@/api/types';
import { labelled, pick, useLanguage } from '@/i18n';
import { Facts } from '@/ui/Facts';
import { Loaded } from '@/ui/Loaded';
import { Money } from '@/ui/Money';
import { yuan } from '@/ui/money';
import { toneOf, useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { StatusOf } from '@/ui/StatusOf';
import { Timeline } from '@/ui/Timeline';
import { date, moment } from '@/ui/time';
import styles from './Payment.module.css';
import { signed } from './Payments';
import { Postings } from './Postings';
import { usePaymentTexts } from './texts';

export function PaymentPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const payment = useQuery({
    queryKey: ['payments', id],
    queryFn: () => get('/v1/payments/{id}', { path: { id } }),
    refetchInterval: 10_000,
  });
  return <Loaded query={payment}>{(data) => <One payment={data} />}</Loaded>;
}

function One({ payment: p }: { payment: Payment }) {
  const t = usePaymentTexts();
  const name = useName();
  useLanguage();
  return (
    <Page
      title={`${name(p.kind)} · ${name(p.channel)}`}
      note={
        <>
          {t('rrn')} <span className="mono">{p.rrn || '–'}</span>
        </>
      }
      status={<StatusOf value={p.status} room="payment" />}
      back="/payments"
    >
      <Explained payment={p} />
      <div className="columns">
        <div className="stack">
          <section className="panel stack">
            <div className={styles.amount}>
              <Money fen={signed(p)} size="large" />
            </div>
            <Facts columns={2} items={facts(p, t, name)} />
          </section>
          <section className="panel">
            <h2>{t('postings')}</h2>
            <Postings postings={p.postings} />
          </section>
        </div>
        <aside className="panel">
          <h2>{t('timeline')}</h2>
          <Timeline
            items={(p.timeline ?? []).map((e) => {
              const said = t(`e_${e.status}` as 'e_approved');
              return {
                at: e.at,
                title: said === `e_${e.status}` ? name(e.status, 'payment') : said,
                tone:
                  e.status === 'intent' ? 'busy' : toneOf(e.status) === 'idle' ? 'good' : toneOf(e.status),
              };
            })}
          />
          {p.related && p.related.length > 0 && (
            <>
              <h2 className={styles.related}>{t('related')}</h2>
              <ul>
                {p.related.map((r) => (
                  <li key={r.id} className="row">
                    <Link to={`/payments/${r.id}` as string}>{name(r.kind)}</Link>
                    <Money fen={signed(r)} />
                    <StatusOf value={r.status} room="payment" />
                  </li>
                ))}
              </ul>
            </>
          )}
        </aside>
      </div>
    </Page>
  );
}

/** F22's first two digits in words. */
function entryOf(mode: string): string {
  const ways: Record<string, string> = {
    '01': 'manual',
    '02': 'swipe',
    '03': 'scan',
    '05': 'insert',
    '07': 'tap',
  };
  return ways[mode.slice(0, 2)] ?? mode;
}

function facts(
  p: Payment,
  t: ReturnType<typeof usePaymentTexts>,
  name: (code: string | undefined) => string,
) {
  const mono = (text: string | undefined) => <span className="mono">{text || '–'}</span>;
  return [
    [t('merchant'), p.merchant_name || p.mid] as [string, React.ReactNode],
    [t('terminal'), mono(p.tid)] as [string, React.ReactNode],
    [t('batch'), mono([p.batch, p.trace].filter(Boolean).join(' / '))] as [string, React.ReactNode],
    [t('at'), moment(p.occurred_at)] as [string, React.ReactNode],
    [t('day'), date(p.business_date)] as [string, React.ReactNode],
    [t('product'), name(p.product)] as [string, React.ReactNode],
    [t('card'), mono(p.pan_mask)] as [string, React.ReactNode],
    [t('entry'), name(entryOf(p.entry_mode))] as [string, React.ReactNode],
    [t('authCode'), mono(p.auth_code)] as [string, React.ReactNode],
    [t('requested'), yuan(p.requested_fen)] as [string, React.ReactNode],
    [t('approved'), yuan(p.approved_fen)] as [string, React.ReactNode],
    [t('code'), `${p.code ?? '–'} ${pick(p.meaning_zh, p.meaning_en)}`] as [string, React.ReactNode],
    !!p.original_id &&
      ([t('original'), <Original key="o" id={p.original_id} />] as [string, React.ReactNode]),
  ];
}

/** The payment that this one takes back or completes, by its kind and reference. */
function Original({ id }: { id: string }) {
  const name = useName();
  const { data } = useQuery({
    queryKey: ['payments', id],
    queryFn: () => get('/v1/payments/{id}', { path: { id } }),
  });
  if (!data) return null;
  return (
    <Link to={`/payments/${id}` as string}>
      {name(data.kind)} <span className="mono">{data.rrn || data.trace}</span>
    </Link>
  );
}

/** A payment that did not go through says why and what comes next. */
function Explained({ payment: p }: { payment: Payment }) {
  const t = usePaymentTexts();
  const status = p.status.toLowerCase();
  if (status === 'uncertain' || status === 'reversing')
    return <Alert type="warning" showIcon title={t('uncertain')} />;
  if (status === 'reversed') return <Alert type="info" showIcon title={t('reversed')} />;
  if (status !== 'declined') return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={labelled(t('why'), `${p.code} ${pick(p.meaning_zh, p.meaning_en)}`)}
      description={pick(p.advice_zh, p.advice_en)}
    />
  );
}
