import styles from './Facts.module.css';

export type Fact = [label: React.ReactNode, value: React.ReactNode] | false | '' | null | undefined;

/** Labelled values. Rows that are false or empty are left out. */
export function Facts({ items, columns = 1 }: { items: Fact[]; columns?: 1 | 2 | 3 }) {
  return (
    <dl className={`${styles.facts} ${styles[`columns${columns}`]}`}>
      {items.map((item, index) => {
        if (!item) return null;
        const [label, value] = item;
        return (
          <div key={typeof label === 'string' ? label : index} className={styles.fact}>
            <dt>{label}</dt>
            <dd>{value === null || value === undefined || value === '' ? '–' : value}</dd>
          </div>
        );
      })}
    </dl>
  );
}
