import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { get, post } from '@/api/client';
import { has, useMe } from '@/api/session';
import { listed } from '@/i18n';
import { ProblemView } from '@/ui/ProblemView';
import { Rows } from '@/ui/Rows';
import { useWho } from '@/ui/who';
import { useIdentityTexts } from './texts';
import { useRoles } from './useRoles';

/** New roles that wait for their second person. */
export function RoleChanges() {
  const t = useIdentityTexts();
  const me = useMe();
  const who = useWho();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const { name } = useRoles();
  const changes = useQuery({
    queryKey: ['role-changes'],
    queryFn: () => get('/v1/role-changes'),
    enabled: has(me, 'admin', 'compliance', 'auditor'),
  });
  const decide = useMutation({
    mutationFn: ({ id, approve }: { id: string; approve: boolean }) =>
      post('/v1/role-changes/{id}/decision', { approve }, { path: { id } }),
    onSuccess: () => message.success(t('done')),
    onSettled: () => {
      for (const key of ['users', 'role-changes']) cache.invalidateQueries({ queryKey: [key] });
    },
  });
  if (!changes.data?.items?.length) return null;
  return (
    <section className="panel stack">
      <h2 className="panel-title">{t('waiting')}</h2>
      <ProblemView error={decide.error} />
      <Rows
        label={t('waiting')}
        rows={changes.data.items}
        rowKey={(c) => c.id}
        columns={[
          { key: 'user', title: t('users'), narrow: 'title', render: (c) => who(c.user_id, c.user_name) },
          { key: 'roles', title: t('newRoles'), render: (c) => listed((c.roles ?? []).map(name)) },
          { key: 'reason', title: t('reason'), render: (c) => c.reason },
          { key: 'maker', title: t('askedBy'), render: (c) => who(c.maker, c.maker_name) },
          {
            key: 'act',
            title: t('acts'),
            render: (c) =>
              has(me, 'admin', 'compliance') && c.maker !== me.user ? (
                <span className="row">
                  <Button
                    size="small"
                    type="primary"
                    loading={decide.isPending}
                    onClick={() => decide.mutate({ id: c.id, approve: true })}
                  >
                    {t('approve')}
                  </Button>
                  <Button size="small" onClick={() => decide.mutate({ id: c.id, approve: false })}>
                    {t('refuse')}
                  </Button>
                </span>
              ) : (
                <span className="soft">{t('otherDecides')}</span>
              ),
          },
        ]}
      />
    </section>
  );
}
