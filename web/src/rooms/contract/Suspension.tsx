import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Contract } from '@/api/types';
import { useReason } from '@/ui/askReason';
import { moment } from '@/ui/time';
import { useWho } from '@/ui/who';
import { useContractTexts } from './texts';

/** Tells both sides that the service is stopped, since when, by whom and why. */
export function SuspensionNotice({ contract: c }: { contract: Contract }) {
  const t = useContractTexts();
  const who = useWho();
  if (c.status.toLowerCase() !== 'suspended') return null;
  const step = c.steps?.findLast((s) => s.event === 'suspend');
  return (
    <Alert
      type="error"
      showIcon
      title={t('suspendedTitle')}
      description={
        <>
          {c.suspended_for && <div>{t('suspendedFor', { reason: c.suspended_for })}</div>}
          {step && (
            <div className="soft">
              {moment(step.at)} · {who(step.by, step.by_name)}
            </div>
          )}
        </>
      }
    />
  );
}

/** Risk and compliance stop the service, and another of them lets it go on. */
export function SuspensionAction({ contract: c }: { contract: Contract }) {
  const t = useContractTexts();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [ask, dialog] = useReason();
  const verb = { effective: 'suspend', suspended: 'resume' }[c.status.toLowerCase()] as
    | 'suspend'
    | 'resume'
    | undefined;
  if (!verb || !has(me, 'risk', 'compliance')) return null;
  const danger = verb === 'suspend';
  const start = () =>
    ask({
      title: t(verb),
      note: t(`${verb}Note`),
      ok: t(verb),
      danger,
      act: async (reason) => {
        await post(`/v1/contracts/{id}/${verb}`, { reason }, { path: { id: c.id } });
        message.success(t(`${verb}Done`));
        cache.invalidateQueries({ queryKey: ['contracts'] });
        cache.invalidateQueries({ queryKey: ['merchants'] });
      },
    });
  return (
    <>
      <Button danger={danger} type={danger ? 'default' : 'primary'} onClick={start}>
        {t(verb)}
      </Button>
      {dialog}
    </>
  );
}
