import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { get, post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { AccountChange } from '@/api/types';
import { MoneyTabs } from '@/rooms/settlement/MoneyTabs';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { moment } from '@/ui/time';
import { ChangeDialog } from './ChangeDialog';
import { useAccountTexts } from './texts';

/** Changes of settlement accounts: asked for by the owner, decided by two people of the bank. */
export function AccountsPage() {
  const t = useAccountTexts();
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const changes = useQuery({
    queryKey: ['account-changes'],
    queryFn: () => get('/v1/account-changes'),
    refetchInterval: 15_000,
  });
  const owner = has(me, 'owner');
  return (
    <Page
      title={t('title')}
      note={t('note')}
      actions={
        owner &&
        me.merchant && (
          <Button type="primary" onClick={() => setAsking(true)}>
            {t('ask')}
          </Button>
        )
      }
    >
      <MoneyTabs />
      {owner && !me.merchant && <p className="soft">{t('idle')}</p>}
      <section className="panel">
        <Loaded query={changes}>
          {(data) => (
            <Rows
              label={t('title')}
              rows={data.items}
              rowKey={(c) => c.id}
              empty={t('none')}
              columns={[
                {
                  key: 'account',
                  title: t('account'),
                  narrow: 'title',
                  render: (c) => <span className="mono">**** {c.last4}</span>,
                },
                {
                  key: 'type',
                  title: t('type'),
                  render: (c) => t(c.acct_type === 'personal' ? 'personal' : 'corporate'),
                },
                { key: 'holder', title: t('holder'), render: (c) => c.holder },
                { key: 'bank', title: t('bank'), render: (c) => c.bank },
                {
                  key: 'evidence',
                  title: t('evidence'),
                  render: (c) => <span className="mono">{c.evidence || '–'}</span>,
                },
                { key: 'valid', title: t('validFrom'), render: (c) => moment(c.valid_from) },
                {
                  key: 'status',
                  title: t('status'),
                  narrow: 'figure',
                  render: (c) => <StatusOf value={c.status} room="account" />,
                },
                { key: 'act', title: '', render: (c) => <Decide change={c} /> },
              ]}
            />
          )}
        </Loaded>
      </section>
      <ChangeDialog open={asking} onClose={() => setAsking(false)} />
    </Page>
  );
}

type Decision = 'check' | 'approve' | 'refuse';

function Decide({ change: c }: { change: AccountChange }) {
  const t = useAccountTexts();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const decide = useMutation({
    mutationFn: (decision: Decision) =>
      post('/v1/account-changes/{id}/decision', { decision }, { path: { id: c.id } }),
    onSuccess: () => message.success(t('decided')),
    onSettled: () => cache.invalidateQueries({ queryKey: ['account-changes'] }),
  });
  if (!has(me, 'reviewer1', 'reviewer2', 'ops')) return null;
  const next: Decision | undefined =
    c.status === 'proposed' ? 'check' : c.status === 'checked' ? 'approve' : undefined;
  return (
    <>
      <span className="row">
        {next && (
          <Button size="small" type="primary" loading={decide.isPending} onClick={() => decide.mutate(next)}>
            {t(next)}
          </Button>
        )}
        {['proposed', 'checked', 'approved'].includes(c.status) && (
          <Button size="small" disabled={decide.isPending} onClick={() => decide.mutate('refuse')}>
            {t('refuse')}
          </Button>
        )}
      </span>
      <ProblemView error={decide.error} />
    </>
  );
}
