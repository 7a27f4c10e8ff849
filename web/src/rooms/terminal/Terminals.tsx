import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { App, Button, Form, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { get, post } from '@/api/client';
import { usePages } from '@/api/pages';
import { has, useMe } from '@/api/session';
import { pick } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { useName } from '@/ui/names';
import { Page } from '@/ui/Page';
import { Pages } from '@/ui/Pages';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { useUiTexts } from '@/ui/texts';
import { useTerminalTexts } from './texts';

const states = ['stocked', 'allocated', 'keyed', 'installed', 'active', 'suspended', 'blocked', 'returned'];

export function Terminals() {
  const t = useTerminalTexts();
  const ui = useUiTexts();
  const name = useName();
  const me = useMe();
  const navigate = useNavigate();
  const { status = '' } = useSearch({ strict: false }) as { status?: string };
  const [stocking, setStocking] = useState(false);
  const terminals = usePages(['terminals', 'list', status], (after) =>
    get('/v1/terminals', { query: { status: status || undefined, after } }),
  );
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
            options={[
              { value: '', label: ui('all') },
              ...states.map((s) => ({ value: s, label: name(s, 'terminal') })),
            ]}
          />
        </div>
        <Pages list={terminals}>
          {(rows) => (
            <Rows
              label={t('title')}
              rows={rows}
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
        </Pages>
      </section>
      <StockDialog open={stocking} onClose={() => setStocking(false)} />
    </Page>
  );
}

function StockDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTerminalTexts();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const models = useQuery({
    queryKey: ['terminal-models'],
    queryFn: () => get('/v1/terminal-models'),
    enabled: open,
    staleTime: 300_000,
  });
  return (
    <FormDialog<{ tusn: string; model: string }>
      open={open}
      title={t('stock')}
      onClose={onClose}
      submit={async (values) => {
        await post('/v1/terminals/stock', values);
        message.success(t('stocked'));
        cache.invalidateQueries({ queryKey: ['terminals'] });
      }}
    >
      <Form.Item
        name="tusn"
        label={t('tusn')}
        extra={t('tusnHint')}
        rules={[{ required: true, whitespace: true, message: t('needed') }]}
      >
        <Input maxLength={20} className="mono" />
      </Form.Item>
      <Form.Item name="model" label={t('model')} rules={[{ required: true, message: t('needed') }]}>
        <Select
          loading={models.isPending}
          options={models.data?.items?.map((m) => ({
            value: m.code,
            label: `${m.code} · ${pick(m.name_zh, m.name_en)}`,
          }))}
        />
      </Form.Item>
    </FormDialog>
  );
}
