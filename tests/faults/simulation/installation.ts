import type { Directory } from '#kernel/actors/directory.ts';
import { commandPath, tickEntries, type Deciders, type Receipt } from '#kernel/stream/commands.ts';
import type { Command } from '#kernel/stream/decider.ts';
import type { Cursor, Instant } from '#kernel/stream/event.ts';
import { memoryStream } from '#kernel/stream/memory-stream.ts';
import type { Reaction } from '#kernel/stream/reaction.ts';
import type { Result } from '#kernel/stream/refusal.ts';
import type { Entry, StreamEvent } from '#kernel/stream/stream.ts';
import type { Random } from '#kernel/sim/random.ts';
import { directorySource, reactionMakers } from '#server/practices.ts';
import { answers, type Noted } from './questions.ts';

/** A UUID that can be read: `idOf('a', 7)`. */
export const idOf = (kind: string, count: number): string =>
  `00000000-0000-4000-8${kind.padStart(3, '0')}-${count.toString(16).padStart(12, '0')}`;

export const ORG = idOf('0f0', 0);

export interface Installation {
  /** By one of the processes; what goes wrong on the way is theirs. */
  send(said: Omit<Command, 'id' | 'org'> & { readonly id?: string }): Promise<Result<Receipt>>;
  /** One process looks for what is due, or several at once. Milliseconds until something else is. */
  tick(): Promise<number | null>;
  /** Every reaction hears what it has not heard, in some order, some of it again. */
  react(): Promise<void>;
  directory(): Promise<Directory>;
  /** As it stands. */
  readonly entries: ReadonlyMap<string, Entry>;
  events(): Promise<readonly StreamEvent[]>;
  readonly noted: readonly Noted[];
  /** What every command was answered with, by its id; those that were refused are not in it. */
  readonly receipts: ReadonlyMap<string, readonly Receipt[]>;
}

interface Options {
  readonly chance: Random;
  readonly now: () => Instant;
  readonly deciders: Deciders;
  readonly appended: (entry: Entry) => void;
  /** A notice is noted as often as it is heard of. */
  readonly forgetful?: boolean;
  /** States go through JSON, as in a database; slower. */
  readonly thorough: boolean;
}

const PROCESSES = 3;

/** Several servers on one store in memory, all of which fail now and then. */
export const install = ({ chance, now, deciders, appended, thorough, forgetful = false }: Options): Installation => {
  const entries = new Map<string, Entry>();
  const noted: Noted[] = [];
  const receipts = new Map<string, Receipt[]>();
  let count = 0;
  const stream = memoryStream({
    now,
    directory: directorySource,
    trusting: !thorough,
    appended: (entry) => {
      entries.set(entry.artifact, entry);
      appended(entry);
    },
  });
  const processes = Array.from({ length: PROCESSES }, () => commandPath(stream, deciders));
  const through = (): (typeof processes)[number] => {
    const [first, ...rest] = processes;
    if (!first) throw new Error('no process');
    return chance.one([first, ...rest]);
  };

  const sendOnce = async (command: Command): Promise<Result<Receipt>> => {
    const result = await through().send(command);
    if (!result.refused) receipts.set(command.id, [...(receipts.get(command.id) ?? []), result.ok]);
    return result;
  };

  const send: Installation['send'] = async (said) => {
    const command = { id: idOf('0c0', ++count), org: ORG, ...said };
    // The answer is lost on the way, and the sender tries again, at once or when somebody else has it; or both arrive.
    const fate = chance.next();
    if (fate < 0.06) return (await Promise.all([sendOnce(command), sendOnce(command)]))[1];
    const result = await sendOnce(command);
    return fate < 0.12 ? sendOnce(command) : result;
  };

  const take = async (): Promise<number | null> => {
    const { nextIn } = await stream.takeDue(50, async (due, at) => {
      const known = await Promise.all(
        due.map(async (one) => ({ ...one, directory: await stream.directory(one.org, one.directoryVersion) })),
      );
      return tickEntries(deciders, known, at, () => idOf('070', ++count));
    });
    return nextIn;
  };

  const rows = answers({ entries, noted, forgetful });
  const reactions: { readonly reaction: Reaction; cursor: Cursor | null }[] = reactionMakers.map((make) => ({
    reaction: make({
      send: sendOnce,
      directory: (org) => stream.directory(org),
      rows,
      address: 'https://proceed.northwind.example',
      mail: () => Promise.resolve(),
    }),
    cursor: null,
  }));

  return {
    send,
    entries,
    noted,
    receipts,
    directory: () => stream.directory(ORG),
    events: async () => (await stream.read(null, 1_000_000)).events,
    tick: async () => {
      const all = await Promise.all(Array.from({ length: chance.chance(0.3) ? 2 : 1 }, take));
      return all[0] ?? null;
    },
    react: async () => {
      for (const one of chance.some(reactions, reactions.length)) {
        const page = await stream.read(one.cursor, 200);
        const heard = page.events.filter(({ body }) => one.reaction.types.has(body.type));
        // Not in order, and some twice.
        const again = heard.length > 0 && chance.chance(0.2) ? chance.some(heard, 3) : [];
        for (const event of [...chance.some(heard, heard.length), ...again]) await one.reaction.react(event);
        // It was killed before it said how far it had come.
        if (!chance.chance(0.1)) one.cursor = page.cursor;
      }
    },
  };
};
