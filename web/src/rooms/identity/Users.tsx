import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { get, post } from '@/api/client';
import { has, useMe } from '@/api/session';
import { listed } from '@/i18n';
import { useShellTexts } from '@/shell/texts';
import { showFaults } from '@/ui/faults';
import { Loaded } from '@/ui/Loaded';
import { Page } from '@/ui/Page';
import { ProblemView } from '@/ui/ProblemView';
import { Rows } from '@/ui/Rows';
import { StatusOf } from '@/ui/StatusOf';
import { RoleChanges } from './RoleChanges';
import { useIdentityTexts } from './texts';
import { UserActs } from './UserActs';

const staffRoles =
  'rm entry reviewer1 reviewer2 risk compliance ops engineer settle_maker settle_checker cs trainer auditor admin keyholder1 keyholder2 integrator'.split(
    ' ',
  );

export function Users() {
  const t = useIdentityTexts();
  const shell = useShellTexts();
  const me = useMe();
  const [adding, setAdding] = useState(false);
  const users = useQuery({ queryKey: ['users'], queryFn: () => get('/v1/users') });
  const role = (r: string) => shell(`role_${r}` as 'role_owner');
  return (
    <Page
      title={t('users')}
      note={t('usersNote')}
      actions={
        has(me, 'admin') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('add')}
          </Button>
        )
      }
    >
      <RoleChanges />
      <section className="panel">
        <Loaded query={users}>
          {(data) => (
            <Rows
              label={t('users')}
              rows={data.items}
              rowKey={(u) => u.id}
              columns={[
                { key: 'name', title: t('name'), narrow: 'title', render: (u) => u.name },
                { key: 'login', title: t('login'), render: (u) => <span className="mono">{u.login}</span> },
                { key: 'roles', title: t('roles'), render: (u) => listed((u.roles ?? []).map(role)) },
                {
                  key: 'status',
                  title: t('status'),
                  narrow: 'figure',
                  render: (u) => <StatusOf value={u.status} room="user" />,
                },
                { key: 'acts', title: t('acts'), render: (u) => <UserActs user={u} /> },
              ]}
            />
          )}
        </Loaded>
      </section>
      <AddUser open={adding} onClose={() => setAdding(false)} roleName={role} />
    </Page>
  );
}

interface NewUser {
  name: string;
  id_no: string;
  mobile: string;
  login: string;
  roles: string[];
  password: string;
}

function AddUser({
  open,
  onClose,
  roleName,
}: {
  open: boolean;
  onClose: () => void;
  roleName: (r: string) => string;
}) {
  const t = useIdentityTexts();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm();
  const add = useMutation({
    mutationFn: (v: NewUser) => post('/v1/users', v),
    onSuccess: () => {
      message.success(t('added'));
      cache.invalidateQueries({ queryKey: ['users'] });
      onClose();
    },
    onError: (error) => showFaults(form, error),
  });
  const needed = [{ required: true, message: t('needed') }];
  return (
    <Modal
      open={open}
      title={t('add')}
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
        <Form.Item name="roles" label={t('roles')} rules={needed}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={staffRoles.map((r) => ({ value: r, label: roleName(r) }))}
          />
        </Form.Item>
        <Form.Item name="password" label={t('password')} extra={t('hint')} rules={needed}>
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
      </Form>
      <ProblemView error={add.error} quietFields />
    </Modal>
  );
}
