import type { Clock } from '#kernel/awaits/window.ts';
import type { ActorId, ArtifactId, Instant, SpaceId } from '#kernel/stream/event.ts';
import type { HostedEvent } from '#practices/protocols';
import type { CheckState, Said } from './observed.ts';
import type { Looks, Seen } from './state.ts';

export type ChangePracticeEvent =
  | {
      readonly type: 'change-opened';
      readonly repository: ArtifactId;
      /** As the repository is called: `northwind/freight`. */
      readonly repositoryName: string;
      readonly space: SpaceId | null;
      /** What the forge calls it: its number there. */
      readonly key: string;
      readonly seen: Seen;
    }
  | { readonly type: 'change-seen'; readonly seen: Seen }
  /** Whom names of the forge stand for here. */
  | { readonly type: 'people-known'; readonly people: Readonly<Record<string, ActorId | null>> }
  | { readonly type: 'change-said'; readonly said: Said }
  | { readonly type: 'change-looked'; readonly looks: Looks }
  | { readonly type: 'checks-seen'; readonly head: string; readonly state: CheckState | null; readonly at: Instant }
  /** A run begins for this head. */
  | {
      readonly type: 'round-opened';
      readonly head: string;
      readonly protocol: { readonly artifact: ArtifactId; readonly version: number; readonly id: string };
    }
  /** Somebody's stance in the run is what they said on the forge. */
  | { readonly type: 'stance-brought'; readonly actor: ActorId; readonly said: string }
  | { readonly type: 'round-failed'; readonly head: string; readonly because: string }
  | { readonly type: 'change-shipped'; readonly at: Instant; readonly alone: boolean }
  | { readonly type: 'change-closed'; readonly at: Instant }
  | { readonly type: 'change-reverted'; readonly by: ArtifactId | null; readonly at: Instant }
  /** [C4] Afterwards: one of those who shipped alone is looked at. */
  | { readonly type: 'sample-asked'; readonly asked: ActorId; readonly clock: Clock }
  | { readonly type: 'sample-moved'; readonly clock: Clock }
  | { readonly type: 'sample-answered'; readonly found: Found; readonly words: string | null }
  | { readonly type: 'sample-called-off'; readonly at: Instant }
  | { readonly type: 'sample-lapsed'; readonly at: Instant };

/** `faulty`: something has to be mended. */
export type Found = 'sound' | 'better' | 'faulty';

/** A change's stream holds what was seen of it, what people did to it and what its runs made of that, side by side. */
export type ChangeEvent = ChangePracticeEvent | HostedEvent;
