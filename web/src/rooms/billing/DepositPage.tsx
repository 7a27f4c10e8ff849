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
  const { message } = App.useApp();
  const waiting = !d.paid_at;
  const copy = () => navigator.clipboard?.writeText(d.number).then(() => message.success(t('copied')));
  return (
    <Page
      title={t('title')}
      note={<span className="mono">{d.number}</span>}
      status={<StatusOf value={d.status} room="deposit" />}
      back="/deposits"
      actions={<Button onClick={copy}>{t('copy')}</Button>}
    >
      <div className="columns">
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
              [t('paid'), moment(d.paid_at)],
              d.bank_ref && [
                t('bankRef'),
                <span key="b" className="mono">
                  {d.bank_ref}
                </span>,
              ],
            ]}
          />
          {d.steps && d.steps.length > 0 && (
            <>
              <h2 className="panel-title">{t('history')}</h2>
              <Timeline
                items={d.steps.map((s) => ({
                  title: name(s.to, 'deposit'),
                  at: s.at,
                  by: s.by,
                  name: s.by_name,
                }))}
              />
            </>
          )}
        </section>
        {waiting && (
          <aside className="panel stack">
            <h2 className="panel-title">{t('howTitle')}</h2>
            <ol style={{ listStyle: 'decimal', paddingLeft: 18 }}>
              <li>{t('how1')}</li>
              <li>{t('how2')}</li>
              <li>{t('how3')}</li>
            </ol>
            <Facts
              items={[
                [
                  t('remark'),
                  <strong key="n" className="mono">
                    {d.number}
                  </strong>,
                ],
              ]}
            />
          </aside>
        )}
      </div>
    </Page>
  );
}
