import { has, useMe } from '@/api/session';
import type { Application } from '@/api/types';
import { labelled, listed } from '@/i18n';
import { Masked } from '@/rooms/privacy/Masked';
import { Facts } from '@/ui/Facts';
import { LinkButton } from '@/ui/LinkButton';
import { yuan } from '@/ui/money';
import { useName } from '@/ui/names';
import { Timeline } from '@/ui/Timeline';
import { date, moment } from '@/ui/time';
import { documentUrl } from './DocumentsPanel';
import { useDocumentNames, useTrades } from './Readiness';
import type { StepNumber } from './SixSteps';
import { useOnboardingTexts } from './texts';

/** A submitted application as everyone reads it; personal numbers come masked. */
export function ApplicationFacts({ application: a, step }: { application: Application; step: StepNumber }) {
  const t = useOnboardingTexts();
  const me = useMe();
  return (
    <div className="columns">
      <div className="stack">
        <FormFacts application={a} />
        <section className="panel">
          <h2>{t('tabDocuments')}</h2>
          <DocumentLinks application={a} />
        </section>
      </div>
      <aside className="stack">
        {has(me, 'owner') && step >= 4 && (
          <section className="panel stack">
            <h2 className="panel-title">{t('nextStep')}</h2>
            {step === 4 && (
              <>
                <LinkButton to="/contracts" primary block>
                  {t('goContract')}
                </LinkButton>
                <LinkButton to="/deposits" block>
                  {t('goDeposit')}
                </LinkButton>
              </>
            )}
            {step === 5 && (
              <>
                <LinkButton to="/training" primary block>
                  {t('goTraining')}
                </LinkButton>
                <LinkButton to="/work-orders" block>
                  {t('goInstall')}
                </LinkButton>
              </>
            )}
            {step === 6 && (
              <LinkButton to="/pos" primary block>
                {t('goTrade')}
              </LinkButton>
            )}
          </section>
        )}
        <Checks application={a} />
        <History application={a} />
      </aside>
    </div>
  );
}

export function FormFacts({ application: a }: { application: Application }) {
  const t = useOnboardingTexts();
  const name = useName();
  const mcc = a.base.mcc;
  const trades = useTrades();
  const masked = (field: string, label: string, value: string | undefined) => (
    <Masked key={field} application={a.id} field={field} label={label} masked={value} />
  );
  return (
    <>
      <section className="panel">
        <h2>{t('shop')}</h2>
        <Facts
          columns={2}
          items={[
            [t('licenseName'), a.base?.license_name],
            [t('shortName'), a.base?.short_name],
            [t('mcc'), trades.find((trade) => trade.value === mcc)?.label ?? mcc],
            [t('scope'), a.base?.business_scope],
            [t('turnover'), yuan(a.base?.est_month_turnover_fen)],
            [t('maxTicket'), yuan(a.base?.est_max_ticket_fen)],
            [
              t('address'),
              [a.address?.province, a.address?.city, a.address?.district, a.address?.detail]
                .filter(Boolean)
                .join(' '),
            ],
            [t('products'), listed((a.products ?? []).map((p) => name(p)))],
          ]}
        />
      </section>
      <section className="panel">
        <h2>{t('license')}</h2>
        <Facts
          columns={2}
          items={[
            [
              t('uscc'),
              <span key="u" className="mono">
                {a.license?.uscc ?? '–'}
              </span>,
            ],
            [t('validTo'), date(a.license?.end)],
          ]}
        />
      </section>
      <section className="panel">
        <h2>{t('legal')}</h2>
        <Facts
          columns={2}
          items={[
            [t('fullName'), masked('legal.name', t('fullName'), a.legal?.name)],
            [t('idNo'), masked('legal.id_no', t('idNo'), a.legal?.id_no)],
            [t('mobile'), masked('legal.mobile', t('mobile'), a.legal?.mobile)],
            [t('validTo'), date(a.legal?.id_end)],
          ]}
        />
      </section>
      <section className="panel">
        <h2>{t('settle')}</h2>
        <Facts
          columns={2}
          items={[
            [t('acctName'), masked('settle.acct_name', t('acctName'), a.settle?.acct_name)],
            [t('acctNo'), masked('settle.acct_no', t('acctNo'), a.settle?.acct_no)],
            [t('bankName'), a.settle?.bank_name],
            [t('cycle'), a.settle?.cycle?.replace('T1', 'T+1')],
          ]}
        />
      </section>
    </>
  );
}

export function DocumentLinks({ application: a }: { application: Application }) {
  const t = useOnboardingTexts();
  const nameOf = useDocumentNames(a);
  return (
    <ul>
      {(a.documents ?? []).map((d) => (
        <li key={d.id} className="row">
          <a href={documentUrl(a.id, d.id)} target="_blank" rel="noopener">
            {nameOf(d.type)}
          </a>
        </li>
      ))}
      {!a.documents?.length && <li className="soft">{t('missing')}</li>}
    </ul>
  );
}

export function Checks({ application: a }: { application: Application }) {
  const t = useOnboardingTexts();
  if (!a.checks?.length) return null;
  return (
    <section className="panel">
      <h2>{t('checks')}</h2>
      <Timeline
        items={a.checks.map((c) => {
          const key = `check_${c.kind.toLowerCase()}` as 'check_identity';
          const good = c.ok;
          return {
            title: labelled(t(key) === key ? c.kind : t(key), good ? t('pass') : t('fail')),
            note: c.ref,
            at: c.at,
            tone: good ? 'good' : 'bad',
          };
        })}
      />
    </section>
  );
}

export function History({ application: a }: { application: Application }) {
  const t = useOnboardingTexts();
  const name = useName();
  if (!a.steps?.length) {
    return (
      <section className="panel">
        <Facts
          items={[
            [t('submitted'), moment(a.submitted_at)],
            [t('promised'), date(a.promised_date)],
          ]}
        />
      </section>
    );
  }
  return (
    <section className="panel">
      <h2>{t('history')}</h2>
      <Timeline items={a.steps.map((s) => ({ title: name(s.to), at: s.at, by: s.by, name: s.by_name }))} />
    </section>
  );
}
