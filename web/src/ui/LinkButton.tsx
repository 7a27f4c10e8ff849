import { createLink } from '@tanstack/react-router';
import { Button, type ButtonProps } from 'antd';

interface Props extends Omit<ButtonProps, 'type' | 'htmlType'> {
  primary?: boolean;
}

function Anchor({ primary, ...rest }: Props) {
  return <Button type={primary ? 'primary' : 'default'} {...rest} />;
}

/** A link that looks like a button: one element, heard once and tabbed to once. */
export const LinkButton = createLink(Anchor);
