import { z } from 'zod';
import type { ActorId } from '#kernel/stream/event.ts';
import type { AwaitReading } from '#kernel/awaits/await.ts';
import type { Names, Sentence } from '#kernel/stream/sentence.ts';
import { iso } from '#server/route.ts';
import type { LinkedRow, ToldRow } from './around.ts';

/* What the doors of every practice answer of what is around an artifact. Instants are ISO 8601 in UTC. */

const moment = z.string();
const person = z.object({ id: z.string(), name: z.string() });
type Person = z.output<typeof person>;
type Named = (id: ActorId) => Person;

export const awaitReply = z.object({
  key: z.string(),
  kind: z.string(),
  status: z.string(),
  asker: person.nullable(),
  asked: person,
  why: z.string(),
  openedAt: moment,
  dueAt: moment.nullable(),
  maxAt: moment,
  otherwise: z.string().describe('What happens by itself'),
  minutes: z.number().nullable().describe('About how long it takes'),
});

export const linkReply = z.object({
  rel: z.string(),
  direction: z.enum(['to', 'from']),
  id: z.string(),
  kind: z.string(),
  number: z.number(),
  title: z.string(),
  status: z.string(),
});

export const historyReply = z.object({
  version: z.number(),
  at: moment,
  by: person,
  type: z.string(),
  sentence: z.string(),
  because: z.string().nullable(),
});

export const presentAwait =
  (person: Named) =>
  ({
    key,
    kind,
    status,
    asker,
    asked,
    why,
    openedAt,
    dueAt,
    maxAt,
    otherwise,
    minutes,
  }: AwaitReading): z.output<typeof awaitReply> => ({
    ...{ key, kind, status, why, otherwise, minutes: minutes ?? null },
    asker: asker === null ? null : person(asker),
    asked: person(asked),
    openedAt: iso(openedAt),
    dueAt: dueAt === null ? null : iso(dueAt),
    maxAt: iso(maxAt),
  });

export const presentLink = ({ rel, direction, id, kind, number, title, status }: LinkedRow): z.output<typeof linkReply> => ({
  ...{ rel, direction, id, kind, number, title, status },
});

/** What happened, each with its sentence and, where a rule made it happen, why; what says nothing is left out. */
export const presentHistory = <E extends { readonly type: string }>(
  row: Pick<ToldRow, 'id' | 'links' | 'history'>,
  sentenceOf: Sentence<E>,
  person: Named,
  known: Partial<Names> = {},
): z.output<typeof historyReply>[] => {
  const titles = new Map(row.links.map(({ id, title }) => [id, title]));
  const names: Names = {
    actor: (id) => person(id).name,
    space: () => 'another space',
    artifact: (id) => (id === row.id ? 'this' : titles.has(id) ? `“${titles.get(id)}”` : 'something else'),
    ...known,
  };
  return row.history.flatMap(({ version, at, by, kind, body }) => {
    const recorded = { org: '', artifact: row.id, kind, version, at, by, command: '', causedBy: null, body: body as E };
    const said = sentenceOf(recorded, names);
    if (said === null) return [];
    // It may take effect before it is recorded. A moment still to come is what it speaks of (a review), not when it happened.
    const happened = 'at' in body && typeof body.at === 'number' ? Math.min(body.at, at) : at;
    const because = 'because' in body && typeof body.because === 'string' ? body.because : null;
    const sentence = said.charAt(0).toUpperCase() + said.slice(1);
    return [{ version, at: iso(happened), by: person(by), type: body.type, sentence, because }];
  });
};
