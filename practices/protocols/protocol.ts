import { z } from 'zod';
import { ORG_KEY, spaceKey } from '#kernel/actors/access.ts';
import type { DirectoryReader } from '#kernel/actors/build.ts';
import { parseProtocol, type Protocol } from '#kernel/protocol/document.ts';
import type { Command, Context, Decider } from '#kernel/stream/decider.ts';
import type { Instant, SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';

/**
 * A protocol as an artifact of the organization.
 *
 *     in force (version 1, 2, …) ──retire──► retired ──publish──► in force
 *
 * A run is pinned to the version with which it opened [P3], so a retired protocol ends no run.
 */
export interface ProtocolState {
  readonly status: 'in-force' | 'retired';
  readonly title: string;
  readonly protocol: Protocol;
  /** [P1] As it was written: YAML, or Markdown for people with one block of it. */
  readonly source: string;
  /** Null: the whole organization. */
  readonly space: SpaceId | null;
  /** 1 for the first text, one more for each new one. */
  readonly revision: number;
  readonly publishedAt: Instant;
  readonly retiredAt: Instant | null;
}

export type ProtocolEvent =
  | {
      readonly type: 'protocol-published';
      readonly title: string;
      readonly protocol: Protocol;
      readonly source: string;
      readonly space: SpaceId | null;
      readonly revision: number;
    }
  | { readonly type: 'protocol-retired' };

const LONGEST_SOURCE = 100_000;

export const protocolCommands = {
  publish: z.strictObject({ source: z.string().max(LONGEST_SOURCE), space: z.uuid().nullable() }),
  retire: z.strictObject({}),
} as const;

type Commands = typeof protocolCommands;
export type ProtocolCommand = { [N in keyof Commands]: Command<N, z.output<Commands[N]>> }[keyof Commands];

export const protocol: Decider<ProtocolState, ProtocolCommand, ProtocolEvent> = {
  kind: 'protocol',
  numbered: true,
  directory: true,
  // [P5] A change of a protocol is a proposal of its own; until an organization may make one, set-up alone publishes.
  needs: { publish: 'system', retire: 'system' },
  decide(state, command, context) {
    switch (command.name) {
      case 'publish':
        return publish(state, command.data, context);
      case 'retire':
        if (state === null) return refuse('not-found', 'There is no such protocol that you can see.');
        return ok(state.status === 'retired' ? [] : [{ type: 'protocol-retired' }]);
      default:
        return command satisfies never;
    }
  },
  evolve(state, { body, at }) {
    switch (body.type) {
      case 'protocol-published': {
        const { title, protocol: document, source, space, revision } = body;
        return { status: 'in-force', title, protocol: document, source, space, revision, publishedAt: at, retiredAt: null };
      }
      case 'protocol-retired':
        if (state === null) throw new Error('retired before it was published');
        return { ...state, status: 'retired', retiredAt: at };
      default:
        return body satisfies never;
    }
  },
  read: (state) => ({
    title: state.title,
    status: state.status,
    space: state.space,
    audience: [state.space === null ? ORG_KEY : spaceKey(state.space)],
    author: null,
    openedAt: state.publishedAt,
    closedAt: state.retiredAt,
    nextAt: null,
    summary: { id: state.protocol.id, on: state.protocol.on, urgent: state.protocol.urgent === true, revision: state.revision },
    awaits: [],
    links: [],
    text: state.source,
  }),
};

const publish = (
  state: ProtocolState | null,
  { source, space }: z.output<Commands['publish']>,
  context: Context,
): Result<readonly ProtocolEvent[]> => {
  if (state?.status === 'in-force' && state.source === source && state.space === space) return ok([]);
  const parsed = parseProtocol(source);
  const fault = parsed.problems.find(({ severity }) => severity === 'error');
  if (fault || !parsed.protocol) {
    const { code = 'not-a-protocol', message = 'This is no protocol.', line = 1, column = 1 } = fault ?? {};
    return refuse(code, message, { field: '/source', line, column });
  }
  if (space !== null && !context.directory.spaces.has(space))
    return refuse('not-found', 'There is no such space.', { field: '/space' });
  const document = parsed.protocol;
  const revision = (state?.revision ?? 0) + 1;
  return (
    twice(document, space, context) ??
    ok([{ type: 'protocol-published', title: titleIn(source) ?? document.id, protocol: document, source, space, revision }])
  );
};

/** The first heading of a page; a bare block of YAML has none. */
const titleIn = (source: string): string | null =>
  /^# +(\S.{0,199}?) *#* *$/m.exec(source.split(/^ {0,3}(?:```|~~~)/m)[0] ?? '')?.[1] ?? null;

/** [P4] Two that match at one level. What can be told without an artifact: the same trigger under the same condition. */
const twice = (document: Protocol, space: SpaceId | null, { directory, self }: Context): Refusal | null => {
  const other = directory.protocols.find(
    (one) =>
      one.artifact !== self.id &&
      one.space === space &&
      (one.protocol.id === document.id ||
        (one.protocol.on === document.on && one.protocol.when === document.when && one.protocol.urgent === document.urgent)),
  );
  if (!other) return null;
  return refuse(
    'protocol-twice',
    `"${document.id}" and "${other.protocol.id}" would both hold for ${document.on} here. Give one of them a condition, or retire the other.`,
    { field: '/source' },
  );
};

/** How this kind is read into the organization's directory. */
export const protocolsInDirectory = {
  protocol: ({ id, version, state }) => {
    const { status, space, protocol: document } = state as ProtocolState;
    return status === 'retired' ? null : { is: 'protocol', protocol: { artifact: id, version, space, protocol: document } };
  },
} satisfies Record<string, DirectoryReader>;
