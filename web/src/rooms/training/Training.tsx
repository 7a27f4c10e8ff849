import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { get, post } from '@/api/client';
import { has, useMe } from '@/api/session';
import { pick, useLanguage } from '@/i18n';
import { showFaults } from '@/ui/faults';
import { LinkButton } from '@/ui/LinkButton';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { Rows } from '@/ui/Rows';
import { Status } from '@/ui/Status';
import { date } from '@/ui/time';
import styles from './Training.module.css';
import { useTrainingTexts } from './texts';

export function useCourses() {
  return useQuery({ queryKey: ['courses'], queryFn: () => get('/v1/courses') });
}

export function Training() {
  const t = useTrainingTexts();
  const me = useMe();
  const courses = useCourses();
  const [adding, setAdding] = useState(false);
  useLanguage();
  return (
    <Page
      title={t('title')}
      note={t('note')}
      actions={
        has(me, 'owner', 'manager') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('addStaff')}
          </Button>
        )
      }
    >
      <Loaded query={courses}>
        {(data) => (
          <ol className={styles.courses}>
            {(data.items ?? []).map((c) => (
              <li key={c.id} className={styles.course}>
                <div className={styles.courseHead}>
                  <span className="mono soft">{c.code || c.id}</span>
                  {c.completed_at && <Status tone="good">{t('done')}</Status>}
                </div>
                <h2>{pick(c.title_zh, c.title_en)}</h2>
                <div className={styles.courseFoot}>
                  <span className="soft">{c.minutes ? t('minutes', { n: c.minutes }) : ''}</span>
                  <LinkButton to={`/training/${c.id}` as string} primary={!c.completed_at} size="small">
                    {c.completed_at ? t('again') : t('start')}
                  </LinkButton>
                </div>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
      <section className={`panel ${styles.exam}`}>
        <div>
          <h2>{t('exam')}</h2>
          <p className="soft">{t('examNote')}</p>
        </div>
        <LinkButton to="/training/exam" primary>
          {t('startExam')}
        </LinkButton>
      </section>
      {has(me, 'owner', 'manager') && <Staff />}
      <AddStaff open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

function Staff() {
  const t = useTrainingTexts();
  const staff = useQuery({ queryKey: ['staff'], queryFn: () => get('/v1/staff') });
  const all = useCourses().data?.items?.length ?? 0;
  return (
    <section className="panel">
      <h2>{t('staff')}</h2>
      <Loaded query={staff}>
        {(data) => (
          <Rows
            label={t('staff')}
            rows={data.items}
            rowKey={(s) => s.id}
            columns={[
              { key: 'name', title: t('name'), narrow: 'title', render: (s) => s.name },
              { key: 'login', title: t('login'), render: (s) => <span className="mono">{s.login}</span> },
              { key: 'courses', title: t('courses'), render: (s) => `${s.courses_done} / ${all}` },
              {
                key: 'certificate',
                title: t('certificate'),
                render: (s) => (s.certificate ? <span className="mono">{s.certificate}</span> : '–'),
              },
              { key: 'expires', title: t('expires'), render: (s) => date(s.expires) },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}

interface Member {
  name: string;
  id_no: string;
  mobile: string;
  login: string;
  password: string;
  role: string;
}

function AddStaff({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTrainingTexts();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Member>();
  const add = useMutation({
    mutationFn: ({ role, ...member }: Member) => post('/v1/staff', { ...member, roles: [role] }),
    onSuccess: () => {
      message.success(t('added'));
      cache.invalidateQueries({ queryKey: ['staff'] });
      onClose();
    },
    onError: (error) => showFaults(form, error),
  });
  const needed = [{ required: true, whitespace: true, message: t('needed') }];
  return (
    <Modal
      open={open}
      title={t('addStaff')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okButtonProps={{ loading: add.isPending }}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        preserve={false}
        onFinish={(v) => add.mutate(v)}
      >
        <Form.Item name="name" label={t('name')} rules={needed}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="id_no" label={t('idNo')} rules={needed}>
          <Input autoComplete="off" maxLength={18} />
        </Form.Item>
        <Form.Item name="mobile" label={t('mobile')} rules={needed}>
          <Input inputMode="numeric" maxLength={11} />
        </Form.Item>
        <Form.Item name="login" label={t('login')} rules={needed}>
          <Input autoComplete="off" maxLength={32} />
        </Form.Item>
        <Form.Item name="password" label={t('password')} rules={needed}>
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
        <Form.Item name="role" label={t('role')} initialValue="cashier">
          <Select
            options={[
              { value: 'cashier', label: t('cashier') },
              { value: 'manager', label: t('manager') },
            ]}
          />
        </Form.Item>
      </Form>
      <ProblemView error={add.error} quietFields />
    </Modal>
  );
}
