import { directoryOf } from '#kernel/actors/build.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { commandPath, tickEntries, type Deciders, type Receipt } from '#kernel/stream/commands.ts';
import type { Command, Decider } from '#kernel/stream/decider.ts';
import { SYSTEM, type Instant } from '#kernel/stream/event.ts';
import { memoryStream } from '#kernel/stream/memory-stream.ts';
import type { Result } from '#kernel/stream/refusal.ts';
import type { Stream } from '#kernel/stream/stream.ts';
import type { Hours } from '#practices/people';
import { agent, peopleInDirectory, person, team } from '#practices/people';
import { comment, link, mark } from '#practices/comments';
import { decision } from '#practices/decisions';
import { page, pagesInDirectory } from '#practices/handbook';
import { organization, space, spacesInDirectory } from '#practices/spaces';
import type { DirectorySource } from '#store/directory.ts';

/** A UUID that can be read: `idOf('a1')`. */
export const idOf = (short: string): string => `00000000-0000-4000-8000-${short.padStart(12, '0')}`;

const NORTHWIND = idOf('f0');
export const [INES, RAJ, TOMAS, AROHA, MERE] = [idOf('a1'), idOf('a2'), idOf('a3'), idOf('a4'), idOf('a5')] as const;
export const [PLATFORM, BOARD] = [idOf('b1'), idOf('b2')] as const;

/** Friday. 10:00 in Berlin, 14:30 in Pune, 6:00 in São Paulo, 22:00 in Auckland. */
const FRIDAY = Date.parse('2026-03-27T09:00:00Z');
export const HOUR = 3_600_000;

const PEOPLE: readonly (readonly [id: string, name: string, mail: string, hours: Hours])[] = [
  [INES, 'Ines Prado', 'ines', { zone: 'Europe/Berlin', week: week('09:00-17:00') }],
  [RAJ, 'Raj Mehta', 'raj', { zone: 'Asia/Kolkata', week: week('10:00-18:30') }],
  [TOMAS, 'Tomás Lima', 'tomas', { zone: 'America/Sao_Paulo', week: week('09:00-18:00') }],
  [AROHA, 'Aroha Ngata', 'aroha', { zone: 'Pacific/Auckland', week: week('08:30-16:30') }],
  [MERE, 'Mere Parata', 'mere', { zone: 'Pacific/Auckland', week: week('09:00-17:00') }],
];

function week(hours: string): Hours['week'] {
  return Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [hours]]));
}

/** As the brief of a decision is asked here: silence is consent after 48 h and a working day of everybody in the space. */
export const CONSENT = `{id: decide/consent, on: decision.drafted, steps: [
 {step: consent, of: members, window: 48h, each: 8wh, implicit: proposer, pass: t.open == 0, stop: "t.object >= 3", remind: 80%, else: lapse,
  objection: {needs: [reason], effect: block, valid: stewards, overrule: stewards}}]}`;

const readers = { ...peopleInDirectory, ...spacesInDirectory };
const all = { ...readers, ...pagesInDirectory };

/** How a stream of this organization makes its directory. */
const directorySource: DirectorySource = {
  kinds: Object.keys(readers),
  some: Object.keys(pagesInDirectory),
  build: (org, version, parts): Directory => directoryOf(org, version, parts, all),
};

/** What a test says instead of a whole command. */
export type Said = Pick<Command, 'by' | 'kind' | 'artifact' | 'name'> &
  Partial<Pick<Command, 'id' | 'data' | 'refs' | 'ifVersion'>>;

