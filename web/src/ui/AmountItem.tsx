import { Form, Input } from 'antd';
import { parseYuan } from './money';

interface Props {
  name: string;
  label: string;
  message: string;
  /** A negative amount takes something off. */
  signed?: boolean;
}

/** An amount in yuan, as people write it. readFen turns what was typed into fen. */
export function AmountItem({ name, label, message, signed }: Props) {
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[
        {
          validator: (_, typed?: string) =>
            readFen(typed ?? '', signed) ? Promise.resolve() : Promise.reject(new Error(message)),
        },
      ]}
    >
      <Input prefix="¥" inputMode="decimal" maxLength={16} autoComplete="off" />
    </Form.Item>
  );
}

export function readFen(typed: string, signed?: boolean): number | undefined {
  const text = typed.trim();
  if (signed && /^[-−]/.test(text)) {
    const fen = parseYuan(text.slice(1));
    return fen === undefined ? undefined : -fen;
  }
  return parseYuan(text);
}
