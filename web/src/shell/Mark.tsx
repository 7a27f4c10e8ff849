import styles from './Mark.module.css';

/** The product's mark: a receipt on a green till. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg className={styles.mark} width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#0d6b50" />
      <path d="M9 6h14v18.5l-2.33-2-2.34 2-2.33-2-2.33 2-2.34-2L9 24.500z" fill="#f7f5ee" />
      <path d="M12.500 11h7M16 11v7.500" stroke="#0d6b50" strokeWidth="2.400" strokeLinecap="round" />
    </svg>
  );
}
