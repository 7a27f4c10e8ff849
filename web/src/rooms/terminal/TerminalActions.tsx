import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Terminal } from '@/api/types';
import { useMerchants } from '@/rooms/merchant/Merchants';
import { useReason } from '@/ui/askReason';
import { FormDialog } from '@/ui/FormDialog';
import { ProblemView } from '@/ui/ProblemView';
import { useTerminalTexts } from './texts';

type Verb = 'suspend' | 'resume' | 'block' | 'return';

// What may be done by whom while the device is where.
const turns: { verb: Verb; roles: ('ops' | 'risk' | 'engineer')[]; from: string[]; danger?: boolean }[] = [
  { verb: 'resume', roles: ['ops', 'risk'], from: ['suspended'] },
  { verb: 'suspend', roles: ['ops', 'risk'], from: ['active'] },
  {
    verb: 'block',
    roles: ['ops', 'risk'],
    from: ['stocked', 'allocated', 'keyed', 'installed', 'tested', 'active', 'suspended'],
    danger: true,
  },
  {
    verb: 'return',
    roles: ['ops', 'engineer'],
    from: ['allocated', 'keyed', 'installed', 'tested', 'active', 'suspended', 'blocked'],
  },
];

/** What this person may do to this terminal now. */
export function TerminalActions({ terminal: x }: { terminal: Terminal }) {
  const t = useTerminalTexts();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [ask, dialog] = useReason();
  const [binding, setBinding] = useState(false);
  const refresh = () => cache.invalidateQueries({ queryKey: ['terminals'] });
  const plan = useMutation({
    mutationFn: () => post('/v1/work-orders', { merchant: x.merchant ?? '' }),
    onSuccess: (order) => {
      message.success(t('planned', { number: order.number }));
      cache.invalidateQueries({ queryKey: ['work-orders'] });
    },
  });
  const buttons: React.ReactNode[] = [];
  if (has(me, 'ops') && x.status === 'stocked') {
    buttons.push(<Allocate key="allocate" terminal={x} onDone={refresh} />);
  }
  if (has(me, 'ops', 'engineer') && x.merchant && !['blocked', 'returned'].includes(x.status)) {
    buttons.push(
      <Button key="bind" type={x.tid ? 'default' : 'primary'} block onClick={() => setBinding(true)}>
        {x.tid ? t('rebind') : t('bind')}
      </Button>,
    );
  }
  if (
    has(me, 'keyholder1', 'keyholder2', 'engineer', 'ops') &&
    ['allocated', 'keyed'].includes(x.status) &&
    x.tid
  ) {
    buttons.push(
      <Link key="keys" to="/keys">
        {t('toKeys')}
      </Link>,
    );
  }
  if (has(me, 'ops') && ['allocated', 'keyed'].includes(x.status)) {
    buttons.push(
      <Button key="plan" block loading={plan.isPending} onClick={() => plan.mutate()}>
        {t('plan')}
      </Button>,
    );
  }
  for (const turn of turns) {
    if (!has(me, ...turn.roles) || !turn.from.includes(x.status)) continue;
    const { verb, danger } = turn;
    buttons.push(
      <Button
        key={verb}
        danger={danger}
        block
        onClick={() =>
          ask({
            title: t(verb),
            note: t(`${verb}Note`),
            danger,
            act: async (reason) => {
              await post(`/v1/terminals/{id}/${verb}`, { reason }, { path: { id: x.id } });
              message.success(t(`${verb}Done`));
              refresh();
            },
          })
        }
      >
        {t(verb)}
      </Button>,
    );
  }
  if (buttons.length === 0) return null;
  return (
    <section className="panel stack">
      <h2 className="panel-title">{t('next')}</h2>
      {buttons}
      <ProblemView error={plan.error} />
      {dialog}
      <BindDialog terminal={x} open={binding} onClose={() => setBinding(false)} onDone={refresh} />
    </section>
  );
}

interface Place {
  address?: string;
  lon?: string;
  lat?: string;
}

function BindDialog({
  terminal: x,
  open,
  onClose,
  onDone,
}: {
  terminal: Terminal;
  open: boolean;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTerminalTexts();
  const { message } = App.useApp();
  return (
    <FormDialog<Place>
      open={open}
      title={x.tid ? t('rebind') : t('bind')}
      note={x.tid ? t('rebindNote') : t('bindPlaceNote')}
      onClose={onClose}
      submit={async (place) => {
        const given = place.address?.trim() ? place : undefined;
        await post('/v1/terminals/{id}/bind', given, { path: { id: x.id } });
        message.success(t('bound'));
        onDone();
      }}
    >
      <Form.Item name="address" label={t('place')} extra={t('placeHint')}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="halves">
        <Form.Item name="lon" label={t('lon')} rules={[{ pattern: degreesForm, message: t('degrees') }]}>
          <Input inputMode="decimal" maxLength={11} />
        </Form.Item>
        <Form.Item name="lat" label={t('lat')} rules={[{ pattern: degreesForm, message: t('degrees') }]}>
          <Input inputMode="decimal" maxLength={11} />
        </Form.Item>
      </div>
    </FormDialog>
  );
}

const degreesForm = /^-?\d{1,3}(\.\d{1,6})?$/;

function Allocate({ terminal: x, onDone }: { terminal: Terminal; onDone: () => void }) {
  const t = useTerminalTexts();
  const merchants = useMerchants();
  const { message } = App.useApp();
  const [merchant, setMerchant] = useState<string>();
  const allocate = useMutation({
    mutationFn: (to: string) => post('/v1/terminals/{id}/allocate', { merchant: to }, { path: { id: x.id } }),
    onSuccess: () => {
      message.success(t('allocated'));
      onDone();
    },
  });
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
      <Button
        type="primary"
        block
        disabled={!merchant}
        loading={allocate.isPending}
        onClick={() => merchant && allocate.mutate(merchant)}
      >
        {t('allocate')}
      </Button>
      <ProblemView error={allocate.error} />
    </>
  );
}
