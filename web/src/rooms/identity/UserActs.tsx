import { MoreOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { post } from '@/api/client';
import { has, useMe } from '@/api/session';
import type { User } from '@/api/types';
import { useReason } from '@/ui/askReason';
import { FormDialog } from '@/ui/FormDialog';
import { useIdentityTexts } from './texts';
import { useRoles } from './useRoles';

/** What an administrator may do to somebody else's account. */
export function UserActs({ user: u }: { user: User }) {
  const t = useIdentityTexts();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [ask, dialog] = useReason();
  const [open, setOpen] = useState<'roles' | 'password'>();
  const { staff } = useRoles();
  if (!has(me, 'admin') || u.id === me.user) return null;
  const path = { path: { id: u.id } };
  const refresh = () => {
    for (const key of ['users', 'role-changes']) cache.invalidateQueries({ queryKey: [key] });
  };
  const turn = (verb: 'disable' | 'enable') =>
    ask({
      title: t(verb),
      note: t(`${verb}Note`),
      danger: verb === 'disable',
      act: async (reason) => {
        await post(`/v1/users/{id}/${verb}`, { reason }, path);
        message.success(t('done'));
        refresh();
      },
    });
  const active = u.status === 'active';
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'roles',
              label: t('changeRoles'),
              disabled: !!u.merchant,
              onClick: () => setOpen('roles'),
            },
            { key: 'password', label: t('resetPassword'), onClick: () => setOpen('password') },
            active
              ? { key: 'disable', label: t('disable'), danger: true, onClick: () => turn('disable') }
              : { key: 'enable', label: t('enable'), onClick: () => turn('enable') },
          ],
        }}
      >
        <Button size="small" icon={<MoreOutlined />} aria-label={`${t('acts')}: ${u.login}`} />
      </Dropdown>
      {dialog}
      <FormDialog<{ roles: string[]; reason: string }>
        open={open === 'roles'}
        title={`${t('changeRoles')}: ${u.login}`}
        note={t('changeRolesNote')}
        initial={{ roles: u.roles ?? [] }}
        onClose={() => setOpen(undefined)}
        submit={async (values) => {
          await post('/v1/users/{id}/roles', values, path);
          message.success(t('asked'));
          refresh();
        }}
      >
        <Form.Item name="roles" label={t('roles')} rules={[{ required: true, message: t('needed') }]}>
          <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={staff} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('reason')}
          rules={[{ required: true, whitespace: true, min: 4, message: t('reasonShort') }]}
        >
          <Input.TextArea rows={2} maxLength={200} showCount />
        </Form.Item>
      </FormDialog>
      <FormDialog<{ password: string }>
        open={open === 'password'}
        title={`${t('resetPassword')}: ${u.login}`}
        note={t('resetNote')}
        onClose={() => setOpen(undefined)}
        submit={async (values) => {
          await post('/v1/users/{id}/password', values, path);
          message.success(t('done'));
          refresh();
        }}
      >
        <Form.Item
          name="password"
          label={t('temporary')}
          extra={t('hint')}
          rules={[{ required: true, message: t('needed') }]}
        >
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
      </FormDialog>
    </>
  );
}