/** The page that a protocol is, as the system publishes it. YAML alone gets a page around it. */
export const protocolPage = (artifact: string, source: string, space: string | null = null): Said => {
  const body = source.includes('```') ? source : `# A protocol\n\n\`\`\`yaml\n${spread(source)}\n\`\`\`\n`;
  const place = { space, under: null, rank: `V${artifact.slice(-4)}`, name: `protocol-${artifact.slice(-4)}`, file: null };
  const text = { body, title: /^# (.*)$/m.exec(body)?.[1] ?? 'A protocol', language: null, links: {}, broken: [] };
  const data = { ...place, ...text, only: null, owners: [], reason: 'First version', from: null };
  return { by: SYSTEM, kind: 'page', artifact, name: 'create', data };
};

/** Another text of a page that is there. */
export const revisedPage = (artifact: string, source: string, base: number): Said => {
  const { data } = protocolPage(artifact, source);
  const { body, title, language, links, broken } = data as Record<string, unknown>;
  return {
    ...{ by: SYSTEM, kind: 'page', artifact, name: 'revise' },
    data: { body, title, language, links, broken, base, reason: 'Better', from: null },
  };
};

/** `{id: x, on: y, steps: […]}` with its keys in lines of their own, as a page has them. */
const spread = (source: string): string =>
  /^\s*\{/.test(source)
    ? source
        .trim()
        .slice(1, -1)
        .replace(/(?:^|, *\n?)(?=(?:id|on|when|urgent|steps|lease|do): )/g, '\n')
        .trim()
    : source;

interface Options {
  /** Left out: in memory, under the clock of `at`. */
  readonly stream?: Stream;
  readonly setClock?: (at: Instant) => Promise<void>;
  /** Kinds beside those that every organization has. */
  readonly deciders?: readonly Decider<unknown>[];
  readonly protocols?: readonly string[];
}

/**
 * Northwind: five people in four zones. Ines runs it and its space Platform, of which all are members; the closed space Board
 * holds Ines and Raj. One protocol for decisions. It is Friday, 27 March 2026, 9:00 UTC.
 */
export const northwind = async ({
  stream: given,
  setClock = async () => undefined,
  deciders: more = [],
  protocols = [CONSENT],
}: Options = {}) => {
  const kinds: readonly Decider<unknown>[] = [
    ...[organization, space, person, team, agent, comment, mark, link],
    ...[decision, page, ...more],
  ];
  const deciders: Deciders = new Map(kinds.map((one) => [one.kind, one]));
  let now = FRIDAY;
  await setClock(now);
  const stream = given ?? memoryStream({ now: () => now, directory: directorySource });
  const path = commandPath(stream, deciders);

  const send = (said: Said): Promise<Result<Receipt>> =>
    path.send({ id: crypto.randomUUID(), org: NORTHWIND, data: {}, ...said });

  const sent = async (said: Said): Promise<Receipt> => {
    const result = await send(said);
    if (result.refused) throw new Error(`${said.name}: ${result.code}: ${result.message} ${result.field ?? ''}`);
    return result.ok;
  };

  /** What a timer does when the moment has come; true while there was something. */
  const tick = async (): Promise<number | null> => {
    const { nextIn } = await stream.takeDue(100, async (due, moment) => {
      const known = await Promise.all(due.map(async (one) => ({ ...one, directory: await stream.directory(one.org) })));
      return tickEntries(deciders, known, moment, () => crypto.randomUUID());
    });
    return nextIn;
  };

  const system = (kind: string, artifact: string, name: string, data: unknown): Promise<Receipt> =>
    sent({ by: SYSTEM, kind, artifact, name, data });

  await system('organization', NORTHWIND, 'found', { name: 'Northwind' });
  for (const [id, name, mail, hours] of PEOPLE) {
    await system('person', id, 'invite', { name, mail: `${mail}@northwind.example`, role: id === INES ? 'steward' : 'member' });
    await system('person', id, 'join', { hours });
  }
  await sent({ by: INES, kind: 'space', artifact: PLATFORM, name: 'open', data: { name: 'Platform' } });
  for (const member of [RAJ, TOMAS, AROHA, MERE])
    await sent({ by: INES, kind: 'space', artifact: PLATFORM, name: 'add-member', data: { member, role: 'contributor' } });
  await sent({ by: INES, kind: 'space', artifact: BOARD, name: 'open', data: { name: 'Board', access: 'closed' } });
  await sent({ by: INES, kind: 'space', artifact: BOARD, name: 'add-member', data: { member: RAJ, role: 'contributor' } });
  for (const [index, source] of protocols.entries()) await sent(protocolPage(idOf(`d${index}`), source));

  return {
    send,
    sent,
    stream,
    deciders,
    now: () => now,
    /** Moves the clock, and lets every timer fire at its own moment on the way: `until('2026-03-30T12:00:00Z')`. */
    until: async (instant: string | Instant): Promise<void> => {
      const end = typeof instant === 'number' ? instant : Date.parse(instant);
      for (let turns = 0; turns < 500; turns += 1) {
        const nextIn = await tick();
        if (nextIn === null || now + nextIn > end) break;
        now += Math.max(0, Math.ceil(nextIn));
        await setClock(now);
      }
      now = end;
      await setClock(now);
      await tick();
    },
    /** Moves the clock, and no timer fires: as if every server were down. */
    away: async (instant: string): Promise<void> => {
      now = Date.parse(instant);
      await setClock(now);
    },
    directory: () => stream.directory(NORTHWIND),
    /** An artifact as somebody may see it. */
    seen: async (artifact: string, by: string = SYSTEM) => {
      const { items } = await stream.load([{ org: NORTHWIND, by, artifact, command: crypto.randomUUID(), refs: [] }]);
      return items[0]?.subject ?? null;
    },
    /** Everything that happened to an artifact, in order. */
    history: async (artifact: string) => (await stream.read(null, 10_000)).events.filter((event) => event.artifact === artifact),
  };
};

export type Northwind = Awaited<ReturnType<typeof northwind>>;

/** The reading of an artifact as it stands. */
export const readingOf = async (org: Northwind, artifact: string) => {
  const stored = await org.seen(artifact);
  const decider = stored && org.deciders.get(stored.kind);
  if (!stored || !decider) throw new Error('there is no such artifact');
  return decider.read(stored.state, { id: artifact });
};

/** What a call was refused with, or null. */
export const codeOf = (result: Result<unknown>): string | null => (result.refused ? result.code : null);
