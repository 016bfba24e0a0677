import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { AwaitReading } from '#kernel/awaits/await.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { DirectoryPart } from '#kernel/actors/build.ts';
import { observedIn } from '#kernel/sim/history.ts';
import type { ActorId, ArtifactId, RecordedEvent } from '#kernel/stream/event.ts';
import { deciders, directorySource } from '#server/practices.ts';
import { z } from 'zod';
import type { History } from './history.ts';
import { complain } from './protocol-file.ts';

/**
 * [S2] Who was asked what, and how long each took, from the stream in an export of everything (`events/*.jsonl`), by the deciders that wrote it. An export of what one
 * may see has no stream, because how soon others answer is theirs: then there is nothing to calibrate by, and it says so. Null, having said why, for a file that is broken.
 */
export const historyOfExport = async (folder: string): Promise<History | null> => {
  const files = await linesIn(folder);
  if (files.length === 0) return { asks: [], why: WITHOUT_STREAM };
  const folding = pastAsks();
  for (const file of files) {
    let number = 0;
    for await (const line of createInterface({ input: createReadStream(join(folder, 'events', file), 'utf8') })) {
      number += 1;
      if (line === '') continue;
      const event = eventIn(line);
      if (event === null) {
        complain(`${join(folder, 'events', file)}:${number}: this line is no event of an export.\n`);
        return null;
      }
      folding.take(event);
    }
  }
  return { asks: folding.asks(), why: null };
};

const WITHOUT_STREAM =
  'Not calibrated: the folder has no stream (events/*.jsonl), so it does not say who was asked when. "proceed export --everything" on the server\'s own machine writes one. People answer as is usual elsewhere.';

const linesIn = async (folder: string): Promise<readonly string[]> => {
  const names = await readdir(join(folder, 'events')).catch((): readonly string[] => []);
  return names.filter((name) => /^\d+\.jsonl$/.test(name)).toSorted();
};

const exported = z.object({
  artifact: z.string(),
  kind: z.string(),
  version: z.int(),
  at: z.iso.datetime(),
  by: z.string(),
  command: z.string(),
  body: z.looseObject({ type: z.string() }),
});

const eventIn = (line: string): RecordedEvent | null => {
  try {
    const { at, ...event } = exported.parse(JSON.parse(line));
    return { ...event, org: '', at: Date.parse(at), causedBy: null };
  } catch {
    return null;
  }
};

/** Takes a stream in its order, and keeps of it the asks of people. */
const pastAsks = () => {
  const parts = new Map<ArtifactId, DirectoryPart>();
  const awaits = new Map<string, AwaitReading>();
  let until = 0;
  const keep = ({ id, kind, state }: DirectoryPart): void => {
    const decider = deciders.get(kind);
    for (const one of decider?.read(state, { id }).awaits ?? []) awaits.set(`${id} ${one.key}`, one);
  };
  return {
    take: (event: RecordedEvent): void => {
      const { artifact: id, kind, version, at, body } = event;
      const [decider, part] = [deciders.get(kind), parts.get(id)];
      // A practice that is no more.
      if (!decider) return;
      // Asked anew, an artifact shows what it asks now.
      if (part && body.type === 'run-opened') keep(part);
      parts.set(id, { id, kind, version, state: decider.evolve(part?.state ?? null, event) });
      until = Math.max(until, at);
    },
    asks: () => {
      for (const part of parts.values()) keep(part);
      const kinds = new Set([...directorySource.kinds, ...(directorySource.some ?? [])]);
      const directory = directorySource.build(
        '',
        1,
        [...parts.values()].filter(({ kind }) => kinds.has(kind)),
      );
      return observedIn([...awaits.values()], whose(directory), until);
    },
  };
};

/** Of people alone can be learned how they answer. */
const whose = ({ actors }: Directory) => {
  const teams = new Map<ActorId, string>();
  for (const { kind, name, members = [] } of actors.values())
    if (kind === 'team') for (const member of members) if (!teams.has(member)) teams.set(member, name);
  return (id: ActorId) => {
    const actor = actors.get(id);
    return actor?.kind === 'person' ? { calendars: actor.calendars, team: teams.get(id) ?? '' } : null;
  };
};
