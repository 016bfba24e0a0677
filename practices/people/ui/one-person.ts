import { useGet } from '#web/api/query.ts';
import type { Problem } from '#web/api/problem.ts';
import type { ReplyOf } from '#web/api/route-map.ts';

export type OnePerson = ReplyOf<'GET', '/api/people/:id'>;

/** A line of the directory by its handle; who left, and suspended agents, are found too. Null: there is nobody. */
const useByHandle = (handle: string) => {
  const live = { live: { kinds: ['person', 'team', 'agent'] } } as const;
  const here = useGet('/api/people', { query: { handle } }, live);
  const nobody = here.data?.items.length === 0;
  const left = useGet('/api/people', { query: { handle, status: 'left' } }, { ...live, enabled: nobody });
  const found = here.data?.items[0] ?? left.data?.items[0];
  return { line: found ?? (nobody && left.data ? null : undefined), error: here.error ?? left.error };
};

type Looked<T> = { readonly one: T | null | undefined; readonly error: Problem | null };

/** `one` is undefined while it is on its way, null when there is nobody of this handle. */
export const usePerson = (handle: string): Looked<OnePerson> => {
  const { line, error } = useByHandle(handle);
  const id = line?.kind === 'person' ? line.id : '';
  const one = useGet('/api/people/:id', { params: { id } }, { live: { kinds: ['person', 'team', 'space'] }, enabled: id !== '' });
  return { one: line === null || (line && id === '') ? null : one.data, error: error ?? one.error };
};

export const useTeam = (handle: string): Looked<ReplyOf<'GET', '/api/teams/:id'>> => {
  const { line, error } = useByHandle(handle);
  const id = line?.kind === 'team' ? line.id : '';
  const one = useGet('/api/teams/:id', { params: { id } }, { live: { kinds: ['person', 'team', 'agent'] }, enabled: id !== '' });
  return { one: line === null || (line && id === '') ? null : one.data, error: error ?? one.error };
};

export const useAgent = (handle: string): Looked<ReplyOf<'GET', '/api/agents/:id'>> => {
  const { line, error } = useByHandle(handle);
  const id = line?.kind === 'agent' ? line.id : '';
  const one = useGet('/api/agents/:id', { params: { id } }, { live: { kinds: ['person', 'agent'] }, enabled: id !== '' });
  return { one: line === null || (line && id === '') ? null : one.data, error: error ?? one.error };
};
