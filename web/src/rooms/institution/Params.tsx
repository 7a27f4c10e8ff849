import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { get, post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Param, ParamChange } from '@/api/types';
import { showFaults } from '@/ui/faults';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { Rows } from '@/ui/Rows';
import { date } from '@/ui/time';
import { useWho } from '@/ui/who';
import { useInstitutionTexts } from './texts';

export function Params() {
  const t = useInstitutionTexts();
  const me = useMe();
  const [filter, setFilter] = useState('');
  const [editing, setEditing] = useState<Param>();
  const params = useQuery({ queryKey: ['params'], queryFn: () => get('/v1/params') });
  const mayChange = has(me, 'admin', 'compliance');
  return (
    <Page title={t('params')} note={t('paramsNote')}>
      <Loaded query={params}>
        {(data) => (
          <>
            {!!data.waiting?.length && <Waiting changes={data.waiting} mayDecide={mayChange} />}
            <section className="panel stack">
              <Input.Search
                allowClear
                aria-label={t('filter')}
                placeholder={t('filter')}
                style={{ maxWidth: 300 }}
                onChange={(e) => setFilter(e.target.value)}
              />
              <Rows
                label={t('params')}
                rows={(data.items ?? []).filter((p) => p.name.includes(filter.trim()))}
                rowKey={(p) => `${p.name}/${p.version}`}
                columns={[
                  {
                    key: 'name',
                    title: t('name'),
                    narrow: 'title',
                    render: (p) => <span className="mono">{p.name}</span>,
                  },
                  { key: 'value', title: t('value'), render: (p) => <Value text={p.value} /> },
                  { key: 'from', title: t('from'), render: (p) => date(p.from) },
                  { key: 'version', title: t('version'), align: 'right', render: (p) => p.version },
                  {
                    key: 'act',
                    title: '',
                    narrow: mayChange ? 'figure' : 'hide',
                    render: (p) =>
                      mayChange && (
                        <Button size="small" onClick={() => setEditing(p)}>
                          {t('propose')}
                        </Button>
                      ),
                  },
                ]}
              />
            </section>
          </>
        )}
      </Loaded>
      <Propose param={editing} onClose={() => setEditing(undefined)} />
    </Page>
  );
}

function Value({ text }: { text: string }) {
  return (
    <span className="mono" title={text}>
      {text.length > 60 ? `${text.slice(0, 60)}…` : text}
    </span>
  );
}

/** Proposals that wait for their second person. */
function Waiting({ changes, mayDecide }: { changes: ParamChange[]; mayDecide: boolean }) {
  const t = useInstitutionTexts();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const who = useWho();
  const decide = useMutation({
    mutationFn: ({ id, verb }: { id: string; verb: 'approve' | 'refuse' }) =>
      post(`/v1/params/{id}/${verb}`, undefined, { path: { id } }),
    onSuccess: (_, { verb }) => message.success(t(verb)),
    onSettled: () => cache.invalidateQueries({ queryKey: ['params'] }),
  });
  return (
    <section className="panel stack">
      <h2 className="panel-title">{t('waiting')}</h2>
      <ProblemView error={decide.error} />
      <Rows
        label={t('waiting')}
        rows={changes}
        rowKey={(c) => c.id}
        columns={[
          {
            key: 'name',
            title: t('name'),
            narrow: 'title',
            render: (c) => <span className="mono">{c.name}</span>,
          },
          { key: 'value', title: t('value'), render: (c) => <Value text={c.value} /> },
          { key: 'from', title: t('from'), render: (c) => date(c.from) },
          { key: 'maker', title: t('maker'), render: (c) => who(c.maker, c.maker_name) },
          { key: 'reason', title: t('reason'), render: (c) => c.reason },
          {
            key: 'act',
            title: '',
            render: (c) =>
              mayDecide && (
                <span className="row">
                  <Button
                    size="small"
                    type="primary"
                    onClick={() => decide.mutate({ id: c.id, verb: 'approve' })}
                  >
                    {t('approve')}
                  </Button>
                  <Button size="small" onClick={() => decide.mutate({ id: c.id, verb: 'refuse' })}>
                    {t('refuse')}
                  </Button>
                </span>
              ),
          },
        ]}
      />
    </section>
  );
}

function Propose({ param, onClose }: { param?: Param; onClose: () => void }) {
  const t = useInstitutionTexts();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm();
  const propose = useMutation({
    mutationFn: (v: { value: string; from: string; reason: string }) =>
      post('/v1/params', { name: param?.name ?? '', ...v }),
    onSuccess: () => {
      message.success(t('proposed'));
      cache.invalidateQueries({ queryKey: ['params'] });
      onClose();
    },
    onError: (error) => showFaults(form, error),
  });
  const rules = [{ required: true, whitespace: true, message: t('needed') }];
  return (
    <Modal
      open={!!param}
      title={`${t('propose')} · ${param?.name ?? ''}`}
      onCancel={onClose}
      onOk={() => form.submit()}
      okButtonProps={{ loading: propose.isPending }}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        preserve={false}
        initialValues={{ value: param?.value, from: me.business_date }}
        onFinish={(v) => propose.mutate(v)}
      >
        <Form.Item name="value" label={t('value')} rules={rules}>
          <Input.TextArea autoSize maxLength={4000} />
        </Form.Item>
        <Form.Item name="from" label={t('from')} rules={rules}>
          <Input maxLength={10} />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={rules}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </Form>
      <ProblemView error={propose.error} quietFields />
    </Modal>
  );
}
