import { createLink } from '@tanstack/react-router';
import { Button } from 'antd';

/** A link that looks like a button: one element, heard once and tabbed to once. */
export const LinkButton = createLink(Button);
