import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Upload } from 'antd';
import { upload } from '@/api/client';
import type { Application, ApplicationDocument, DocumentType } from '@/api/types';
import { pick } from '@/i18n';
import { Loaded } from '@/ui/Loaded';
import { ProblemView } from '@/ui/ProblemView';
import { Status } from '@/ui/Status';
import styles from './Onboarding.module.css';
import { useChecklist } from './Readiness';
import { useOnboardingTexts } from './texts';

export function documentUrl(application: string, document: string): string {
  return `/v1/applications/${application}/documents/${document}`;
}

export function DocumentsPanel({ application: a, onNext }: { application: Application; onNext: () => void }) {
  const t = useOnboardingTexts();
  const checklist = useChecklist(a.institution, a.kind, a.base?.mcc);
  return (
    <div className="stack">
      <p className="soft">{t('uploadHint')}</p>
      <Loaded query={checklist}>
        {(data) => (
          <div className={styles.docs}>
            {(data.documents ?? []).map((type) => (
              <Paper
                key={type.type}
                application={a.id}
                type={type}
                have={a.documents?.filter((d) => d.type === type.type).at(-1)}
              />
            ))}
          </div>
        )}
      </Loaded>
      <div className={styles.submitBar}>
        <Button type="primary" onClick={onNext}>
          {t('next')}
        </Button>
      </div>
    </div>
  );
}

function Paper({
  application,
  type,
  have,
}: {
  application: string;
  type: DocumentType;
  have?: ApplicationDocument;
}) {
  const t = useOnboardingTexts();
  const cache = useQueryClient();
  const send = useMutation({
    mutationFn: (file: File) =>
      upload('/v1/applications/{id}/documents', { type: type.type, file }, { path: { id: application } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['applications', application] }),
  });
  const title = pick(type.name_zh, type.name_en);
  return (
    <div className={`${styles.doc} ${have ? styles.have : ''}`}>
      <div className={styles.docHead}>
        <span className={styles.docName}>{title}</span>
        <Status tone={have ? 'good' : type.required ? 'wait' : 'idle'}>
          {have ? t('uploaded') : type.required ? t('missing') : t('optional')}
        </Status>
      </div>
      <ProblemView error={send.error} />
      <div className={styles.docFoot}>
        <Upload
          accept=".jpg,.jpeg,.png,.pdf"
          showUploadList={false}
          customRequest={({ file, onSuccess, onError }) =>
            send.mutate(file as File, {
              onSuccess: () => onSuccess?.({}),
              onError: (e) => onError?.(e as Error),
            })
          }
        >
          <Button
            size="small"
            type={have ? 'default' : 'primary'}
            loading={send.isPending}
            aria-label={`${have ? t('replace') : t('upload')} ${title}`}
          >
            {have ? t('replace') : t('upload')}
          </Button>
        </Upload>
        {have && (
          <Button size="small" href={documentUrl(application, have.id)} target="_blank" rel="noopener">
            {t('view')}
          </Button>
        )}
      </div>
    </div>
  );
}
