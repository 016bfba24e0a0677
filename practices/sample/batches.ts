import type { ArtifactId } from '#kernel/stream/event.ts';
import type { Numbered } from './world.ts';

const AT_ONCE = 64;

/**
 * In one transaction nobody sees what stands between: states, awaits, links and texts are written with the last event of their artifact only. What is part of
 * the directory is read by it, and stays as it is.
 */
export const slimmed = (appended: readonly Numbered[], directoryKinds: ReadonlySet<string>): readonly Numbered[] => {
  const last = new Map<ArtifactId, number>(appended.map(({ entry }, index) => [entry.artifact, index]));
  return appended.map(({ entry, number }, index) => {
    const { text: found, ...bare } = entry;
    if (last.get(entry.artifact) !== index) {
      const state = directoryKinds.has(entry.kind) ? entry.state : null;
      return { number, entry: { ...bare, state, awaits: NONE, links: NONE } };
    }
    const { title, text, language = null, awaits, links } = entry.reading;
    const at = found?.at ?? entry.events.at(-1)?.at ?? 0;
    const words = text === undefined ? {} : { text: { title, text, language, at } };
    return { number, entry: { ...bare, ...words, awaits: { ...NONE, put: awaits }, links: { ...NONE, put: links } } };
  });
};

const NONE = { put: [], drop: [] } as const;

/**
 * In order: no artifact twice in one, and none begun beside one that goes on, because a statement takes the ones before the others, and the stream is
 * read in the order in which it was written.
 */
export const batches = (appended: readonly Numbered[]): readonly (readonly Numbered[])[] => {
  const all: Numbered[][] = [];
  let seen = new Set<ArtifactId>();
  for (const one of appended) {
    const begins = one.entry.expected === 0;
    const other = (all.at(-1)?.at(-1)?.entry.expected === 0) !== begins;
    if (all.length === 0 || other || seen.has(one.entry.artifact) || seen.size >= AT_ONCE) {
      all.push([]);
      seen = new Set();
    }
    seen.add(one.entry.artifact);
    all.at(-1)?.push(one);
  }
  return all;
};
