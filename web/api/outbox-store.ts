import { createStore, del, entries, set } from 'idb-keyval';
import type { UseStore } from 'idb-keyval';
import type { Method } from './route-map.ts';
import type { ProblemDetails } from './problem.ts';

/** Something written that the server has not taken yet. */
export interface Unsent {
  /** Also its Idempotency-Key: however often it is sent, it takes effect once. */
  readonly id: string;
  /** Whose it is; only their session sends it. */
  readonly actor: string;
  /** Milliseconds; later ones are sent later. Strictly growing on one device. */
  readonly at: number;
  readonly method: Exclude<Method, 'GET'>;
  /** Filled in: `/api/decisions/142/comments`. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** What it is: "Comment on #142". */
  readonly label: string;
  /** Where it was written. */
  readonly href: string;
  /** The property of `body` that holds what was typed, so that it can be shown and mended. */
  readonly textIn: string | null;
  /** `waiting` for the network, or `refused` and waiting for its writer. */
  readonly state: 'waiting' | 'refused';
  readonly problem?: ProblemDetails;
}

let opened: UseStore | undefined;
const store = (): UseStore => (opened ??= createStore('proceed-outbox', 'unsent'));
const keyOf = (entry: Unsent): string => `${String(entry.at).padStart(16, '0')} ${entry.id}`;

/** Everything of one actor, oldest first. */
export const unsentOf = async (actor: string): Promise<readonly Unsent[]> => {
  const all = await entries<string, Unsent>(store());
  return all
    .map(([, entry]) => entry)
    .filter((entry) => entry.actor === actor)
    .toSorted((a, b) => a.at - b.at);
};

export const keepUnsent = (entry: Unsent): Promise<void> => set(keyOf(entry), entry, store());
export const dropUnsent = (entry: Unsent): Promise<void> => del(keyOf(entry), store());

export const textOf = (entry: Unsent): string => {
  const text = entry.textIn === null ? undefined : entry.body[entry.textIn];
  return typeof text === 'string' ? text : '';
};
