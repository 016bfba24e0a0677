import { CancelledError, QueryClient } from '@tanstack/react-query';
import { experimental_createQueryPersister as createQueryPersister } from '@tanstack/react-query-persist-client';
import { clear, createStore, del, get, set } from 'idb-keyval';
import type { UseStore } from 'idb-keyval';
import { currentActor } from './who.ts';
import { Problem } from './problem.ts';

/*
 * What was read is kept in IndexedDB, each query by itself and under its reader's name, so that it can be read again offline and shows at once.
 * A new build forgets it: the shapes may have changed.
 */
let opened: UseStore | undefined;
const store = (): UseStore => (opened ??= createStore('proceed-reading', 'queries'));
const keyOf = (key: string): string => `${currentActor()} ${key}`;

const MONTH = 30 * 86_400_000;

const persister = createQueryPersister<string>({
  storage: {
    getItem: (key) => get<string>(keyOf(key), store()).catch(() => undefined),
    setItem: (key, value) => (currentActor() === null ? undefined : set(keyOf(key), value, store()).catch(() => undefined)),
    removeItem: (key) => del(keyOf(key), store()).catch(() => undefined),
  },
  serialize: ({ state, ...query }) =>
    JSON.stringify({ ...query, state: { data: state.data, dataUpdatedAt: state.dataUpdatedAt } }),
  buster: new URL(import.meta.url).pathname,
  maxAge: MONTH,
  prefix: 'q',
  refetchOnRestore: 'always',
});

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      persister: persister.persisterFn,
      // Fetching tells whether the network is there better than the browser's flag does.
      networkMode: 'offlineFirst',
      staleTime: 60_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) => failures < 2 && error instanceof Problem && error.status >= 500,
    },
    mutations: { networkMode: 'always' },
  },
});

/** Nothing of what was read stays on this device. */
export const forgetReading = async (): Promise<void> => {
  queryClient.clear();
  await clear(store()).catch(() => undefined);
};

/** What was kept is asked for anew, and nobody waits for that: who leaves the page meanwhile lets go of it, or has no network, and that is no fault. */
export const leaveQuietly = (): void =>
  addEventListener('unhandledrejection', (event) => {
    const { reason } = event;
    if (reason instanceof CancelledError || (reason instanceof Problem && reason.offline)) event.preventDefault();
  });
