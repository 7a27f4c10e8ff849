import { Button } from 'antd';
import { ProblemView } from './ProblemView';
import { useUiTexts } from './texts';

interface Props<T> {
  list: {
    rows: T[] | undefined;
    error: unknown;
    retry: () => void;
    more: (() => void) | undefined;
    loadingMore: boolean;
  };
  children: (rows: T[] | undefined) => React.ReactNode;
}

/** Shows a list that is read page by page, its problem, and the button for more. */
export function Pages<T>({ list, children }: Props<T>) {
  const ui = useUiTexts();
  if (list.error && !list.rows) return <ProblemView error={list.error} onRetry={list.retry} />;
  return (
    <>
      {children(list.rows)}
      {list.more && (
        <div>
          <Button loading={list.loadingMore} onClick={list.more}>
            {ui('loadMore')}
          </Button>
        </div>
      )}
    </>
  );
}
