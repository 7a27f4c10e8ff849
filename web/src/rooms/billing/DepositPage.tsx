import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { get } from '@/api/client';
import type { Deposit } from '@/api/types';
import { Facts } from '@/ui/Facts';
import { Loaded } from '@/ui/Loaded';
import { Money } from '@/ui/Money';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { StatusOf } from '@/ui/StatusOf';
import { Timeline } from '@/ui/Timeline';
import { moment } from '@/ui/time';
import { DepositActs } from './DepositActs';
import { Slip } from './Slip';
import { useBillingTexts } from './texts';

export function DepositPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const deposit = useQuery({
    queryKey: ['deposits', id],
    queryFn: () => get('/v1/deposits/{id}', { path: { id } }),
    refetchInterval: 10_000,
  });
  return <Loaded query={deposit}>{(data) => <One deposit={data} />}</Loaded>;
}

function One({ deposit: d }: { deposit: Deposit }) {
  const t = useBillingTexts();
  const name = useName();
  const due = d.status === 'due';
  return (
    <>
      <div className="no-print">
        <Page
          title={t('order')}
          note={<span className="mono">{d.number}</span>}
          status={<StatusOf value={d.status} room="deposit" />}
          back="/deposits"
          actions={due && <Button onClick={() => window.print()}>{t('printSlip')}</Button>}
        >
          <div className="columns">
            <div className="stack">
              <section className="panel stack">
                <div>
                  <span className="soft">{t('amount')}</span>
                  <div>
                    <Money fen={d.amount_fen} size="large" />
                  </div>
                  <p className="soft">{t('held')}</p>
                </div>
                <Facts
                  items={[
                    [t('merchant'), d.merchant_name || d.merchant],
                    [t('opened'), moment(d.opened_at)],
                    [t('paid'), moment(d.paid_at)],
                    d.bank_ref && [t('bankRef'), mono(d.bank_ref)],
                    d.invoice_no && [t('invoice'), mono(d.invoice_no)],
                  ]}
                />
              </section>
              {due && <HowToPay deposit={d} />}
            </div>
            <aside className="stack">
              <DepositActs deposit={d} />
              {d.steps && d.steps.length > 0 && (
                <section className="panel">
                  <h2>{t('history')}</h2>
                  <Timeline
                    items={d.steps.map((s) => ({
                      title: name(s.to, 'deposit'),
                      at: s.at,
                      by: s.by,
                      name: s.by_name,
                    }))}
                  />
                </section>
              )}
            </aside>
          </div>
        </Page>
      </div>
      <Slip deposit={d} />
    </>
  );
}

function HowToPay({ deposit: d }: { deposit: Deposit }) {
  const t = useBillingTexts();
  const { message } = App.useApp();
  const copy = () => navigator.clipboard?.writeText(d.number).then(() => message.success(t('copied')));
  return (
    <section className="panel stack">
      <h2 className="panel-title">{t('howTitle')}</h2>
      <ol style={{ listStyle: 'decimal', paddingLeft: 18 }}>
        <li>{t('how1')}</li>
        <li>{t('how2')}</li>
        <li>{t('how3')}</li>
      </ol>
      {d.pay_to ? (
        <Facts
          items={[
            [t('payee'), d.pay_to.name],
            [t('payeeNo'), mono(d.pay_to.no)],
            [t('payeeBank'), d.pay_to.bank],
            [t('remark'), <strong key="n">{mono(d.number)}</strong>],
          ]}
        />
      ) : (
        <p className="soft">{t('noAccount')}</p>
      )}
      <div>
        <Button size="small" onClick={copy}>
          {t('copy')}
        </Button>
      </div>
    </section>
  );
}

function mono(text: string) {
  return <span className="mono">{text}</span>;
}
