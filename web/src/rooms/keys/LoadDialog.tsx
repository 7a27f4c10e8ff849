import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Divider, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import type { Ceremony } from '@/api/types';
import type { Engine } from '@/pos/engine';
import { useEngine } from '@/pos/useEngine';
import { FormDialog } from '@/ui/FormDialog';
import { ProblemView } from '@/ui/ProblemView';
import styles from './Keys.module.css';
import { useKeyTexts } from './texts';

interface Props {
  ceremony: Ceremony;
  open: boolean;
  onClose: () => void;
  onDone: () => void;
}

interface Sealed {
  encrypted_tmk_b64: string;
  kcv: string;
  tid: string;
  mid: string;
  merchant_name: string;
}

/**
 * Gives the device its master key, encrypted to its public key. A real device's
 * key is pasted and the cryptogram goes back to the loader; in the sandbox the
 * virtual terminal with the same serial number is loaded at once.
 */
export function LoadDialog({ ceremony: c, open, onClose, onDone }: Props) {
  const t = useKeyTexts();
  const { message } = App.useApp();
  const [sealed, setSealed] = useState<Sealed>();
  const close = () => {
    setSealed(undefined);
    onClose();
  };
  const seal = (publicKey: string): Promise<Sealed> =>
    post('/v1/terminals/{id}/key/export', { public_key_pem: publicKey }, { path: { id: c.terminal } });
  const loaded = (kcv: string) => {
    message.success(t('loaded', { kcv }));
    onDone();
    close();
  };
  return (
    <>
      <FormDialog<{ public_key_pem: string }>
        open={open && !sealed}
        title={t('loadTitle')}
        note={t('loadNote')}
        ok={t('doLoad')}
        onClose={close}
        stay
        submit={async ({ public_key_pem }) => {
          setSealed(await seal(public_key_pem));
          onDone();
        }}
      >
        {open && <VirtualTerminal ceremony={c} seal={seal} onLoaded={loaded} />}
        <PublicKey name="public_key_pem" label={t('publicKey')} />
      </FormDialog>
      <Modal
        open={open && !!sealed}
        title={t('cryptogram')}
        onCancel={close}
        onOk={close}
        footer={(_, { OkBtn }) => <OkBtn />}
      >
        {sealed && (
          <div className="stack">
            <p>{t('cryptogramNote', { kcv: sealed.kcv })}</p>
            <Cryptogram text={sealed.encrypted_tmk_b64} />
          </div>
        )}
      </Modal>
    </>
  );
}

/** The virtual terminal of this sandbox, when it is the device in question. */
function VirtualTerminal({
  ceremony: c,
  seal,
  onLoaded,
}: {
  ceremony: Ceremony;
  seal: (publicKey: string) => Promise<Sealed>;
  onLoaded: (kcv: string) => void;
}) {
  const t = useKeyTexts();
  const { engine, url, host } = useEngine();
  const state = useQuery({
    queryKey: ['terminal-engine', url, 'state'],
    queryFn: () => (engine as Engine).state(),
    enabled: !!engine,
    retry: false,
  });
  const load = useMutation({
    mutationFn: async () => {
      const device = engine as Engine;
      const { public_key_pem } = await device.keyPair();
      const { encrypted_tmk_b64, kcv, tid, mid, merchant_name } = await seal(public_key_pem);
      const place = { tid, mid, merchant_name, tusn: c.tusn, host, batch: '000001' }; // its sign-in brings the batch
      await device.loadKey({ encrypted_tmk_b64, kcv, ...place });
      return kcv;
    },
    onSuccess: onLoaded,
  });
  if (state.data?.tusn !== c.tusn) return null;
  return (
    <>
      <div className="stack">
        <span className="soft">{t('loadHereNote', { tusn: c.tusn })}</span>
        <Button type="primary" block loading={load.isPending} onClick={() => load.mutate()}>
          {t('loadHere')}
        </Button>
        <ProblemView error={load.error} />
      </div>
      <Divider />
    </>
  );
}

export function PublicKey({ name, label }: { name: string; label: string }) {
  const t = useKeyTexts();
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[{ required: true, pattern: /-----BEGIN PUBLIC KEY-----/, message: t('pem') }]}
    >
      <Input.TextArea rows={5} maxLength={4000} className="mono" spellCheck={false} />
    </Form.Item>
  );
}

export function Cryptogram({ text }: { text: string }) {
  const t = useKeyTexts();
  const { message } = App.useApp();
  const copy = () => navigator.clipboard?.writeText(text).then(() => message.success(t('copied')));
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <div className={styles.secretless} tabIndex={0}>
        {text}
      </div>
      <div>
        <Button size="small" onClick={copy}>
          {t('copy')}
        </Button>
      </div>
    </>
  );
}
