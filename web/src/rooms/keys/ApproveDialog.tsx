import { Form, Input } from 'antd';
import { FormDialog } from '@/ui/FormDialog';
import styles from './Keys.module.css';
import { useKeyTexts } from './texts';

/** The second person types the check value that the first has read out: a comparison, not a click. */
export function ApproveDialog({
  kcvs,
  open,
  onClose,
  approve,
}: {
  kcvs: string[];
  open: boolean;
  onClose: () => void;
  approve: () => Promise<unknown>;
}) {
  const t = useKeyTexts();
  return (
    <FormDialog<Record<string, string>>
      open={open}
      title={t('approveTitle')}
      note={t('approveNote')}
      ok={t('doApprove')}
      onClose={onClose}
      submit={approve}
    >
      {kcvs.map((kcv, i) => (
        <Form.Item
          key={kcv}
          name={`kcv${i}`}
          label={kcvs.length > 1 ? `${t('typeKcv')} ${i + 1}` : t('typeKcv')}
          extra={
            <>
              {t('compare')} <span className={styles.kcv}>{kcv}</span>
            </>
          }
          rules={[
            { required: true, message: t('missing') },
            {
              validator: (_, typed?: string) =>
                !typed || typed.trim().toUpperCase() === kcv
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('kcvDiffers'))),
            },
          ]}
        >
          <Input maxLength={8} autoComplete="off" className="mono" />
        </Form.Item>
      ))}
    </FormDialog>
  );
}
