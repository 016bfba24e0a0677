import type { Command, Decider, Reading } from './decider.ts';
import type { EventBody, Instant, RecordedEvent } from './event.ts';
import { same } from './same.ts';
import type { Changes, Entry, Stored } from './stream.ts';

/** What to write for one artifact: the events of this command behind those of the batch's earlier commands to it. */
export const entryOf = (
  decider: Decider<unknown>,
  command: Command,
  stored: Stored | null,
  earlier: Entry | null,
  bodies: readonly EventBody[],
  now: Instant,
  digest: string,
): Entry => {
  let state: unknown = stored?.state ?? null;
  const version = stored?.version ?? 0;
  const events: RecordedEvent[] = [];
  for (const [index, body] of bodies.entries()) {
    const event = {
      org: command.org,
      artifact: command.artifact,
      kind: decider.kind,
      version: version + index + 1,
      at: now,
      by: command.by,
      command: command.id,
      causedBy: command.causedBy ?? null,
      body,
    } satisfies RecordedEvent;
    state = decider.evolve(state, event);
    events.push(event);
  }
  const reading = decider.read(state, { id: command.artifact });
  const before = earlier ? { awaits: earlier.awaits, links: earlier.links } : null;
  const old = stored ? decider.read(stored.state, { id: command.artifact }) : null;
  return {
    org: command.org,
    artifact: command.artifact,
    kind: decider.kind,
    expected: earlier?.expected ?? version,
    numbered: decider.numbered,
    state,
    reading,
    audienceChanged: earlier?.audienceChanged === true || (old !== null && seenElsewhere(old, reading)),
    awaits: merge(
      before?.awaits,
      changes(old?.awaits ?? [], reading.awaits, (one) => one.key),
      (one) => one.key,
    ),
    links: merge(before?.links, changes(old?.links ?? [], reading.links, linkKey), linkKey),
    ...textOf(old, reading, now, earlier),
    directory: earlier?.directory === true || changesDirectory(decider, stored?.state ?? null, state),
    events: [...(earlier?.events ?? []), ...events],
    digests: [...(earlier?.digests ?? []), ...events.map(() => digest)],
  };
};

const changesDirectory = (decider: Decider<unknown>, before: unknown, after: unknown): boolean => {
  if (!decider.inDirectory) return decider.directory === true;
  const [old, fresh] = [before === null ? null : decider.inDirectory(before), decider.inDirectory(after)];
  return !(old === null && fresh === null) && !same(old, fresh);
};

const seenElsewhere = (old: Reading, fresh: Reading): boolean =>
  old.space !== fresh.space || old.audience.join(' ') !== fresh.audience.join(' ');

/** What it is found by, if this or an earlier command of the batch changed that. */
const textOf = (old: Reading | null, fresh: Reading, at: Instant, earlier: Entry | null): Pick<Entry, 'text'> => {
  const { title, text, language = null } = fresh;
  const same = old?.text === text && (text === undefined || (old?.title === title && (old.language ?? null) === language));
  if (same) return earlier?.text === undefined ? {} : { text: earlier.text };
  return { text: text === undefined ? null : { title, text, language, at } };
};

const linkKey = (link: Reading['links'][number]): string => `${link.rel} ${link.to}`;

/** What differs between two readings of one artifact. */
const changes = <T>(old: readonly T[], fresh: readonly T[], key: (one: T) => string): Changes<T> => {
  if (old.length === 0) return { put: fresh, drop: [] };
  const before = new Map(old.map((one) => [key(one), JSON.stringify(one)]));
  const after = new Set(fresh.map(key));
  return {
    put: fresh.filter((one) => before.get(key(one)) !== JSON.stringify(one)),
    drop: old.filter((one) => !after.has(key(one))),
  };
};

/** Two changes after one another as one. */
const merge = <T>(first: Changes<T> | undefined, second: Changes<T>, key: (one: T) => string): Changes<T> => {
  if (!first) return second;
  const put = new Map(first.put.map((one) => [key(one), one]));
  const drop = new Map(first.drop.map((one) => [key(one), one]));
  for (const one of second.put) {
    put.set(key(one), one);
    drop.delete(key(one));
  }
  for (const one of second.drop) {
    put.delete(key(one));
    drop.set(key(one), one);
  }
  return { put: [...put.values()], drop: [...drop.values()] };
};

export const storedOf = (entry: Entry, number: number): Stored => ({
  id: entry.artifact,
  kind: entry.kind,
  number,
  title: entry.reading.title,
  space: entry.reading.space,
  audience: entry.reading.audience,
  author: entry.reading.author,
  parent: entry.reading.parent ?? null,
  state: entry.state,
  version: entry.expected + entry.events.length,
});
