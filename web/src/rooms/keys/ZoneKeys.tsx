import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Divider, Modal } from 'antd';
import { useState } from 'react';
import { get, post } from '@/api/client';
import { OfflineError } from '@/api/problem';
import { has, useMe } from '@/api/session';
import type { KeyFacts, ZoneExport } from '@/api/types';
import { FormDialog } from '@/ui/FormDialog';
import { Loaded } from '@/ui/Loaded';
import { ProblemView } from '@/ui/ProblemView';
import { moment } from '@/ui/time';
import { ApproveDialog } from './ApproveDialog';
import styles from './Keys.module.css';
import { KeyTable } from './KeyTable';
import { Cryptogram, PublicKey } from './LoadDialog';
import { useKeyTexts } from './texts';

/** The line to the card network: keys in force, the ceremony that waits, the history. */
export function ZoneKeys() {
  const t = useKeyTexts();
  const zone = useQuery({
    queryKey: ['keys', 'zone'],
    queryFn: () => get('/v1/keys/zone'),
    refetchInterval: 10_000,
  });
  return (
    <section className="panel stack">
      <h2 className="panel-title">{t('zone')}</h2>
      <p className="soft">{t('zoneNote')}</p>
      <Loaded query={zone}>
        {(data) => {
          const all = data.items ?? [];
          return (
            <>
              <InForce keys={all.filter((k) => k.status === 'current')} />
              <ZoneActions
                waiting={all.filter((k) => k.status === 'pending')}
                current={all.filter((k) => k.status === 'current')}
              />
              <h3 className="panel-title">{t('history')}</h3>
              <KeyTable rows={all} />
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function InForce({ keys }: { keys: KeyFacts[] }) {
  const t = useKeyTexts();
  return (
    <div className={styles.force}>
      {keys.map((k) => (
        <div key={k.id}>
          <div className="soft">{t(`u_${k.usage}`)}</div>
          <div className={styles.kcv}>{k.kcv}</div>
          <div className="soft">
            {t('inForce')} · {t('since')} {moment(k.approved_at)}
          </div>
        </div>
      ))}
    </div>
  );
}

function ZoneActions({ waiting, current }: { waiting: KeyFacts[]; current: KeyFacts[] }) {
  const t = useKeyTexts();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [open, setOpen] = useState<'approve' | 'deliver'>();
  const refresh = () => cache.invalidateQueries({ queryKey: ['keys'] });
  const kcvs = (keys: KeyFacts[]) => keys.map((k) => k.kcv).join(' / ');
  const generate = useMutation({
    mutationFn: () => post('/v1/keys/zone'),
    onSuccess: (made) => message.success(t('generated', { kcv: kcvs(made.items ?? []) })),
    onSettled: refresh,
  });
  return (
    <>
      <div className="row">
        {has(me, 'keyholder1') && (
          <Button loading={generate.isPending} onClick={() => generate.mutate()}>
            {current.length + waiting.length > 0 ? t('doRegenerate') : t('doGenerate')}
          </Button>
        )}
        {has(me, 'keyholder2') && waiting.length > 0 && (
          <Button type="primary" onClick={() => setOpen('approve')}>
            {t('doApprove')}
          </Button>
        )}
        {has(me, 'keyholder1', 'keyholder2') && current.length > 0 && (
          <Button onClick={() => setOpen('deliver')}>{t('doDeliver')}</Button>
        )}
      </div>
      <ProblemView error={generate.error} />
      <ApproveDialog
        kcvs={waiting.map((k) => k.kcv)}
        open={open === 'approve'}
        onClose={() => setOpen(undefined)}
        approve={async () => {
          const made = await post('/v1/keys/zone/approve');
          message.success(t('approvedNow', { kcv: kcvs(made.items ?? []) }));
          refresh();
        }}
      />
      <DeliverDialog open={open === 'deliver'} onClose={() => setOpen(undefined)} />
    </>
  );
}

/** Hands the keys over, each encrypted to the network's public key. */
function DeliverDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useKeyTexts();
  const { message } = App.useApp();
  const [sealed, setSealed] = useState<ZoneExport>();
  const seal = (publicKey: string) => post('/v1/keys/zone/export', { public_key_pem: publicKey });
  const close = () => {
    setSealed(undefined);
    onClose();
  };
  return (
    <>
      <FormDialog<{ public_key_pem: string }>
        open={open && !sealed}
        title={t('deliverTitle')}
        note={t('deliverNote')}
        ok={t('doDeliver')}
        onClose={close}
        stay
        submit={async ({ public_key_pem }) => setSealed(await seal(public_key_pem))}
      >
        {open && (
          <SandboxNetwork
            seal={seal}
            onDone={() => {
              message.success(t('delivered'));
              close();
            }}
          />
        )}
        <PublicKey name="public_key_pem" label={t('networkKey')} />
      </FormDialog>
      <Modal
        open={open && !!sealed}
        title={t('deliverTitle')}
        onCancel={close}
        onOk={close}
        footer={(_, { OkBtn }) => <OkBtn />}
      >
        {sealed && (
          <div className="stack">
            <p>
              ZPK · {t('kcv')} <span className="mono">{sealed.zpk_kcv}</span>
            </p>
            <Cryptogram text={sealed.zpk_b64} />
            <p>
              ZAK · {t('kcv')} <span className="mono">{sealed.zak_kcv}</span>
            </p>
            <Cryptogram text={sealed.zak_b64} />
          </div>
        )}
      </Modal>
    </>
  );
}

/** The sandbox's card network takes the keys at its own door, as a live one would in a ceremony. */
function SandboxNetwork({
  seal,
  onDone,
}: {
  seal: (publicKey: string) => Promise<ZoneExport>;
  onDone: () => void;
}) {
  const t = useKeyTexts();
  const endpoints = useQuery({
    queryKey: ['sandbox', 'endpoints'],
    queryFn: () => get('/v1/sandbox/endpoints'),
    staleTime: 60_000,
    retry: false,
  });
  const url = endpoints.data?.network_control;
  const deliver = useMutation({
    mutationFn: async () => {
      const publicKey = await outside(`${url}/public-key`);
      const sealed = await seal(await publicKey.text());
      await outside(`${url}/zone-keys`, JSON.stringify(sealed));
    },
    onSuccess: onDone,
  });
  if (!url) return null;
  return (
    <>
      <Button type="primary" block loading={deliver.isPending} onClick={() => deliver.mutate()}>
        {t('deliverHere')}
      </Button>
      <ProblemView error={deliver.error} />
      <Divider />
    </>
  );
}

async function outside(url: string, body?: string): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(
      url,
      body ? { method: 'POST', headers: { 'Content-Type': 'application/json' }, body } : {},
    );
  } catch {
    throw new OfflineError(url);
  }
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer;
}
