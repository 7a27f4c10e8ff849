import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { get, post } from '@/api/client';
import { has, useMe } from '@/api/session';
import { Loaded } from '@/ui/Loaded';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { date, moment } from '@/ui/time';
import styles from './Onboarding.module.css';
import { kinds } from './Readiness';
import { useOnboardingTexts } from './texts';

export function Applications() {
  const t = useOnboardingTexts();
  const name = useName();
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const applications = useQuery({
    queryKey: ['applications'],
    queryFn: () => get('/v1/applications'),
  });
  return (
    <Page
      title={t('title')}
      note={t('note')}
      actions={
        has(me, 'owner', 'rm', 'entry') && (
          <Button type="primary" onClick={() => setAsking(true)}>
            {t('start')}
          </Button>
        )
      }
    >
      <section className="panel">
        <Loaded query={applications}>
          {(data) => (
            <Rows
              label={t('title')}
              rows={data.items}
              rowKey={(a) => a.id}
              to={(a) => `/applications/${a.id}`}
              empty={t('none')}
              columns={[
                {
                  key: 'number',
                  title: t('number'),
                  render: (a) => <span className="mono">{a.number || t('draftNumber')}</span>,
                },
                {
                  key: 'name',
                  title: t('name'),
                  narrow: 'title',
                  render: (a) => a.base?.short_name || a.base?.license_name || '–',
                },
                { key: 'kind', title: t('kind'), render: (a) => name(a.kind) },
                {
                  key: 'status',
                  title: t('status'),
                  narrow: 'figure',
                  render: (a) => <StatusOf value={a.status} />,
                },
                { key: 'submitted', title: t('submitted'), render: (a) => moment(a.submitted_at) },
                { key: 'promised', title: t('promised'), render: (a) => date(a.promised_date) },
              ]}
            />
          )}
        </Loaded>
      </section>
      <StartDialog open={asking} onClose={() => setAsking(false)} />
    </Page>
  );
}

function StartDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useOnboardingTexts();
  const name = useName();
  const me = useMe();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [kind, setKind] = useState<(typeof kinds)[number]>('IND');
  const begin = useMutation({
    mutationFn: () => post('/v1/applications', { institution: me.institution.id, kind }),
    onSuccess: (a) => {
      cache.invalidateQueries({ queryKey: ['applications'] });
      navigate({ to: `/applications/${a.id}` as string });
    },
  });
  return (
    <Modal
      open={open}
      title={t('start')}
      onCancel={onClose}
      onOk={() => begin.mutate()}
      okText={t('next')}
      okButtonProps={{ loading: begin.isPending }}
    >
      <div className="stack">
        <label className={styles.field} htmlFor="kind">
          <span>{t('yourKind')}</span>
          <Select
            value={kind}
            onChange={setKind}
            options={kinds.map((k) => ({ value: k, label: name(k) }))}
          />
        </label>
        <ProblemView error={begin.error} />
      </div>
    </Modal>
  );
}
