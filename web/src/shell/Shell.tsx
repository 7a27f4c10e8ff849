import { MenuOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Alert, Button, Drawer } from 'antd';
import { useEffect, useState } from 'react';
import { useMe } from '@/api/session';
import { pick, useLanguage } from '@/i18n';
import { clock, weekday } from '@/ui/time';
import { menuIcons, moreIcon } from './icons';
import { LanguageSwitch } from './LanguageSwitch';
import { Mark } from './Mark';
import { type Item, menuOf } from './menu';
import { SandboxMenu } from './SandboxMenu';
import { Search } from './Search';
import styles from './Shell.module.css';
import { useShellTexts } from './texts';
import { UserMenu } from './UserMenu';
import { useBusinessClock } from './useBusinessClock';

/** The frame around every page behind the sign-in. */
export function Shell() {
  const me = useMe();
  const t = useShellTexts();
  const path = useRouterState({ select: (s) => s.location.pathname });
  const [drawer, setDrawer] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes when the page changes
  useEffect(() => setDrawer(false), [path]);
  const items = menuOf(me.roles);
  return (
    <div className={styles.shell}>
      <a href="#content" className={styles.skip}>
        {t('skip')}
      </a>
      <aside className={styles.side}>
        <Brand />
        <Nav items={items} path={path} />
        <div className={styles.foot}>
          <div>{pick(me.institution.name_zh, me.institution.name_en)}</div>
          <div className="mono">{me.institution.code}</div>
        </div>
      </aside>
      <div className={styles.main}>
        <header className={styles.top}>
          <span className={styles.narrowMark}>
            <Link to="/" aria-label={t('home')}>
              <Mark size={30} />
            </Link>
          </span>
          <Search />
          <div className={styles.tools}>
            <BusinessClock />
            {me.institution.mode === 'sandbox' && <SandboxMenu />}
            <span className={styles.wide}>
              <LanguageSwitch />
            </span>
            <Link
              to="/guide"
              className={`${styles.wide} ${styles.help}`}
              aria-label={t('help')}
              title={t('help')}
            >
              <QuestionCircleOutlined />
            </Link>
            <UserMenu />
            <Button
              className={styles.narrow}
              type="text"
              aria-label={t('menu')}
              icon={<MenuOutlined />}
              onClick={() => setDrawer(true)}
            />
          </div>
        </header>
        <main id="content" className={styles.content} tabIndex={-1}>
          {me.must_change_password && path !== '/settings' && (
            <Alert
              type="warning"
              showIcon
              className={styles.notice}
              title={t('mustChange')}
              action={<Link to="/settings">{t('settings')}</Link>}
            />
          )}
          <Outlet />
        </main>
      </div>
      <Tabs items={items} path={path} onMore={() => setDrawer(true)} />
      <Drawer open={drawer} onClose={() => setDrawer(false)} placement="right" size={280} title={t('menu')}>
        <div className="stack">
          <Nav items={items} path={path} light />
          <Link to="/guide" className={styles.drawerLink}>
            <QuestionCircleOutlined aria-hidden /> {t('help')}
          </Link>
          <LanguageSwitch block />
        </div>
      </Drawer>
    </div>
  );
}

function Brand() {
  const t = useShellTexts();
  const language = useLanguage();
  return (
    <Link to="/" className={styles.brand}>
      <Mark size={34} />
      <span>
        <strong>{t('product')}</strong>
        <small lang={language === 'en' ? 'zh-CN' : 'en'}>{language === 'en' ? '收单通' : 'Tillway'}</small>
      </span>
    </Link>
  );
}

function Nav({ items, path, light }: { items: Item[]; path: string; light?: boolean }) {
  const t = useShellTexts();
  return (
    <nav aria-label={t('menu')} className={light ? styles.navLight : styles.nav}>
      <ul>
        {items.map((item) => (
          <li key={item.to}>
            <Link to={item.to} aria-current={isHere(item.to, path) ? 'page' : undefined}>
              {menuIcons[item.text]}
              <span>{t(item.text)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The phone's bar: four places and the rest. */
function Tabs({ items, path, onMore }: { items: Item[]; path: string; onMore: () => void }) {
  const t = useShellTexts();
  const shown = items.length > 5 ? items.slice(0, 4) : items;
  return (
    <nav aria-label={t('menu')} className={styles.tabs}>
      {shown.map((item) => (
        <Link key={item.to} to={item.to} aria-current={isHere(item.to, path) ? 'page' : undefined}>
          {menuIcons[item.text]}
          <span>{t(item.text)}</span>
        </Link>
      ))}
      {items.length > shown.length && (
        <button type="button" onClick={onMore}>
          {moreIcon}
          <span>{t('menu')}</span>
        </button>
      )}
    </nav>
  );
}

function BusinessClock() {
  const t = useShellTexts();
  const language = useLanguage();
  const business = useBusinessClock();
  if (!business) return null;
  return (
    <div className={styles.clock} title={`${t('businessDate')} · ${t('businessClock')} +08:00`}>
      <span className={styles.clockDay}>
        <span className="sr-only">{t('businessDate')} </span>
        {business.day} {weekday(business.day, language)}
      </span>
      <span className={styles.clockTime}>
        <span className="sr-only">{t('businessClock')} </span>
        {clock(business.now)}
      </span>
    </div>
  );
}

function isHere(to: string, path: string) {
  return to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);
}
