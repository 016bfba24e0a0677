import { z } from 'zod';
import { seenBy } from '#kernel/actors/access.ts';
import type { Command, Context, Decider, Reading } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, Instant, RecordedEvent, SpaceId } from '#kernel/stream/event.ts';
import type { Facts } from '#kernel/protocol/world.ts';
import { declareFacts } from '../declared.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { hosting, type HostedEvent, type Hosting } from '../hosting/hosting.ts';
import { runActs, runNeeds, type RunAct } from '../hosting/acts.ts';
import { pinnedTo, type Host, type Pinned } from '../hosting/host.ts';

/**
 * A run that stands by itself: what a protocol begins by the clock, or because somebody joined.
 *
 *     open ──run──► accepted | rejected | lapsed
 */
export interface StandingRun extends Hosting {
  readonly title: string;
  /** What began it: `schedule:Mon 09:00`, `person.joined`. */
  readonly trigger: string;
  /** What it is about, where that is an artifact; null: the moment alone. */
  readonly about: ArtifactId | null;
  readonly author: ActorId;
  readonly space: SpaceId | null;
  /** As they were when it began. */
  readonly facts: Facts;
  readonly protocol: Pinned;
  readonly openedAt: Instant;
}

/** [P2] What conditions may ask of somebody who joins. */
declareFacts(['person'], { days_since_founding: 'number' });

export const runCommands = {
  begin: z.strictObject({
    trigger: z.string(),
    /** The page of the one protocol that may begin; null: the most specific for the trigger. */
    protocol: z.uuid().nullable(),
    title: z.string(),
    /** Who answers for it: asked first, and `author` in the protocol. */
    author: z.uuid(),
    about: z.uuid().nullable(),
    space: z.uuid().nullable(),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
  ...runActs,
} as const;

type Begin = Command<'begin', z.output<(typeof runCommands)['begin']>>;
export type RunCommand = Begin | RunAct;

export type StandingRunEvent =
  | {
      readonly type: 'run-begun';
      readonly title: string;
      readonly trigger: string;
      readonly author: ActorId;
      readonly about: ArtifactId | null;
      readonly space: SpaceId | null;
      readonly facts: Facts;
      readonly protocol: Pinned;
    }
  | HostedEvent;

type Events = Result<readonly StandingRunEvent[]>;

export const run: Decider<StandingRun, RunCommand, StandingRunEvent> = {
  kind: 'run',
  numbered: true,
  needs: { begin: 'system', ...runNeeds },
  decide(state, command, context) {
    if (command.name === 'begin') return begin(state, command.data, context);
    if (state === null) return refuse('not-found', 'There is no such run that you can see.');
    return hosting.act(state, command, hostOf(state), context);
  },
  evolve,
  read: readRun,
};

export const hostOf = ({
  trigger,
  title,
  author,
  space,
  facts,
}: Pick<StandingRun, 'trigger' | 'title' | 'author' | 'space' | 'facts'>): Host => ({
  ...{ kind: trigger.startsWith('schedule:') ? 'schedule' : (trigger.split('.')[0] ?? ''), title, author, space },
  ...{ audience: seenBy(space, null), facts },
});

/** Said twice, or where no protocol holds, or nobody can be asked: nothing begins. */
const begin = (state: StandingRun | null, { protocol, ...data }: Begin['data'], context: Context): Events => {
  if (state !== null) return ok([]);
  const begun = hosting.begin(hosting.none, hostOf(data), [data.trigger], context, protocol);
  if (begun.refused) return begun.code === 'no-protocol' ? ok([]) : begun;
  const { protocol: pinned, events, run: opened } = begun.ok;
  if (opened.outcome) return ok([]);
  return ok([{ type: 'run-begun', ...data, protocol: pinned }, ...events]);
};

function evolve(state: StandingRun | null, event: RecordedEvent<StandingRunEvent>): StandingRun {
  const { body, at } = event;
  if (body.type === 'run-begun') {
    const { type: _, ...known } = body;
    return { ...known, ...hosting.none, openedAt: at };
  }
  if (state === null) throw new Error(`${body.type} before a run was begun`);
  return { ...state, ...hosting.fold(state, { ...event, body }) };
}

function readRun(state: StandingRun): Reading {
  const { title, trigger, author, space, about, run: runs, names, protocol, openedAt } = state;
  const { awaits, dueAt, nextAt, ending } = hosting.read(state);
  return {
    ...{ title, status: runs?.outcome?.outcome ?? 'open', space, audience: hostOf(state).audience, author, openedAt },
    ...{ closedAt: runs?.outcome?.at ?? null, dueAt, nextAt, awaits },
    summary: {
      author: names[author] ?? null,
      trigger,
      protocol: protocol.id,
      ...pinnedTo(protocol),
      ending,
    },
    links: about === null ? [] : [{ rel: 'mentions', to: about }],
    text: '',
  };
}
