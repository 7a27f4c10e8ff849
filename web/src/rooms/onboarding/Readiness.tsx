import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Radio, Select } from 'antd';
import { useState } from 'react';
import { get } from '@/api/client';
import { pick } from '@/i18n';
import { useInstitutions } from '@/rooms/institution/Choose';
import { Loaded } from '@/ui/Loaded';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import styles from './Onboarding.module.css';
import { useOnboardingTexts } from './texts';

export const kinds = ['IND', 'ENT', 'MICRO'] as const;
export const mccs = ['5411', '5812', '7011', '5691', '5912'] as const;

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

/** Before the form: which papers this kind of merchant needs at this institution. */
export function Readiness() {
  const t = useOnboardingTexts();
  const name = useName();
  const { institution: code } = useParams({ strict: false }) as { institution: string };
  const [kind, setKind] = useState<string>('IND');
  const [mcc, setMcc] = useState<string>('7011');
  const institution = useInstitutions().data?.items?.find((i) => i.code === code || i.id === code);
  const checklist = useChecklist(institution?.id, kind, mcc);
  const notes: Record<string, string> = { IND: t('indNote'), ENT: t('entNote'), MICRO: t('microNote') };
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
                options={mccs.map((m) => ({ value: m, label: t(`mcc${m}`) }))}
              />
            </label>
          </section>
          <Link to={`/register/${code}` as string}>
            <Button type="primary" size="large" block>
              {t('register')}
            </Button>
          </Link>
          <Link to="/signin" search={{ to: '/applications' } as never}>
            <Button block>{t('haveLogin')}</Button>
          </Link>
        </aside>
      </div>
    </Page>
  );
}
