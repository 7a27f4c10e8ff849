import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { App, Switch } from 'antd';
import { get, put } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { MerchantView } from '@/api/types';
import { labelled, listed } from '@/i18n';
import { useReason } from '@/ui/askReason';
import { Facts } from '@/ui/Facts';
import { LinkButton } from '@/ui/LinkButton';
import { Loaded } from '@/ui/Loaded';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { StatusOf } from '@/ui/StatusOf';
import { Timeline } from '@/ui/Timeline';
import styles from './Merchant.module.css';
import { useMerchantTexts } from './texts';

export function MerchantPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const merchant = useQuery({
    queryKey: ['merchants', id],
    queryFn: () => get('/v1/merchants/{id}', { path: { id } }),
  });
  return <Loaded query={merchant}>{(data) => <One merchant={data} />}</Loaded>;
}

function One({ merchant: m }: { merchant: MerchantView }) {
  const t = useMerchantTexts();
  const name = useName();
  const me = useMe();
  const application = m.application_id;
  return (
    <Page
      title={m.short_name || m.name}
      note={
        <>
          <span className="mono">{m.mid}</span> · {m.name}
        </>
      }
      status={<StatusOf value={m.status} />}
      back="/merchants"
      actions={
        <>
          {has(me, 'settle_maker', 'settle_checker', 'auditor', 'ops', 'cs', 'owner', 'manager') && (
            <LinkButton to={`/statements/${m.id}` as string}>{t('accountStatement')}</LinkButton>
          )}
          {has(me, 'trainer', 'ops', 'compliance', 'auditor') && (
            <LinkButton to="/certificates" search={{ merchant: m.id } as never}>
              {t('certificates')}
            </LinkButton>
          )}
          {application && <LinkButton to={`/timeline/${application}` as string}>{t('journey')}</LinkButton>}
        </>
      }
    >
      <div className="halves">
        <section className="panel">
          <h2>{t('conditions')}</h2>
          <Timeline
            items={(m.conditions ?? []).map((c) => ({
              title: `${t(`c_${c.name}` as 'c_contract')} · ${c.met ? t('met') : t('missing')}`,
              at: c.met ? (c.at ?? undefined) : undefined,
              tone: c.met ? 'good' : 'wait',
              ahead: !c.met,
            }))}
          />
        </section>
        <div className="stack">
          <section className="panel">
            <h2>{t('details')}</h2>
            <Facts
              items={[
                [t('mcc'), m.mcc],
                [t('kind'), name(m.kind)],
                [t('stores'), listed((m.stores ?? []).map((s) => s.name))],
              ]}
            />
          </section>
          {m.settlement && (
            <section className="panel">
              <h2>{t('settlement')}</h2>
              <Facts
                items={[
                  [t('holder'), m.settlement.holder],
                  [
                    t('account'),
                    <span key="a" className="mono">
                      {m.settlement.last4 ? `•••• ${m.settlement.last4}` : '–'}
                    </span>,
                  ],
                  [t('bank'), m.settlement.bank],
                  [t('cycle'), m.settlement.cycle?.replace('T1', 'T+1')],
                ]}
              />
            </section>
          )}
          <Switches merchant={m} />
        </div>
      </div>
    </Page>
  );
}

function Switches({ merchant: m }: { merchant: MerchantView }) {
  const t = useMerchantTexts();
  const name = useName();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [ask, dialog] = useReason();
  const may = has(me, 'owner', 'ops');
  const change = (key: string, on: boolean) =>
    ask({
      title: labelled(name(key), on ? t('on') : t('off')),
      act: async (reason) => {
        await put(
          '/v1/merchants/{id}/switches',
          { switches: { ...m.switches, [key]: on }, reason },
          { path: { id: m.id } },
        );
        message.success(t('changed'));
        cache.invalidateQueries({ queryKey: ['merchants'] });
      },
    });
  if (!m.switches) return null;
  return (
    <section className="panel">
      <h2>{t('switches')}</h2>
      <p className="soft">{t('switchesNote')}</p>
      <ul className={styles.switches}>
        {Object.entries(m.switches).map(([key, on]) => (
          <li key={key}>
            <span>{name(key)}</span>
            <Switch
              checked={on}
              aria-label={name(key)}
              disabled={!may}
              onChange={(value) => change(key, value)}
            />
          </li>
        ))}
      </ul>
      {dialog}
    </section>
  );
}
