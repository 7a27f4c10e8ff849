import { Page } from '@/ui/Page';
import styles from '../training/Training.module.css';
import { useGuideTexts } from './texts';

const chapters = [
  'apply',
  'review',
  'contract',
  'install',
  'take',
  'refund',
  'day',
  'decline',
  'safe',
] as const;

export function Guide() {
  const t = useGuideTexts();
  return (
    <Page title={t('title')} note={t('note')}>
      <article className={`panel ${styles.reading}`}>
        {chapters.map((c) => (
          <section key={c} id={c}>
            <h2>{t(`h_${c}`)}</h2>
            <p>{t(`p_${c}`)}</p>
          </section>
        ))}
      </article>
    </Page>
  );
}
