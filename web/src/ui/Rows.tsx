import { Link } from '@tanstack/react-router';
import { Empty, Skeleton } from 'antd';
import styles from './Rows.module.css';
import { useUiTexts } from './texts';

export interface Column<T> {
  key: string;
  title: string;
  render: (row: T) => React.ReactNode;
  align?: 'right';
  /** On a narrow screen: the card's headline, its right-hand figure, or nothing. */
  narrow?: 'title' | 'figure' | 'hide';
}

interface Props<T> {
  label: string;
  columns: Column<T>[];
  rows: T[] | null | undefined;
  rowKey: (row: T) => string;
  /** Where a row leads; the whole row is clickable and the first cell is the link. */
  to?: (row: T) => string;
  empty?: React.ReactNode;
  loading?: boolean;
}

/** A table on a desk, cards on a phone: one markup, so screen readers hear one table. */
export function Rows<T>({ label, columns, rows, rowKey, to, empty, loading }: Props<T>) {
  const t = useUiTexts();
  if (loading || rows === undefined) return <Skeleton active paragraph={{ rows: 4 }} />;
  if (!rows?.length) {
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty ?? t('empty')} />;
  }
  return (
    // A table that scrolls sideways must be reachable by keyboard.
    <div className={styles.scroll} tabIndex={to ? undefined : 0}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.key} scope="col" className={c.align === 'right' ? styles.right : undefined}>
                {c.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className={to ? styles.link : undefined}>
              {columns.map((c, index) => (
                <td
                  key={c.key}
                  data-title={c.title}
                  className={[c.align === 'right' && styles.right, styles[c.narrow ?? 'plain']]
                    .filter(Boolean)
                    .join(' ')}
                >
                  <div className={styles.value}>
                    {index === 0 && to ? (
                      <Link to={to(row)} className={styles.cover}>
                        {c.render(row)}
                      </Link>
                    ) : (
                      c.render(row)
                    )}
                  </div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
