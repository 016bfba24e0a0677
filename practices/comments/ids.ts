import { nameId } from '#kernel/stream/name-id.ts';
import type { ActorId, ArtifactId } from '#kernel/stream/event.ts';
import type { Rel } from './link.ts';

/** The one mark of one actor on one artifact. */
export const markId = (artifact: ArtifactId, actor: ActorId): ArtifactId => nameId('mark', artifact, actor);

/** The one link of one kind from one artifact to another. */
export const linkId = (rel: Rel, from: ArtifactId, to: ArtifactId): ArtifactId => nameId('link', rel, from, to);
