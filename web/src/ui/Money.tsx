import styles from './Money.module.css';
import { yuan } from './money';

export function Money({
  fen,
  size,
  sign,
}: {
  fen: number | null | undefined;
  size?: 'large';
  sign?: boolean;
}) {
  const classes = [styles.money, size === 'large' && styles.large, (fen ?? 0) < 0 && styles.negative];
  return (
    <span className={classes.filter(Boolean).join(' ')}>
      {sign && (fen ?? 0) > 0 ? '+' : ''}
      {yuan(fen)}
    </span>
  );
}
