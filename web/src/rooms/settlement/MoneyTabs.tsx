import { Link, useRouterState } from '@tanstack/react-router';
import { has, type Role, useMe } from '@/api/session';
import { defineTexts } from '@/i18n';
import styles from './Settlement.module.css';

const useTabTexts = defineTexts('money-tabs', {
  label: ['清算', 'Settlement'],
  settlement: ['日终', 'End of day'],
  payouts: ['付款', 'Payouts'],
  corrections: ['调账与冻结', 'Adjustments and freezes'],
  receipts: ['待查来款', 'Receipts under inquiry'],
  ledger: ['总账', 'Ledger'],
  deposits: ['押金', 'Deposits'],
  accounts: ['结算账户变更', 'Account changes'],
  statement: ['对账单', 'Account statement'],
});

const money: Role[] = ['settle_maker', 'settle_checker', 'auditor'];

const tabs: { to: string; text: Parameters<ReturnType<typeof useTabTexts>>[0]; roles: Role[] }[] = [
  { to: '/settlement', text: 'settlement', roles: [...money, 'ops', 'compliance'] },
  { to: '/payouts', text: 'payouts', roles: [...money, 'ops', 'compliance', 'cs', 'owner', 'manager'] },
  { to: '/corrections', text: 'corrections', roles: [...money, 'risk', 'compliance'] },
  {
    to: '/deposits',
    text: 'deposits',
    roles: ['ops', 'rm', 'settle_maker', 'settle_checker', 'cs', 'auditor'],
  },
  { to: '/receipts', text: 'receipts', roles: ['ops', ...money] },
  {
    to: '/accounts',
    text: 'accounts',
    roles: ['owner', 'ops', 'reviewer1', 'reviewer2', 'compliance', 'auditor'],
  },
  { to: '/ledger', text: 'ledger', roles: money },
];

/** The pages about money that this person may open, side by side. */
export function MoneyTabs() {
  const t = useTabTexts();
  const me = useMe();
  const path = useRouterState({ select: (s) => s.location.pathname });
  const mine = tabs.filter((tab) => has(me, ...tab.roles));
  if (me.merchant && has(me, 'owner', 'manager')) {
    mine.splice(1, 0, { to: `/statements/${me.merchant}`, text: 'statement', roles: [] });
  }
  if (mine.length < 2) return null;
  return (
    <nav className={styles.tabs} aria-label={t('label')} ref={showCurrent}>
      {mine.map((tab) => (
        <Link key={tab.to} to={tab.to as string} aria-current={path === tab.to ? 'page' : undefined}>
          {t(tab.text)}
        </Link>
      ))}
    </nav>
  );
}

/** On a phone the tabs scroll sideways; the one that is open comes into sight. */
function showCurrent(nav: HTMLElement | null) {
  const current = nav?.querySelector<HTMLElement>('[aria-current]');
  if (nav && current) nav.scrollLeft = current.offsetLeft - nav.offsetLeft - 40;
}
