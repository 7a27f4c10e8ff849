import { LogoutOutlined, SettingOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Dropdown } from 'antd';
import { useMe, useSignOut } from '@/api/session';
import { useShellTexts } from './texts';
import styles from './UserMenu.module.css';

export function UserMenu() {
  const me = useMe();
  const t = useShellTexts();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const roles = me.roles.map((role) => t(`role_${role}` as 'role_owner')).join(' · ');
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'who', disabled: true, label: roles },
          { type: 'divider' },
          { key: 'settings', icon: <SettingOutlined />, label: t('settings') },
          { key: 'out', icon: <LogoutOutlined />, label: t('signOut') },
        ],
        onClick: ({ key }) => {
          if (key === 'settings') navigate({ to: '/settings' });
          if (key === 'out') signOut.mutate(undefined, { onSettled: () => navigate({ to: '/signin' }) });
        },
      }}
    >
      <button type="button" className={styles.user}>
        <span className={styles.face} aria-hidden>
          {Array.from(me.name)[0]}
        </span>
        <span className={styles.words}>
          <span className={styles.name}>{me.name}</span>
          <span className={styles.role}>{roles}</span>
        </span>
      </button>
    </Dropdown>
  );
}
