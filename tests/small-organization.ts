import { directoryOf } from '#kernel/actors/build.ts';
import { spaceKey } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { commandPath, type Deciders, type Receipt } from '#kernel/stream/commands.ts';
import type { Command, Decider } from '#kernel/stream/decider.ts';
import { SYSTEM, type EventBody } from '#kernel/stream/event.ts';
import { memoryStream } from '#kernel/stream/memory-stream.ts';
import type { ReactionMaker } from '#kernel/stream/reaction.ts';
import { ok, type Result } from '#kernel/stream/refusal.ts';
import { comment, link, mark } from '#practices/comments';
import { agent, peopleInDirectory, person, team, type Hours } from '#practices/people';
import { organization, space, spacesInDirectory } from '#practices/spaces';

/** A UUID that can be read: `idOf('a1')`. */
export const idOf = (short: string): string => `00000000-0000-4000-8000-${short.padStart(12, '0')}`;

export const NORTHWIND = idOf('f0');
export const [INES, RAJ, TOMAS, AROHA, MERE] = [idOf('a1'), idOf('a2'), idOf('a3'), idOf('a4'), idOf('a5')] as const;

export const WEEKDAYS = { 'mon-fri': '09:00-17:00' } as const;
const NAMES: readonly (readonly [string, string, string])[] = [
  [INES, 'Ines Prado', 'Europe/Berlin'],
  [RAJ, 'Raj Mehta', 'Asia/Kolkata'],
  [TOMAS, 'Tomás Lima', 'America/Sao_Paulo'],
  [AROHA, 'Aroha Ngata', 'Pacific/Auckland'],
];

interface Page {
  readonly title: string;
  readonly text: string;
  readonly language: string | null;
  readonly space: string | null;
  readonly audience: readonly string[];
}

/** Anything with a number, in a space or for a named audience. */
export const page: Decider<Page, Command, EventBody & Page> = {
  kind: 'sheet',
  numbered: true,
  needs: { write: 'see' },
  decide: (_, command) => {
    const { title, text = '', language = null, space: room = null, audience } = command.data as Partial<Page> & { title: string };
    const seenBy = audience ?? [room === null ? 'org' : spaceKey(room)];
    return ok([{ type: 'sheet-written', title, text, language, space: room, audience: seenBy }]);
  },
  evolve: (_, { body: { title, text, language, space: room, audience } }) => ({ title, text, language, space: room, audience }),
  read: (state) => ({ ...state, status: 'written', author: null, nextAt: null, summary: {}, awaits: [], links: [] }),
};

/** What a test says instead of a whole command. */
type Said = Pick<Command, 'by' | 'kind' | 'artifact' | 'name'> & Partial<Pick<Command, 'data' | 'refs' | 'ifVersion'>>;

/** Northwind in memory, under a clock of the test's: Ines runs it; Raj, Tomás and Aroha have joined. It is Friday, 27 March 2026, 9:00 UTC. */
export const smallOrganization = async () => {
  const deciders = new Map<string, Decider<unknown>>(
    [organization, space, person, team, agent, comment, mark, link, page].map((one) => [one.kind, one as Decider<unknown>]),
  ) satisfies Deciders;
  const readers = { ...peopleInDirectory, ...spacesInDirectory };
  let now = Date.parse('2026-03-27T09:00:00Z');
  let count = 0;
  const stream = memoryStream({
    now: () => now,
    directory: {
      kinds: Object.keys(readers),
      build: (org, version, parts): Directory => directoryOf(org, version, parts, readers),
    },
  });
  const path = commandPath(stream, deciders);

  const send = (said: Said): Promise<Result<Receipt>> =>
    path.send({ id: idOf(`c${++count}`), org: NORTHWIND, data: {}, ...said });

  const sent = async (said: Said): Promise<void> => {
    const result = await send(said);
    if (result.refused) throw new Error(`${said.name}: ${result.message}`);
  };

  const join = async (id: string, name: string, zone: string, role: 'member' | 'steward'): Promise<void> => {
    const mail = `${id.slice(-2)}@northwind.example`;
    await sent({ by: SYSTEM, kind: 'person', artifact: id, name: 'invite', data: { name, mail, role } });
    const hours: Hours | object = { zone, week: WEEKDAYS };
    await sent({ by: SYSTEM, kind: 'person', artifact: id, name: 'join', data: { hours } });
  };

  await sent({ by: SYSTEM, kind: 'organization', artifact: NORTHWIND, name: 'found', data: { name: 'Northwind' } });
  for (const [id, name, zone] of NAMES) await join(id, name, zone, id === INES ? 'steward' : 'member');

  return {
    send,
    sent,
    /** Moves the clock. */
    at: (instant: string): void => {
      now = Date.parse(instant);
    },
    directory: () => stream.directory(NORTHWIND),
    /** The types of an artifact's events, in order. */
    history: async (artifact: string): Promise<readonly string[]> => {
      const { events } = await stream.read(null, 10_000);
      return events.filter((event) => event.artifact === artifact).map(({ body }) => body.type);
    },
    /** Lets a reaction hear everything that has happened so far. */
    react: async (maker: ReactionMaker): Promise<void> => {
      const reaction = maker({
        send: path.send,
        directory: (org) => stream.directory(org),
        rows: () => Promise.resolve([]),
        address: 'https://proceed.northwind.example',
        mail: () => Promise.resolve(),
      });
      for (const event of (await stream.read(null, 10_000)).events)
        if (reaction.types.has(event.body.type)) await reaction.react(event);
    },
    events: async () => (await stream.read(null, 10_000)).events,
    /** An artifact as somebody may see it. */
    seen: async (artifact: string, by: string) => {
      const { items } = await stream.load([{ org: NORTHWIND, by, artifact, command: idOf('0'), refs: [] }]);
      return items[0]?.subject ?? null;
    },
  };
};
