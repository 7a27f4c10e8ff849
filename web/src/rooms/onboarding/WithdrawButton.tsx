import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Application } from '@/api/types';
import { FormDialog } from '@/ui/FormDialog';
import { useOnboardingTexts } from './texts';

/** The applicant takes back what nobody has begun to review. */
export function WithdrawButton({ application: a }: { application: Application }) {
  const t = useOnboardingTexts();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  if (!has(me, 'owner') || !['draft', 'returned'].includes(a.status)) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('withdraw')}</Button>
      <FormDialog
        open={open}
        title={t('withdrawAsk')}
        note={t('withdrawNote')}
        ok={t('withdraw')}
        danger
        onClose={() => setOpen(false)}
        submit={async () => {
          await post('/v1/applications/{id}/withdraw', undefined, { path: { id: a.id } });
          message.success(t('withdrawDone'));
          cache.invalidateQueries({ queryKey: ['applications'] });
        }}
      >
        {null}
      </FormDialog>
    </>
  );
}
