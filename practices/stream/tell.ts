import { roleIn } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { SYSTEM, type ActorId, type ArtifactId, type OrgId } from '#kernel/stream/event.ts';
import type { Names, Sentence } from '#kernel/stream/sentence.ts';
import type { FeedRow } from './queries.ts';

/** The sentences of every kind of artifact that the feed tells of. */
export type Sentences = Readonly<Record<string, Sentence<never>>>;

/** What the sentences of these rows name beyond what the rows say: ids whose titles are to be looked up, as the asker may see them. */
export const namedIn = (rows: readonly FeedRow[], sentences: Sentences, org: OrgId): readonly ArtifactId[] => {
  const ids = new Set<ArtifactId>();
  const names: Names = {
    actor: () => '',
    space: () => '',
    artifact: (id) => {
      ids.add(id);
      return '';
    },
  };
  for (const row of rows) told(row, sentences, names, org);
  return [...ids];
};

/** A row as a sentence; null: nothing that the feed shows. */
export const told = (row: FeedRow, sentences: Sentences, names: Names, org: OrgId): string | null => {
  const sentence = sentences[row.kind];
  if (!sentence) return null;
  const { artifact, kind, version, at, by, body } = row;
  return sentence({ org, artifact, kind, version, at, by, command: '', causedBy: null, body: body as never }, names);
};

/** [safety] Names as one reader may know them. */
export const namesFor = (reader: ActorId, directory: Directory, titles: ReadonlyMap<ArtifactId, string>): Names => {
  const self = directory.actors.get(reader);
  return {
    actor: (id) => (id === SYSTEM ? 'Proceed' : (directory.actors.get(id)?.name ?? 'somebody')),
    space: (id) => {
      const space = directory.spaces.get(id);
      return self && space && (self.role === 'steward' || roleIn(self, space, directory) !== null)
        ? space.name
        : 'a closed space';
    },
    artifact: (id) => {
      const title = titles.get(id);
      return title === undefined ? 'something else' : `“${title}”`;
    },
  };
};
