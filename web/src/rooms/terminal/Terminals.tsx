import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { App, Button, Form, Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { get, post } from '@/api/client';
import { has, useMe } from '@/api/session';
import { showFaults } from '@/ui/faults';
import { Loaded } from '@/ui/Loaded';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { useUiTexts } from '@/ui/texts';
import { useTerminalTexts } from './texts';

const states = ['stocked', 'allocated', 'keyed', 'installed', 'active', 'blocked'];

export function Terminals() {
  const t = useTerminalTexts();
  const ui = useUiTexts();
  const name = useName();
  const me = useMe();
  const navigate = useNavigate();
  const { status = '' } = useSearch({ strict: false }) as { status?: string };
  const [stocking, setStocking] = useState(false);
  const terminals = useQuery({
    queryKey: ['terminals'],
    queryFn: () => get('/v1/terminals'),
  });
  return (
    <Page
      title={t('title')}
      note={t('note')}
      actions={
        has(me, 'ops') && (
          <Button type="primary" onClick={() => setStocking(true)}>
            {t('stock')}
          </Button>
        )
      }
    >
      <section className="panel stack">
        <div style={{ overflowX: 'auto' }}>
          <Segmented
            aria-label={t('filter')}
            value={status}
            onChange={(value) =>
              navigate({ to: '/terminals', search: (value ? { status: value } : {}) as never })
            }
            options={[{ value: '', label: ui('all') }, ...states.map((s) => ({ value: s, label: name(s) }))]}
          />
        </div>
        <Loaded query={terminals}>
          {(data) => (
            <Rows
              label={t('title')}
              rows={(data.items ?? []).filter((x) => !status || x.status.toLowerCase() === status)}
              rowKey={(x) => x.id}
              to={(x) => `/terminals/${x.id}`}
              empty={t('none')}
              columns={[
                {
                  key: 'tusn',
                  title: t('tusn'),
                  narrow: 'title',
                  render: (x) => <span className="mono">{x.tusn}</span>,
                },
                { key: 'tid', title: t('tid'), render: (x) => <span className="mono">{x.tid || '–'}</span> },
                { key: 'model', title: t('model'), render: (x) => x.model },
                { key: 'merchant', title: t('merchant'), render: (x) => x.merchant_name || x.mid || '–' },
                {
                  key: 'batch',
                  title: t('batch'),
                  render: (x) => <span className="mono">{x.batch || '–'}</span>,
                },
                {
                  key: 'status',
                  title: t('status'),
                  narrow: 'figure',
                  render: (x) => <StatusOf value={x.status} room="terminal" />,
                },
              ]}
            />
          )}
        </Loaded>
      </section>
      <StockDialog open={stocking} onClose={() => setStocking(false)} />
    </Page>
  );
}

function StockDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTerminalTexts();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ tusn: string; model: string }>();
  const stock = useMutation({
    mutationFn: (values: { tusn: string; model: string }) => post('/v1/terminals/stock', values),
    onSuccess: () => {
      message.success(t('stocked'));
      cache.invalidateQueries({ queryKey: ['terminals'] });
      onClose();
    },
    onError: (error) => showFaults(form, error),
  });
  const needed = [{ required: true, whitespace: true, message: t('needed') }];
  return (
    <Modal
      open={open}
      title={t('stock')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okButtonProps={{ loading: stock.isPending }}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(v) => stock.mutate(v)}
        preserve={false}
      >
        <Form.Item name="tusn" label={t('tusn')} rules={needed}>
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name="model" label={t('model')} rules={needed} initialValue="TW-100">
          <Input maxLength={20} />
        </Form.Item>
      </Form>
      <ProblemView error={stock.error} quietFields />
    </Modal>
  );
}
