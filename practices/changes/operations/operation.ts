import { z } from 'zod';
import { seenBy } from '#kernel/actors/access.ts';
import type { Command, Decider } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, Instant, SpaceId } from '#kernel/stream/event.ts';
import { ok } from '#kernel/stream/refusal.ts';
import { canonical } from '../canonical.ts';
import { operation as schema, type CheckState, type Operation } from '../observed.ts';

/** A deployment, a release, an incident, the checks of a commit, a commit that says what it belongs to: the newest of what was heard of it. */
export interface OperationState {
  readonly repository: ArtifactId;
  readonly space: SpaceId | null;
  /** Of the forge. */
  readonly id: string;
  readonly at: Instant;
  readonly operation: Operation;
  readonly mentions: readonly ArtifactId[];
  /** Whose it is, where they are known here. */
  readonly by: ActorId | null;
}

export interface OperationEvent {
  readonly type: 'operation-noted';
  readonly repository: ArtifactId;
  readonly space: SpaceId | null;
  readonly id: string;
  readonly at: Instant;
  readonly operation: Operation;
  readonly mentions: readonly ArtifactId[];
  /** Whose it is, where they are known here. */
  readonly by: ActorId | null;
}

const note = z.strictObject({
  repository: z.uuid(),
  space: z.uuid().nullable(),
  id: z.string(),
  at: z.number(),
  operation: schema,
  mentions: z.array(z.uuid()),
  by: z.uuid().nullable(),
});
export type OperationCommand = Command<'note', z.output<typeof note>>;

export const operation: Decider<OperationState, OperationCommand, OperationEvent> = {
  kind: 'operation',
  numbered: false,
  needs: { note: 'system' },
  home: ({ data }) => data.space,
  decide(state, { data }) {
    if (state === null) return ok([{ type: 'operation-noted', ...data }]);
    const next = newest(state, data);
    const mentions = [...new Set([...state.mentions, ...data.mentions])].toSorted();
    const same = canonical([next, mentions]) === canonical([{ at: state.at, operation: state.operation }, state.mentions]);
    return same ? ok([]) : ok([{ ...data, type: 'operation-noted', ...next, mentions }]);
  },
  evolve: (_, { body: { type: _type, ...state } }) => state,
  read: ({ operation: one, space, repository, id, at, mentions }) => ({
    ...{
      title: titleOf(one, id),
      status: statusOf(one),
      space,
      audience: seenBy(space, null),
      author: null,
    },
    // One moment by which all of them are in order: when it took effect.
    ...{ openedAt: effectiveAt(one) ?? at, closedAt: one.what === 'incident' ? one.closedAt : null, nextAt: null, awaits: [] },
    summary: { repository, what: one.what, id, ...summaryOf(one) },
    links: mentions.map((to) => ({ rel: 'mentions', to })),
  }),
};

type Noted = Pick<OperationState, 'at' | 'operation'>;

/** Statuses and checks only become more; of all else the newest holds, and of two at one moment the one that goes further. */
const newest = (state: Noted, next: Noted): Noted => {
  const isNext = next.at !== state.at ? next.at > state.at : rank(next.operation) > rank(state.operation);
  const [old, fresh] = isNext ? [state, next] : [next, state];
  if (old.operation.what === 'deployment' && fresh.operation.what === 'deployment') {
    const statuses = inOrder({ ...old.operation.statuses, ...fresh.operation.statuses });
    return { at: fresh.at, operation: { ...fresh.operation, statuses } };
  }
  if (old.operation.what === 'checks' && fresh.operation.what === 'checks')
    return { at: fresh.at, operation: { what: 'checks', checks: merged(state.operation, next.operation) } };
  return fresh.operation.what === old.operation.what ? { at: fresh.at, operation: fresh.operation } : state;
};

const rank = (one: Operation): string =>
  `${one.what === 'release' ? Number(one.publishedAt === null) : one.what === 'incident' ? Number(one.closedAt !== null) + 2 * Number(!one.stands) : 0} ${canonical(one)}`;

const FURTHER = { pending: 0, green: 1, red: 2 } as const satisfies Record<CheckState, number>;

const merged = (a: Operation, b: Operation) => {
  const all: Record<string, { state: CheckState; at: number }> = {};
  for (const one of [a, b])
    if (one.what === 'checks')
      for (const [name, check] of Object.entries(one.checks)) {
        const known = all[name];
        const isNext = !known || check.at > known.at || (check.at === known.at && FURTHER[check.state] > FURTHER[known.state]);
        if (isNext) all[name] = check;
      }
  return inOrder(all);
};

const inOrder = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** What all checks of a commit come to; null: there are none. */
export const allChecks = (checks: Readonly<Record<string, { readonly state: CheckState }>>): CheckState | null => {
  const states = Object.values(checks).map(({ state }) => state);
  if (states.length === 0) return null;
  return states.includes('red') ? 'red' : states.includes('pending') ? 'pending' : 'green';
};

/** When a deployment first succeeded, and when it first failed. */
const outcomeOf = (one: Extract<Operation, { what: 'deployment' }>) => {
  const first = (state: 'success' | 'failure'): Instant | null => {
    const moments = Object.values(one.statuses).flatMap((status) => (status.state === state ? [status.at] : []));
    return moments.length === 0 ? null : Math.min(...moments);
  };
  return { succeededAt: first('success'), failedAt: first('failure') };
};

const effectiveAt = (one: Operation): Instant | null => {
  switch (one.what) {
    case 'deployment':
      return outcomeOf(one).succeededAt ?? one.createdAt;
    case 'release':
      return one.publishedAt;
    case 'incident':
      return one.openedAt;
    case 'commit':
      return one.madeAt;
    case 'checks':
      return null;
    default:
      return one satisfies never;
  }
};

const titleOf = (one: Operation, id: string): string => {
  switch (one.what) {
    case 'deployment':
      return `${one.environment} ${one.sha.slice(0, 10)}`;
    case 'release':
      return one.name;
    case 'incident':
      return one.title;
    case 'commit':
      return one.subject;
    case 'checks':
      return `checks of ${id.slice(0, 10)}`;
    default:
      return one satisfies never;
  }
};

const statusOf = (one: Operation): string => {
  switch (one.what) {
    case 'deployment': {
      const { succeededAt, failedAt } = outcomeOf(one);
      return succeededAt !== null ? 'succeeded' : failedAt !== null ? 'failed' : 'begun';
    }
    case 'release':
      return one.publishedAt === null ? 'taken back' : 'published';
    case 'incident':
      return !one.stands ? 'none' : one.closedAt === null ? 'open' : 'closed';
    case 'commit':
      return 'made';
    case 'checks':
      return allChecks(one.checks) ?? 'none';
    default:
      return one satisfies never;
  }
};

const summaryOf = (one: Operation): Readonly<Record<string, unknown>> =>
  one.what === 'deployment'
    ? { sha: one.sha, production: one.production, ...outcomeOf(one) }
    : one.what === 'release'
      ? { prerelease: one.prerelease }
      : {};
