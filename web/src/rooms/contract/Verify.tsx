import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Upload } from 'antd';
import { useState } from 'react';
import { upload } from '@/api/client';
import { ProblemView } from '@/ui/ProblemView';
import { useContractTexts } from './texts';

/** Keeps the chosen file here instead of sending it at once. */
const keep = (set: (file: File) => void) => (file: File) => {
  set(file);
  return false;
};

/** Anyone with a contract and its signature can have them checked. */
export function Verify() {
  const t = useContractTexts();
  const [pdf, setPdf] = useState<File>();
  const [signature, setSignature] = useState<File>();
  const verify = useMutation({
    mutationFn: (files: { pdf: File; signature: File }) =>
      upload<{ valid: boolean; reason?: string }>('/v1/contracts/verify', files),
  });
  return (
    <section className="panel stack">
      <div>
        <h2 className="panel-title">{t('verify')}</h2>
        <p className="soft">{t('verifyNote')}</p>
      </div>
      <div className="row">
        <Upload accept=".pdf" showUploadList={false} beforeUpload={keep(setPdf)}>
          <Button>{pdf?.name ?? t('choosePdf')}</Button>
        </Upload>
        <Upload showUploadList={false} beforeUpload={keep(setSignature)}>
          <Button>{signature?.name ?? t('chooseSig')}</Button>
        </Upload>
        <Button
          type="primary"
          disabled={!pdf || !signature}
          loading={verify.isPending}
          onClick={() => pdf && signature && verify.mutate({ pdf, signature })}
        >
          {t('verify')}
        </Button>
      </div>
      <ProblemView error={verify.error} />
      {verify.data && (
        <Alert
          showIcon
          type={verify.data.valid ? 'success' : 'error'}
          title={verify.data.valid ? t('valid') : t('invalid')}
          description={verify.data.reason}
        />
      )}
    </section>
  );
}
