import { ArrowLeftOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import styles from './Page.module.css';
import { useUiTexts } from './texts';

interface Props {
  title: string;
  /** One quiet line under the title. */
  note?: React.ReactNode;
  status?: React.ReactNode;
  actions?: React.ReactNode;
  back?: string;
  children: React.ReactNode;
}

/** Every page's frame: where it is, how it stands, what can be done. */
export function Page({ title, note, status, actions, back, children }: Props) {
  const t = useUiTexts();
  useEffect(() => {
    document.title = `${title} · 收单通 Tillway`;
  }, [title]);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div className={styles.words}>
          {back && (
            <Link to={back} className={styles.back}>
              <ArrowLeftOutlined aria-hidden /> {t('back')}
            </Link>
          )}
          <div className={styles.titleRow}>
            <h1>{title}</h1>
            {status}
          </div>
          {note && <p className={styles.note}>{note}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
