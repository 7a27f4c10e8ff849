import { Form, Select } from 'antd';
import { useMerchants } from './Merchants';

/** Chooses a merchant by name or number. */
export function MerchantItem({ name, label, message }: { name: string; label: string; message: string }) {
  const merchants = useMerchants();
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message }]}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        loading={merchants.isPending}
        options={merchants.data?.items?.map((m) => ({
          value: m.id,
          label: `${m.short_name || m.name} ${m.mid}`,
        }))}
      />
    </Form.Item>
  );
}
