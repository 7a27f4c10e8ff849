import { Link, Outlet } from '@tanstack/react-router';
import { useLanguage } from '@/i18n';
import { LanguageSwitch } from './LanguageSwitch';
import { Mark } from './Mark';
import styles from './OpenFrame.module.css';
import { useShellTexts } from './texts';

/** The frame of the pages that need no account. */
export function OpenFrame() {
  const t = useShellTexts();
  const language = useLanguage();
  return (
    <div className={styles.frame}>
      <header className={styles.top}>
        <Link to="/apply" className={styles.brand}>
          <Mark size={32} />
          <strong>{t('product')}</strong>
          <small lang={language === 'en' ? 'zh-CN' : 'en'}>{language === 'en' ? '收单通' : 'Tillway'}</small>
        </Link>
        <div className={styles.tools}>
          <LanguageSwitch />
          <Link to="/signin">{t('signIn')}</Link>
        </div>
      </header>
      <main className={styles.content}>
        <Outlet />
      </main>
    </div>
  );
}
