import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { get, post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { List, Param } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { showFaults } from '@/ui/faults';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { date } from '@/ui/time';
import { useInstitutionTexts } from './texts';

export function Params() {
  const t = useInstitutionTexts();
  const me = useMe();
  useLanguage();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [filter, setFilter] = useState('');
  const [editing, setEditing] = useState<Param>();
  const params = useQuery({ queryKey: ['params'], queryFn: () => get<List<Param>>('/v1/params') });
  const approve = useMutation({
    mutationFn: (p: Param) => post('/v1/params/{id}/approve', undefined, { path: { id: p.id ?? '' } }),
    onSuccess: () => message.success(t('approve')),
    onSettled: () => cache.invalidateQueries({ queryKey: ['params'] }),
  });
  const mayChange = has(me, 'admin', 'ops', 'settle_maker', 'settle_checker', 'compliance');
  return (
    <Page title={t('params')} note={t('paramsNote')}>
      <section className="panel stack">
        <Input.Search
          allowClear
          aria-label={t('filter')}
          placeholder={t('filter')}
          style={{ maxWidth: 300 }}
          onChange={(e) => setFilter(e.target.value)}
        />
        <ProblemView error={approve.error} />
        <Loaded query={params}>
          {(data) => (
            <Rows
              label={t('params')}
              rows={data.items.filter((p) => p.name.includes(filter.trim()))}
              rowKey={(p) => `${p.name}/${p.version}/${p.id}`}
              columns={[
                {
                  key: 'name',
                  title: t('name'),
                  narrow: 'title',
                  render: (p) => (
                    <>
                      <span className="mono">{p.name}</span>{' '}
                      <span className="soft">{pick(p.title_zh, p.title_en)}</span>
                    </>
                  ),
                },
                {
                  key: 'value',
                  title: t('value'),
                  narrow: 'figure',
                  render: (p) => <span className="mono">{p.value}</span>,
                },
                { key: 'unit', title: t('unit'), render: (p) => p.unit || '–' },
                { key: 'from', title: t('from'), render: (p) => date(p.from) },
                { key: 'version', title: t('version'), render: (p) => p.version ?? '–' },
                {
                  key: 'status',
                  title: t('status'),
                  render: (p) => (p.status ? <StatusOf value={p.status} /> : '–'),
                },
                {
                  key: 'act',
                  title: '',
                  render: (p) =>
                    mayChange &&
                    (p.status === 'proposed' ? (
                      <Button size="small" type="primary" onClick={() => approve.mutate(p)}>
                        {t('approve')}
                      </Button>
                    ) : (
                      <Button size="small" onClick={() => setEditing(p)}>
                        {t('propose')}
                      </Button>
                    )),
                },
              ]}
            />
          )}
        </Loaded>
      </section>
      <Propose param={editing} onClose={() => setEditing(undefined)} />
    </Page>
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
      post('/v1/params', { name: param?.name, ...v }),
    onSuccess: () => {
      message.success(t('proposed'));
      cache.invalidateQueries({ queryKey: ['params'] });
      onClose();
    },
    onError: (error) => showFaults(form, error),
  });
  const rules = [{ required: true, whitespace: true, message: t('reason') }];
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
          <Input maxLength={200} suffix={param?.unit} />
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
