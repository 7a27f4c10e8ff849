import type { UseQueryResult } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { ProblemView } from './ProblemView';
import { useUiTexts } from './texts';

/** Waits for a query, shows its problem, or hands its data on. */
export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => React.ReactNode;
}) {
  const t = useUiTexts();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <ProblemView error={query.error} onRetry={() => query.refetch()} />;
  return (
    <div aria-busy="true">
      <span className="sr-only" role="status">
        {t('loading')}
      </span>
      <Skeleton active paragraph={{ rows: 5 }} />
    </div>
  );
}
