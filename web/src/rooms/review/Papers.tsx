import { Button } from 'antd';
import { useState } from 'react';
import type { Application, ApplicationDocument } from '@/api/types';
import { documentUrl } from '@/rooms/onboarding/DocumentsPanel';
import { useDocumentNames } from '@/rooms/onboarding/Readiness';
import { useUiTexts } from '@/ui/texts';
import styles from './Review.module.css';
import { useReviewTexts } from './texts';

export function Papers({ application: a }: { application: Application }) {
  const t = useReviewTexts();
  const ui = useUiTexts();
  const documents = a.documents ?? [];
  const nameOf = useDocumentNames(a);
  const [chosen, setChosen] = useState<string>();
  const shown = documents.find((d) => d.id === chosen) ?? documents[0];
  return (
    <section className="panel" aria-label={t('documents')}>
      <h2>{t('documents')}</h2>
      {documents.length === 0 ? (
        <p className="soft">{ui('empty')}</p>
      ) : (
        <>
          <div className={styles.names}>
            {documents.map((d) => (
              <button
                key={d.id}
                type="button"
                aria-pressed={d.id === shown?.id}
                onClick={() => setChosen(d.id)}
              >
                {nameOf(d.type)}
              </button>
            ))}
          </div>
          {shown && <Sheet application={a.id} document={shown} label={nameOf(shown.type)} />}
        </>
      )}
    </section>
  );
}

function Sheet({
  application,
  document: d,
  label,
}: {
  application: string;
  document: ApplicationDocument;
  label: string;
}) {
  const t = useReviewTexts();
  const url = documentUrl(application, d.id);
  const picture = d.mime.startsWith('image/');
  return (
    <div className="stack">
      <div className={styles.sheet}>
        {picture ? <img src={url} alt={label} /> : <p className="soft">{t('noPreview')}</p>}
      </div>
      <div className="row">
        <Button size="small" href={url} target="_blank" rel="noopener">
          {t('open')}
        </Button>
        {d.sha256 && <span className="soft mono">SHA-256 {d.sha256.slice(0, 16)}…</span>}
      </div>
    </div>
  );
}
