import { useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Radio } from 'antd';
import { post } from '@/api/client';
import { useMe } from '@/api/session';
import { FormDialog } from '@/ui/FormDialog';
import { useAccountTexts } from './texts';

interface Values {
  acct_type: 'personal' | 'company';
  acct_name: string;
  acct_no: string;
  bank_name: string;
  bank_code: string;
  reserved_mobile?: string;
}

/** The owner names another account; the bank is asked about it at once. */
export function ChangeDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useAccountTexts();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const needed = [{ required: true, whitespace: true, message: t('missing') }];
  return (
    <FormDialog<Values>
      open={open}
      title={t('ask')}
      note={t('askNote')}
      initial={{ acct_type: 'personal' }}
      onClose={onClose}
      submit={async (values) => {
        await post('/v1/merchants/{id}/account', { ...values, cycle: 'T1' }, { path: { id: me.merchant } });
        message.success(t('asked'));
        cache.invalidateQueries({ queryKey: ['account-changes'] });
      }}
    >
      <Form.Item name="acct_type" label={t('type')}>
        <Radio.Group
          optionType="button"
          options={[
            { value: 'personal', label: t('personal') },
            { value: 'company', label: t('corporate') },
          ]}
        />
      </Form.Item>
      <Form.Item name="acct_name" label={t('holder')} rules={needed}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="acct_no" label={t('number')} rules={needed}>
        <Input inputMode="numeric" maxLength={32} autoComplete="off" className="mono" />
      </Form.Item>
      <Form.Item name="bank_name" label={t('bank')} rules={needed}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="bank_code" label={t('bankCode')} rules={needed}>
        <Input inputMode="numeric" maxLength={12} className="mono" />
      </Form.Item>
      <Form.Item name="reserved_mobile" label={t('mobile')}>
        <Input inputMode="tel" maxLength={11} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  );
}
