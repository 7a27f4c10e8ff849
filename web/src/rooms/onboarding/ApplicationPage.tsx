import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Alert, Tabs } from 'antd';
import { useState } from 'react';
import { get } from '@/api/client';
import type { Application } from '@/api/types';
import { useLanguage } from '@/i18n';
import { LinkButton } from '@/ui/LinkButton';
import { Loaded } from '@/ui/Loaded';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { StatusOf } from '@/ui/StatusOf';
import { date } from '@/ui/time';
import { ApplicationFacts } from './ApplicationFacts';
import { ApplicationFormPanel } from './ApplicationForm';
import { ConsentPanel } from './ConsentPanel';
import { DocumentsPanel } from './DocumentsPanel';
import { SixSteps, stepOf } from './SixSteps';
import { useOnboardingTexts } from './texts';
import { WithdrawButton } from './WithdrawButton';

export function useApplication(id: string) {
  return useQuery({
    queryKey: ['applications', id],
    queryFn: () => get('/v1/applications/{id}', { path: { id } }),
  });
}

const editable = (status: string) => ['draft', 'returned'].includes(status.toLowerCase());

export function ApplicationPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const application = useApplication(id);
  return <Loaded query={application}>{(data) => <One application={data} />}</Loaded>;
}

function One({ application: a }: { application: Application }) {
  const t = useOnboardingTexts();
  const name = useName();
  useLanguage();
  const merchant = useQuery({
    queryKey: ['merchants', a.merchant],
    queryFn: () => get('/v1/merchants/{id}', { path: { id: a.merchant ?? '' } }),
    enabled: !!a.merchant,
  });
  const step = stepOf(a.status, merchant.data);
  const waiting = !['draft', 'returned', 'approved', 'rejected', 'withdrawn', 'expired'].includes(a.status);
  return (
    <Page
      title={a.base?.short_name || a.base?.license_name || t('start')}
      note={
        <>
          <span className="mono">{a.number || t('draftNumber')}</span> · {name(a.kind)}
        </>
      }
      status={<StatusOf value={a.status} />}
      back="/applications"
      actions={
        <>
          <LinkButton to={`/timeline/${a.id}` as string}>{t('journey')}</LinkButton>
          <WithdrawButton application={a} />
        </>
      }
    >
      <section className="panel">
        <SixSteps here={step} />
      </section>
      {a.promised_date && waiting && (
        <Alert
          type="info"
          showIcon
          title={t('promise', { promised: date(a.promised_date), limit: date(a.limit_date) })}
          description={a.provisional ? t('provisional') : undefined}
        />
      )}
      <LastWord application={a} />
      {editable(a.status) ? <Draft application={a} /> : <ApplicationFacts application={a} step={step} />}
    </Page>
  );
}

/** What the reviewer said last, in the applicant's sight. */
function LastWord({ application: a }: { application: Application }) {
  const t = useOnboardingTexts();
  const said = a.decisions?.at(-1);
  const reason = a.return_reason || said?.reason;
  if (!reason || !['returned', 'rejected'].includes(a.status.toLowerCase())) return null;
  const returned = a.status.toLowerCase() === 'returned';
  return (
    <Alert
      type={returned ? 'warning' : 'error'}
      showIcon
      title={returned ? t('returnedTitle') : t('rejectedTitle')}
      description={reason}
    />
  );
}

function Draft({ application }: { application: Application }) {
  const t = useOnboardingTexts();
  const [tab, setTab] = useState('form');
  return (
    <section className="panel">
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={[
          {
            key: 'form',
            label: t('tabForm'),
            children: <ApplicationFormPanel application={application} onNext={() => setTab('documents')} />,
          },
          {
            key: 'documents',
            label: t('tabDocuments'),
            children: <DocumentsPanel application={application} onNext={() => setTab('consent')} />,
          },
          { key: 'consent', label: t('tabConsent'), children: <ConsentPanel application={application} /> },
        ]}
      />
    </section>
  );
}
