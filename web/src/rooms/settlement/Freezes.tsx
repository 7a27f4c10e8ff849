import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Freeze } from '@/api/types';
import { MerchantItem } from '@/rooms/merchant/MerchantItem';
import { AmountItem, readFen } from '@/ui/AmountItem';
import { FormDialog } from '@/ui/FormDialog';
import { Money } from '@/ui/Money';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { StepBy } from './StepBy';
import { useSettlementTexts } from './texts';

const grounds = ['RISK', 'DISPUTE', 'JUDICIAL', 'AML', 'KYC_EXPIRED'] as const;
type Ground = (typeof grounds)[number];

export function Freezes({ rows }: { rows: Freeze[] }) {
  const t = useSettlementTexts();
  const me = useMe();
  const [freezing, setFreezing] = useState(false);
  return (
    <section className="panel stack">
      <div className="row">
        <h2 className="panel-title grow">{t('freezes')}</h2>
        {has(me, 'risk', 'compliance') && (
          <Button danger onClick={() => setFreezing(true)}>
            {t('freeze')}
          </Button>
        )}
      </div>
      <Rows
        label={t('freezes')}
        rows={rows}
        rowKey={(f) => f.id}
        empty={t('noFreezes')}
        columns={[
          {
            key: 'merchant',
            title: t('merchant'),
            narrow: 'title',
            render: (f) => f.merchant_name || f.merchant_id,
          },
          {
            key: 'amount',
            title: t('amount'),
            align: 'right',
            narrow: 'figure',
            render: (f) => <Money fen={f.amount_fen} />,
          },
          { key: 'ground', title: t('ground'), render: (f) => t(`g_${f.ground}`) },
          { key: 'document', title: t('document'), render: (f) => f.document },
          { key: 'made', title: t('made'), render: (f) => <StepBy step={f.steps?.[0]} /> },
          { key: 'ended', title: t('release'), render: (f) => <StepBy step={f.steps?.[1]} /> },
          { key: 'status', title: t('status'), render: (f) => <StatusOf value={f.status} room="freeze" /> },
          { key: 'act', title: '', render: (f) => <Release freeze={f} /> },
        ]}
      />
      <FreezeDialog open={freezing} onClose={() => setFreezing(false)} />
    </section>
  );
}

function FreezeDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useSettlementTexts();
  const cache = useQueryClient();
  const { message } = App.useApp();
  return (
    <FormDialog<{ merchant: string; amount_fen: string; ground: Ground; document: string }>
      open={open}
      title={t('freeze')}
      note={t('freezeNote')}
      danger
      initial={{ ground: 'RISK' }}
      onClose={onClose}
      submit={async ({ merchant, amount_fen, ground, document }) => {
        await post('/v1/settlement/freezes', {
          merchant,
          amount_fen: readFen(amount_fen) ?? 0,
          ground,
          document: document.trim(),
        });
        message.success(t('frozenNow'));
        cache.invalidateQueries({ queryKey: ['corrections'] });
      }}
    >
      <MerchantItem name="merchant" label={t('merchant')} message={t('missing')} />
      <AmountItem name="amount_fen" label={t('amountYuan')} message={t('amountForm')} />
      <Form.Item name="ground" label={t('ground')}>
        <Select options={grounds.map((g) => ({ value: g, label: t(`g_${g}`) }))} />
      </Form.Item>
      <Form.Item
        name="document"
        label={t('document')}
        extra={t('documentHint')}
        rules={[{ required: true, whitespace: true, message: t('missing') }]}
      >
        <Input maxLength={100} />
      </Form.Item>
    </FormDialog>
  );
}

function Release({ freeze: f }: { freeze: Freeze }) {
  const t = useSettlementTexts();
  const me = useMe();
  const cache = useQueryClient();
  const { message, modal } = App.useApp();
  const mine = f.steps?.[0]?.by === me.user;
  if (f.status !== 'frozen' || mine || !has(me, 'risk', 'compliance')) return null;
  const release = () =>
    modal.confirm({
      title: t('release'),
      content: t('releaseNote'),
      onOk: async () => {
        await post('/v1/settlement/freezes/{id}/release', undefined, { path: { id: f.id } });
        message.success(t('releasedNow'));
        cache.invalidateQueries({ queryKey: ['corrections'] });
      },
    });
  return (
    <Button size="small" onClick={release}>
      {t('release')}
    </Button>
  );
}
