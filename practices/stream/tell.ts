import { calledIn } from '#kernel/actors/names.ts';
import { roleIn } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { SYSTEM, type ActorId, type ArtifactId, type EventBody, type OrgId } from '#kernel/stream/event.ts';
import type { Names, Sentence, Silent } from '#kernel/stream/sentence.ts';
import type { FeedRow } from './queries.ts';

/** The sentences of every kind of artifact that the feed tells of. */
export type Sentences = Readonly<Record<string, Sentence<never>>>;

/** For each kind the types of events of which its sentence says nothing, or hardly anything. */
export type Silence = Readonly<Record<string, readonly Silent[]>>;

/** An event with what it says. */
export type Told = Pick<FeedRow, 'artifact' | 'kind' | 'version' | 'at' | 'by'> & { readonly body: EventBody };

/** An event as a sentence; null: nothing that the feed shows. */
export const told = (row: Told, sentences: Sentences, names: Names, org: OrgId): string | null => {
  const sentence = sentences[row.kind];
  if (!sentence) return null;
  const { artifact, kind, version, at, by, body } = row;
  return sentence({ org, artifact, kind, version, at, by, command: '', causedBy: null, body: body as never }, names);
};

/** [safety] Names as one reader may know them. `missed` is told of what is named and has no title here: not seen, or not looked up. */
export const namesFor = (
  reader: ActorId,
  directory: Directory,
  titles: ReadonlyMap<ArtifactId, string>,
  missed: (id: ArtifactId) => void = () => undefined,
): Names => {
  const self = directory.actors.get(reader);
  return {
    actor: (id) => (id === SYSTEM ? 'Proceed' : calledIn(directory, id)),
    space: (id) => {
      const space = directory.spaces.get(id);
      return self && space && (self.role === 'steward' || roleIn(self, space, directory) !== null)
        ? space.name
        : 'a closed space';
    },
    artifact: (id) => {
      const title = titles.get(id);
      if (title === undefined) missed(id);
      return title === undefined ? 'something else' : `“${title}”`;
    },
  };
};
