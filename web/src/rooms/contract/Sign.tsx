import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Form, Input } from 'antd';
import { post } from '@/api/client';
import { useMe } from '@/api/session';
import type { Contract } from '@/api/types';
import { ProblemView } from '@/ui/ProblemView';
import { useContractTexts } from './texts';

interface SignProps {
  contract: Contract;
  /** Every clause has been read. */
  ready: boolean;
  /** A question has no answer yet, or none that satisfies. */
  asking: boolean;
}

export function SignPanel({ contract, ready, asking }: SignProps) {
  const t = useContractTexts();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const path = { id: contract.id };
  const open = ready && !asking;
  const code = useMutation({
    mutationFn: () => post('/v1/contracts/{id}/code', undefined, { path }),
    onSuccess: () => message.success(t('codeSent')),
  });
  const sign = useMutation({
    mutationFn: ({ otp }: { otp: string }) => post('/v1/contracts/{id}/sign', { otp }, { path }),
    onSuccess: () => message.success(t('signed')),
    onSettled: () => cache.invalidateQueries({ queryKey: ['contracts'] }),
  });
  return (
    <section className="panel stack">
      <h2 className="panel-title">{t('sign')}</h2>
      {!open && <p className="soft">{asking ? t('waitingAnswer') : t('signNote')}</p>}
      <Button disabled={!open} onClick={() => code.mutate()} loading={code.isPending}>
        {t('getCode')}
      </Button>
      {me.institution.mode === 'sandbox' && code.isSuccess && <Link to="/sms">{t('inbox')}</Link>}
      <Form layout="vertical" requiredMark={false} onFinish={(v) => sign.mutate(v)} disabled={!open}>
        <Form.Item
          name="otp"
          label={t('code')}
          rules={[{ required: true, pattern: /^\d{4,8}$/, message: t('code') }]}
        >
          <Input autoComplete="one-time-code" inputMode="numeric" maxLength={8} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={sign.isPending}>
          {t('signNow')}
        </Button>
      </Form>
      <ProblemView error={code.error ?? sign.error} />
    </section>
  );
}

export function CountersignPanel({ contract }: { contract: Contract }) {
  const t = useContractTexts();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const countersign = useMutation({
    mutationFn: () => post('/v1/contracts/{id}/countersign', undefined, { path: { id: contract.id } }),
    onSuccess: () => message.success(t('countersigned')),
    onSettled: () => cache.invalidateQueries({ queryKey: ['contracts'] }),
  });
  return (
    <section className="panel stack">
      <h2 className="panel-title">{t('countersign')}</h2>
      <p className="soft">{t('countersignNote')}</p>
      <Button type="primary" loading={countersign.isPending} onClick={() => countersign.mutate()}>
        {t('countersign')}
      </Button>
      <ProblemView error={countersign.error} />
    </section>
  );
}

export function SendPanel({ contract }: { contract: Contract }) {
  const t = useContractTexts();
  const cache = useQueryClient();
  const send = useMutation({
    mutationFn: () => post('/v1/contracts/{id}/send', undefined, { path: { id: contract.id } }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['contracts'] }),
  });
  return (
    <section className="panel stack">
      <Button type="primary" loading={send.isPending} onClick={() => send.mutate()}>
        {t('send')}
      </Button>
      <ProblemView error={send.error} />
    </section>
  );
}
