import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RecordedEvent } from '#kernel/stream/event.ts';
import { pastAsks } from '#practices/protocols';
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
  const asks = pastAsks((kind) => deciders.get(kind) ?? null);
  const house = new Map<string, { kind: string; version: number }>();
  let until = 0;
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
      asks.take(event);
      const { artifact, kind, version, at } = event;
      if (HOUSE.has(kind)) house.set(artifact, { kind, version });
      until = Math.max(until, at);
    }
  }
  const parts = [...house].map(([id, known]) => ({ id, ...known, state: asks.stateOf(id) }));
  return { asks: asks.asks(directorySource.build('', 1, parts), until), why: null };
};

/** What the directory is made of. */
const HOUSE: ReadonlySet<string> = new Set([...directorySource.kinds, ...(directorySource.some ?? [])]);

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
