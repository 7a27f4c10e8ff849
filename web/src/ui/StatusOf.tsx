import { toneOf, useName } from './names';
import { Status } from './Status';

/** A life's status in words, with the tone that belongs to it. */
export function StatusOf({ value, room }: { value: string | undefined; room?: string }) {
  const name = useName();
  return <Status tone={toneOf(value)}>{name(value, room)}</Status>;
}
