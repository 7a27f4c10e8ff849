import { ClockCircleOutlined, CreditCardOutlined, MessageOutlined, TableOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Dropdown } from 'antd';
import styles from './SandboxMenu.module.css';
import { useShellTexts } from './texts';

/** The amber badge: says where one is, and opens the sandbox's own tools. */
export function SandboxMenu() {
  const t = useShellTexts();
  const navigate = useNavigate();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        onClick: ({ key }) => navigate({ to: key }),
        items: [
          { key: '/pos', icon: <CreditCardOutlined />, label: t('pos') },
          { key: '/sms', icon: <MessageOutlined />, label: t('sms') },
          { key: '/sandbox/clock', icon: <ClockCircleOutlined />, label: t('clock') },
          { key: '/sandbox/table', icon: <TableOutlined />, label: t('sandboxTable') },
        ],
      }}
    >
      <button type="button" className={styles.badge} title={t('sandboxNote')}>
        {t('sandbox')}
      </button>
    </Dropdown>
  );
}
