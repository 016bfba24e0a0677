import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { InfiniteData, UseQueryResult } from '@tanstack/react-query';
import { request } from './client.ts';
import type { Problem } from './problem.ts';
import { queryClient } from './reading.ts';
import type { InputOf, PathOf, ReplyOf, ShapeOf } from './route-map.ts';

/** Which events make a query be asked again. */
export interface Live {
  /** Events of artifacts of these kinds. Left out together with `artifact`: of any kind. */
  readonly kinds?: readonly string[];
  /** Only events of this artifact (its id or number), and of what hangs on it: its comments. */
  readonly artifact?: string | number | undefined;
}

interface Reading {
  readonly live?: Live;
  /** False: not asked yet. */
  readonly enabled?: boolean;
}

type GetArgs<P extends PathOf<'GET'>> =
  object extends InputOf<ShapeOf<'GET', P>>
    ? [input?: InputOf<ShapeOf<'GET', P>>, reading?: Reading]
    : [input: InputOf<ShapeOf<'GET', P>>, reading?: Reading];

/** Reads, keeps for offline, and asks again when the stream says that it changed. `data` may be there together with `error`: kept, and stale. */
export const useGet = <P extends PathOf<'GET'>>(
  path: P,
  ...[input, reading]: GetArgs<P>
): UseQueryResult<ReplyOf<'GET', P>, Problem> =>
  useQuery<ReplyOf<'GET', P>, Problem>({
    queryKey: [path, input ?? {}],
    queryFn: ({ signal }) => request('GET', path, { ...input, signal }),
    meta: { live: reading?.live ?? {} },
    enabled: reading?.enabled ?? true,
  });

interface PageLike {
  readonly items: readonly unknown[];
  readonly next: string | null;
}
type Item<R> = R extends { readonly items: readonly (infer I)[] } ? I : never;

export interface Pages<R> {
  /** Of all pages so far; undefined until the first is there. */
  readonly items: readonly Item<R>[] | undefined;
  /** The first page, for what it says of the whole. */
  readonly first: R | undefined;
  /** None while what was kept is shown without a network, which the shell says already. */
  readonly error: Problem | null;
  readonly hasMore: boolean;
  readonly more: () => void;
  /** The next page is on its way. */
  readonly busy: boolean;
  /** What is here is being asked anew, or the next page is. */
  readonly asked: boolean;
  readonly refetch: () => void;
}

/** A list that goes on: cursor pages, one after the other. */
export const usePages = <P extends PathOf<'GET'>>(path: P, ...[input, reading]: GetArgs<P>): Pages<ReplyOf<'GET', P>> => {
  const { data, error, hasNextPage, fetchNextPage, isFetchNextPageError, isFetchingNextPage, isFetching, refetch } =
    useInfiniteQuery<ReplyOf<'GET', P>, Problem, InfiniteData<ReplyOf<'GET', P>>, readonly unknown[], string | null>({
      ...pagesOf<P>(path, input, reading),
      enabled: reading?.enabled ?? true,
    });
  const items = data && itemsOf(data.pages);
  return {
    items,
    first: data?.pages[0],
    error: items && error?.offline && !isFetchNextPageError ? null : error,
    hasMore: hasNextPage,
    more: () => void fetchNextPage(),
    busy: isFetchingNextPage,
    asked: isFetching,
    refetch: () => void refetch(),
  };
};

/** All of a list at once, for what is no component: what `usePages` of it has read, kept for offline as well. */
export const allPages = async <P extends PathOf<'GET'>>(
  path: P,
  ...[input, reading]: GetArgs<P>
): Promise<readonly Item<ReplyOf<'GET', P>>[]> => {
  const asked = pagesOf<P>(path, input, reading);
  const known = queryClient.getQueryData<InfiniteData<ReplyOf<'GET', P>>>(asked.queryKey);
  const fetched = queryClient.fetchInfiniteQuery<
    ReplyOf<'GET', P>,
    Problem,
    ReplyOf<'GET', P>,
    readonly unknown[],
    string | null
  >({
    ...asked,
    pages: Infinity,
  });
  const data = known && asked.getNextPageParam(known.pages.at(-1)) === null ? known : await fetched;
  if (data === known) fetched.catch(() => undefined);
  return itemsOf(data.pages);
};

const pagesOf = <P extends PathOf<'GET'>>(path: P, input: unknown, reading: Reading | undefined) => ({
  queryKey: [path, input ?? {}, 'pages'],
  queryFn: ({ signal, pageParam }: { readonly signal: AbortSignal; readonly pageParam: string | null }) =>
    request<ReplyOf<'GET', P>>('GET', path, {
      ...(typeof input === 'object' ? input : {}),
      query: { ...queryOf(input), after: pageParam },
      signal,
    }),
  initialPageParam: null,
  getNextPageParam: (last: unknown) => (isPage(last) ? last.next : null),
  meta: { live: reading?.live ?? {} },
});

const itemsOf = <R>(pages: readonly R[]): readonly Item<R>[] =>
  pages.flatMap((page) => (isPage<Item<R>>(page) ? page.items : []));

const isPage = <I>(page: unknown): page is PageLike & { readonly items: readonly I[] } =>
  typeof page === 'object' && page !== null && 'items' in page && 'next' in page;
const queryOf = (input: unknown): object =>
  typeof input === 'object' && input !== null && 'query' in input && typeof input.query === 'object' && input.query !== null
    ? input.query
    : {};
