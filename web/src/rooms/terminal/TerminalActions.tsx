import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Terminal } from '@/api/types';
import { useMerchants } from '@/rooms/merchant/Merchants';
import { useReason } from '@/ui/askReason';
import { ProblemView } from '@/ui/ProblemView';
import { useTerminalTexts } from './texts';

/** What this person may do to this terminal now. */
export function TerminalActions({ terminal: x }: { terminal: Terminal }) {
  const t = useTerminalTexts();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [ask, dialog] = useReason();
  const refresh = () => cache.invalidateQueries({ queryKey: ['terminals'] });
  const act = useMutation({
    mutationFn: ({ verb, body }: { verb: string; body?: unknown; said: string }) =>
      post(`/v1/terminals/{id}/${verb}`, body, { path: { id: x.id } }),
    onSuccess: (_, { said }) => message.success(said),
    onSettled: refresh,
  });
  const status = x.status.toLowerCase();
  const buttons: React.ReactNode[] = [];
  const button = (verb: string, label: string, said: string) =>
    buttons.push(
      <Button
        key={verb}
        type="primary"
        block
        loading={act.isPending && act.variables?.verb === verb}
        onClick={() => act.mutate({ verb, said })}
      >
        {label}
      </Button>,
    );
  if (has(me, 'ops') && status === 'stocked') {
    buttons.push(
      <Allocate
        key="allocate"
        onPick={(merchant) => act.mutate({ verb: 'allocate', body: { merchant }, said: t('allocated') })}
      />,
    );
  }
  if (has(me, 'ops') && status === 'allocated') button('bind', t('bind'), t('bound'));
  if (has(me, 'keyholder1') && ['allocated', 'keyed'].includes(status)) button('key', t('key'), t('keyMade'));
  if (has(me, 'keyholder2') && ['allocated', 'keyed'].includes(status))
    button('key/approve', t('approveKey'), t('keyApproved'));
  if (has(me, 'ops', 'risk') && !['blocked', 'returned', 'stocked'].includes(status)) {
    buttons.push(
      <Button
        key="block"
        danger
        block
        onClick={() =>
          ask({
            title: t('block'),
            note: t('blockNote'),
            danger: true,
            act: async (reason) => {
              await post('/v1/terminals/{id}/block', { reason }, { path: { id: x.id } });
              message.success(t('blocked'));
              refresh();
            },
          })
        }
      >
        {t('block')}
      </Button>,
    );
  }
  if (buttons.length === 0) return null;
  return (
    <section className="panel stack">
      <h2 className="panel-title">{t('next')}</h2>
      {buttons}
      <ProblemView error={act.error} />
      {dialog}
    </section>
  );
}

function Allocate({ onPick }: { onPick: (merchant: string) => void }) {
  const t = useTerminalTexts();
  const merchants = useMerchants();
  const [merchant, setMerchant] = useState<string>();
  return (
    <>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('merchant')}
        placeholder={t('merchant')}
        value={merchant}
        onChange={setMerchant}
        loading={merchants.isPending}
        options={merchants.data?.items?.map((m) => ({
          value: m.id,
          label: `${m.short_name || m.name} ${m.mid}`,
        }))}
      />
      <Button type="primary" block disabled={!merchant} onClick={() => merchant && onPick(merchant)}>
        {t('allocate')}
      </Button>
    </>
  );
}
