import { useInfiniteQuery } from '@tanstack/react-query';

interface Page<T> {
  items: T[] | null;
  next?: string;
}

/** A list that is read page by page: its rows so far, and how to get more. */
export function usePages<T>(key: unknown[], read: (after: string | undefined) => Promise<Page<T>>) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<T>) => last.next,
  });
  return {
    rows: query.data?.pages.flatMap((p) => p.items ?? []),
    error: query.error,
    retry: () => query.refetch(),
    more: query.hasNextPage ? () => query.fetchNextPage() : undefined,
    loadingMore: query.isFetchingNextPage,
  };
}
