import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Ceremony } from '@/api/types';
import { ProblemView } from '@/ui/ProblemView';
import { ApproveDialog } from './ApproveDialog';
import { LoadDialog } from './LoadDialog';
import { useKeyTexts } from './texts';

/** What this person may do for this terminal's master key now. */
export function CeremonyActions({ ceremony: c }: { ceremony: Ceremony }) {
  const t = useKeyTexts();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [open, setOpen] = useState<'approve' | 'load'>();
  const path = { path: { id: c.terminal } };
  const refresh = () => {
    cache.invalidateQueries({ queryKey: ['keys'] });
    cache.invalidateQueries({ queryKey: ['terminals'] });
  };
  const generate = useMutation({
    mutationFn: () => post('/v1/terminals/{id}/key', undefined, path),
    onSuccess: (key) => message.success(t('generated', { kcv: key.kcv })),
    onSettled: refresh,
  });
  const approve = async () => {
    const key = await post('/v1/terminals/{id}/key/approve', undefined, path);
    message.success(t('approvedNow', { kcv: key.kcv }));
    refresh();
  };
  return (
    <>
      <span className="row">
        {has(me, 'keyholder1') && c.stage !== 'unbound' && (
          <Button
            size="small"
            type={c.stage === 'generate' ? 'primary' : 'default'}
            loading={generate.isPending}
            onClick={() => generate.mutate()}
          >
            {c.stage === 'generate' ? t('doGenerate') : t('doRegenerate')}
          </Button>
        )}
        {has(me, 'keyholder2') && c.stage === 'approve' && (
          <Button size="small" type="primary" onClick={() => setOpen('approve')}>
            {t('doApprove')}
          </Button>
        )}
        {has(me, 'keyholder1', 'keyholder2', 'engineer') && c.stage === 'load' && (
          <Button size="small" type="primary" onClick={() => setOpen('load')}>
            {t('doLoad')}
          </Button>
        )}
      </span>
      <ProblemView error={generate.error} />
      <ApproveDialog
        kcvs={[c.key?.kcv ?? '']}
        open={open === 'approve'}
        onClose={() => setOpen(undefined)}
        approve={approve}
      />
      <LoadDialog ceremony={c} open={open === 'load'} onClose={() => setOpen(undefined)} onDone={refresh} />
    </>
  );
}
