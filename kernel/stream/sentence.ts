import type { ActorId, ArtifactId, EventBody, RecordedEvent, SpaceId } from './event.ts';

/** The names that the reader of a sentence may know: whatever they may not see has a name that tells nothing (`somebody`). */
export interface Names {
  actor(id: ActorId): string;
  space(id: SpaceId): string;
  /** Its title in quotation marks. */
  artifact(id: ArtifactId): string;
}

/**
 * An event as a line of the feed, without its date: `Ines Prado set their hours.` Null: nothing that the feed shows. It says
 * nothing that was deleted or is another's business; long texts are named, not quoted.
 */
export type Sentence<E extends EventBody = EventBody> = (event: RecordedEvent<E>, names: Names) => string | null;

/** A type of events of which a sentence says nothing: never, or only where their body matches `but`, an SQL/JSON path. */
export type Silent<Type extends string = string> = Type | { readonly type: Type; readonly but: string };
