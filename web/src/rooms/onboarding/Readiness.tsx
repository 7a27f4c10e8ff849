import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Radio, Select } from 'antd';
import { useState } from 'react';
import { get } from '@/api/client';
import { pick, useLanguage } from '@/i18n';
import { useInstitutions } from '@/rooms/institution/Choose';
import { LinkButton } from '@/ui/LinkButton';
import { Loaded } from '@/ui/Loaded';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import styles from './Onboarding.module.css';
import { useOnboardingTexts } from './texts';

export const kinds = ['IND', 'ENT', 'MICRO', 'PUB'] as const;

/** The trades an applicant may choose, as options of a select. */
export function useTrades() {
  useLanguage();
  const trades = useQuery({ queryKey: ['trades'], queryFn: () => get('/v1/trades'), staleTime: 600_000 });
  return (trades.data?.items ?? [])
    .filter((trade) => trade.fee_group !== 'FORBID')
    .map((trade) => ({ value: trade.mcc, label: `${trade.mcc} ${pick(trade.name_zh, trade.name_en)}` }));
}

export function useChecklist(institution: string | undefined, kind: string, mcc: string | undefined) {
  return useQuery({
    queryKey: ['checklist', institution, kind, mcc],
    queryFn: () =>
      get('/v1/institutions/{id}/checklist', {
        path: { id: institution ?? '' },
        query: { kind, mcc },
      }),
    enabled: !!institution,
    staleTime: 60_000,
  });
}

/** Words a document's type as the checklist does. */
export function useDocumentNames(a: {
  institution: string;
  kind: string;
  base: { mcc?: string };
}): (type: string) => string {
  const types = useChecklist(a.institution, a.kind, a.base.mcc).data?.documents ?? [];
  return (type) => {
    const found = types.find((d) => d.type === type);
    return found ? pick(found.name_zh, found.name_en) : type;
  };
}

/** Before the form: which papers this kind of merchant needs at this institution. */
export function Readiness() {
  const t = useOnboardingTexts();
  const name = useName();
  const { institution: code } = useParams({ strict: false }) as { institution: string };
  const [kind, setKind] = useState<string>('IND');
  const [mcc, setMcc] = useState<string>('7011');
  const institution = useInstitutions().data?.items?.find((i) => i.code === code || i.id === code);
  const trades = useTrades();
  const checklist = useChecklist(institution?.id, kind, mcc);
  const notes: Record<string, string> = {
    IND: t('indNote'),
    ENT: t('entNote'),
    MICRO: t('microNote'),
    PUB: t('pubNote'),
  };
  return (
    <Page
      title={t('readiness')}
      note={institution ? pick(institution.name_zh, institution.name_en) : t('readinessNote')}
      back="/apply"
      actions={<Button onClick={() => window.print()}>{t('print')}</Button>}
    >
      <div className="columns">
        <section className="panel">
          <h2>{t('documentsNeeded')}</h2>
          <Loaded query={checklist}>
            {(data) => (
              <ol className={styles.papers}>
                {(data.documents ?? []).map((d) => (
                  <li key={d.type}>
                    <span>{pick(d.name_zh, d.name_en)}</span>
                    {!d.required && <span className="soft">{t('optional')}</span>}
                  </li>
                ))}
                <li>
                  <span>{t('haveAccount')}</span>
                </li>
              </ol>
            )}
          </Loaded>
          <p className="soft">{t('noAccount')}</p>
        </section>
        <aside className="stack">
          <section className="panel stack">
            <fieldset className={styles.kinds}>
              <legend>{t('yourKind')}</legend>
              <Radio.Group
                value={kind}
                onChange={(e) => setKind(e.target.value)}
                vertical
                options={kinds.map((k) => ({
                  value: k,
                  label: (
                    <>
                      {name(k)}
                      <small className="soft"> {notes[k]}</small>
                    </>
                  ),
                }))}
              />
            </fieldset>
            <label className={styles.field} htmlFor="mcc">
              <span>{t('mcc')}</span>
              <Select
                id="mcc"
                value={mcc}
                onChange={setMcc}
                options={trades}
                showSearch={{ optionFilterProp: 'label' }}
              />
            </label>
          </section>
          <LinkButton to={`/register/${code}` as string} primary size="large" block>
            {t('register')}
          </LinkButton>
          <LinkButton to="/signin" search={{ institution: code, to: '/applications' } as never} block>
            {t('haveLogin')}
          </LinkButton>
        </aside>
      </div>
    </Page>
  );
}
