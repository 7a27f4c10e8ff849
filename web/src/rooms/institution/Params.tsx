import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { get, post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { Param, ParamChange } from '@/api/types';
import { pick, useLanguage } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { Rows } from '@/ui/Rows';
import { date } from '@/ui/time';
import { useWho } from '@/ui/who';
import { ParamValue } from './ParamValue';
import { useInstitutionTexts } from './texts';

export function Params() {
  const t = useInstitutionTexts();
  const me = useMe();
  useLanguage();
  const [filter, setFilter] = useState('');
  const [editing, setEditing] = useState<Param>();
  const params = useQuery({ queryKey: ['params'], queryFn: () => get('/v1/params') });
  const mayChange = has(me, 'admin', 'compliance');
  return (
    <Page title={t('params')} note={t('paramsNote')}>
      <Loaded query={params}>
        {(data) => (
          <>
            {!!data.waiting?.length && (
              <Waiting changes={data.waiting} known={data.items ?? []} mayDecide={mayChange} />
            )}
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
                rows={(data.items ?? []).filter((p) => matches(p, filter.trim()))}
                rowKey={(p) => `${p.name}/${p.version}`}
                columns={[
                  {
                    key: 'name',
                    title: t('name'),
                    narrow: 'title',
                    render: (p) => <Meaning name={p.name} param={p} />,
                  },
                  {
                    key: 'value',
                    title: t('value'),
                    render: (p) => <ParamValue value={p.value} unit={p.unit} />,
                  },
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

const matches = (p: Param, text: string) =>
  [p.name, p.meaning_zh, p.meaning_en].some((s) => s.toLowerCase().includes(text.toLowerCase()));

/** What it means in words, and the name by which programs know it. */
function Meaning({ name, param }: { name: string; param: Param | undefined }) {
  return (
    <>
      {param && <div>{pick(param.meaning_zh, param.meaning_en)}</div>}
      <code className="mono soft">{name}</code>
    </>
  );
}

/** Proposals that wait for their second person. */
function Waiting({
  changes,
  known,
  mayDecide,
}: {
  changes: ParamChange[];
  known: Param[];
  mayDecide: boolean;
}) {
  const of = (c: ParamChange) => known.find((p) => p.name === c.name);
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
            render: (c) => <Meaning name={c.name} param={of(c)} />,
          },
          {
            key: 'value',
            title: t('value'),
            render: (c) => <ParamValue value={c.value} unit={of(c)?.unit} />,
          },
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
  const rules = [{ required: true, whitespace: true, message: t('needed') }];
  return (
    <FormDialog<{ value: string; from: string; reason: string }>
      open={!!param}
      title={t('propose')}
      note={param && <Meaning name={param.name} param={param} />}
      initial={{ value: param?.value, from: me.business_date }}
      onClose={onClose}
      submit={async (v) => {
        await post('/v1/params', { name: param?.name ?? '', ...v });
        message.success(t('proposed'));
        cache.invalidateQueries({ queryKey: ['params'] });
      }}
    >
      <Form.Item
        name="value"
        label={t('value')}
        extra={param?.unit === 'fen' ? t('inFen') : param?.unit === 'ppm' ? t('inPpm') : undefined}
        rules={rules}
      >
        <Input.TextArea autoSize maxLength={4000} />
      </Form.Item>
      <Form.Item name="from" label={t('from')} rules={rules}>
        <Input maxLength={10} placeholder="2026-03-02" />
      </Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={rules}>
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
