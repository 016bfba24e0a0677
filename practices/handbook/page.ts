import type { Clock } from '#kernel/awaits/window.ts';
import type { Protocol } from '#kernel/protocol/document.ts';
import type { ActorId, ArtifactId, Instant, RecordedEvent, SpaceId } from '#kernel/stream/event.ts';

/** Where the text of a page lies in git and exports: beside the folder of what is below it, or inside; null: it has none of its own. */
export type PageFile = { readonly name: string; readonly inside: boolean } | null;

/** Where a page stands. Its path follows from this and from those above it, so a move is one event, whatever is below. */
export interface Place {
  /** Null: the whole organization. */
  readonly space: SpaceId | null;
  /** The page above it; null: none. Always of the same space. */
  readonly under: ArtifactId | null;
  /** Its order among its siblings, byte by byte. */
  readonly rank: string;
  /** Its segment of the path: `on-call`. */
  readonly name: string;
  readonly file: PageFile;
}

/** What follows from a text and where it stood when it was published. */
export interface Reading {
  /** From the text: its front matter's title, else its first heading, else its name. */
  readonly title: string;
  /** BCP 47; null: not known. */
  readonly language: string | null;
  /** Each address in the text, as it is written and without its `#anchor`, that leads to a page or file here. Sticky: it survives renames. */
  readonly links: Readonly<Record<string, ArtifactId>>;
  /** Addresses that look like pages here and lead nowhere. */
  readonly broken: readonly string[];
}

/** A text as it was published. Kept to the byte, never serialised anew. */
export interface Text extends Reading {
  readonly body: string;
}

/** Somebody who was asked to check that a page still holds. */
export interface Ask {
  readonly clock: Clock;
  readonly status: 'open' | 'answered' | 'lapsed';
  readonly closedAt: Instant | null;
}

/** Checked every so often by its owners; the first answer is everybody's. */
export interface Verification {
  readonly days: number;
  /** When it is asked for next. */
  readonly at: Instant;
  /** Last said to hold: by whom, when, of which revision. */
  readonly last: { readonly by: ActorId; readonly at: Instant; readonly revision: number } | null;
  /** What an owner found to be wrong, until it is verified again. */
  readonly needsWork: { readonly by: ActorId; readonly at: Instant; readonly words: string } | null;
  readonly asked: Readonly<Record<ActorId, Ask>>;
}

interface Known extends Place {
  readonly title: string;
  /** Places where it stood, the latest first (`placeKey`): addresses that led there lead here. */
  readonly formerly: readonly string[];
  /** [safety] Only these (people, teams) and its owners see it; null: whoever sees its space. */
  readonly only: readonly ActorId[] | null;
  readonly author: ActorId;
  readonly createdAt: Instant;
  /** Names of those who are named here, as they were called. */
  readonly names: Readonly<Record<ActorId, string>>;
}

export interface Standing extends Known, Text {
  /** Counts what was published: 1 is the first. */
  readonly revision: number;
  readonly revisedAt: Instant;
  readonly revisedBy: ActorId;
  readonly owners: readonly ActorId[];
  readonly verification: Verification | null;
  /** [P1] What it says to the engine; null: it is for people alone. */
  readonly protocol: Protocol | null;
  /** That, or the last that it held; null: it never held one. */
  readonly governed: Protocol | null;
  /** When its protocol begins next by the clock; null or left out: it does not. */
  readonly begins?: Instant | null;
}

/**
 * A page of the handbook.
 *
 *     published ⇄ archived
 *         └──────────┴──delete──► deleted
 *
 * Archived: kept and readable, out of the tree. Of a deleted page its place, title and audience stay; its text is gone from the state and
 * from every view of it.
 */
export type PageState =
  | (Standing & { readonly status: 'published' })
  | (Standing & { readonly status: 'archived'; readonly archivedAt: Instant; readonly archivedBy: ActorId })
  | (Known & { readonly status: 'deleted'; readonly deletedAt: Instant });

export type PageEvent =
  | (Place &
      Text & {
        readonly type: 'page-created';
        readonly only: readonly ActorId[] | null;
        readonly owners: readonly ActorId[];
        readonly protocol?: Protocol | undefined;
        readonly reason: string;
        /** Whose text it is, where a decision published it. */
        readonly for?: ActorId | undefined;
        /** Where it was brought from, if it was: an import's id. */
        readonly from: string | null;
        /** Paths from the top of its space that led to it where it was brought from: `old/start`. */
        readonly formerly?: readonly string[] | undefined;
      })
  | (Text & {
      readonly type: 'page-revised';
      readonly protocol?: Protocol | undefined;
      readonly reason: string;
      readonly revision: number;
      readonly from: string | null;
      /** Whose text it is, where a decision published it. */
      readonly for?: ActorId | undefined;
      /** Who else wrote it, where several did. */
      readonly writers?: readonly ActorId[];
      /** It says otherwise than what people acknowledged: they are asked again. */
      readonly material?: true;
    })
  | (Place & {
      readonly type: 'page-moved';
      readonly title: string;
      readonly only: readonly ActorId[] | null;
      /** Left out: whoever moved it did not say why. */
      readonly reason?: string;
    })
  /** What its addresses lead to, found anew: a page came to be where one had led nowhere. */
  | {
      readonly type: 'page-links-found';
      readonly links: Readonly<Record<string, ArtifactId>>;
      readonly broken: readonly string[];
    }
  | { readonly type: 'page-restricted'; readonly only: readonly ActorId[] | null }
  | { readonly type: 'page-owned'; readonly owners: readonly ActorId[] }
  | { readonly type: 'page-names-noted'; readonly names: Readonly<Record<ActorId, string>> }
  | { readonly type: 'page-verification-set'; readonly days: number | null; readonly at: Instant | null }
  | { readonly type: 'page-verification-asked'; readonly asked: Readonly<Record<ActorId, Clock>>; readonly anew: boolean }
  | { readonly type: 'page-verified'; readonly next: Instant }
  | { readonly type: 'page-found-wanting'; readonly words: string }
  | { readonly type: 'page-verification-lapsed'; readonly actors: readonly ActorId[]; readonly next: Instant | null }
  /** [A4] A calendar changed. */
  | { readonly type: 'page-verification-moved'; readonly actor: ActorId; readonly clock: Clock }
  /** When its protocol begins next by the clock; null: no more. */
  | { readonly type: 'page-scheduled'; readonly begins: Instant | null }
  /** It began at `at`; times that passed unseen are not made up for. */
  | {
      readonly type: 'page-schedule-came';
      readonly at: Instant;
      readonly begins: Instant;
      readonly trigger: string;
      /** What its run is called, and who answers for it. */
      readonly title: string;
      readonly author: ActorId;
      readonly space: SpaceId | null;
    }
  | { readonly type: 'page-archived'; readonly reason: string }
  | { readonly type: 'page-unarchived' }
  | { readonly type: 'page-deleted'; readonly reason: string };

export const evolvePage = (state: PageState | null, { body, at, by }: RecordedEvent<PageEvent>): PageState => {
  if (body.type === 'page-created') {
    const { type: _, reason: __, from: ___, formerly = [], for: writer = by, protocol = null, ...made } = body;
    return {
      ...made,
      status: 'published',
      author: writer,
      createdAt: at,
      formerly: formerly.slice(0, MOST_FORMER).map((path) => placeKey({ ...made, under: null, name: path })),
      names: {},
      revision: 1,
      revisedAt: at,
      revisedBy: writer,
      verification: null,
      protocol,
      governed: protocol,
    };
  }
  if (state === null) throw new Error(`${body.type} on a page that was never created`);
  if (body.type === 'page-moved') return moved(state, body);
  if (body.type === 'page-restricted') return { ...state, only: body.only };
  if (state.status === 'deleted') throw new Error(`${body.type} on a deleted page`);
  switch (body.type) {
    case 'page-revised': {
      const { title, language, links, broken, body: text, revision } = body;
      return {
        ...state,
        title,
        language,
        links,
        broken,
        body: text,
        revision,
        revisedAt: at,
        revisedBy: body.for ?? by,
        ...governing(state, body.protocol ?? null),
      };
    }
    case 'page-links-found':
      return { ...state, links: body.links, broken: body.broken };
    case 'page-owned':
      return { ...state, owners: body.owners };
    case 'page-names-noted':
      return { ...state, names: { ...state.names, ...body.names } };
    case 'page-verification-set': {
      if (body.days === null || body.at === null) return { ...state, verification: null };
      const before = state.verification;
      return {
        ...state,
        verification: {
          days: body.days,
          at: body.at,
          last: before?.last ?? null,
          needsWork: before?.needsWork ?? null,
          asked: {},
        },
      };
    }
    case 'page-verification-asked':
      return changed(state, (verification) => ({
        ...verification,
        asked: body.anew ? opened(body.asked) : { ...verification.asked, ...opened(body.asked) },
      }));
    case 'page-verified': {
      const last = { by, at, revision: state.revision };
      return changed(state, ({ days }) => ({ days, at: body.next, last, needsWork: null, asked: {} }));
    }
    case 'page-found-wanting': {
      const needsWork = { by, at, words: body.words };
      return changed(state, (verification) => ({
        ...verification,
        needsWork,
        asked: closed(verification.asked, null, 'answered', at),
      }));
    }
    case 'page-verification-lapsed':
      return changed(state, (verification) => ({
        ...verification,
        at: body.next ?? verification.at,
        asked: closed(verification.asked, body.actors, 'lapsed', at),
      }));
    case 'page-verification-moved': {
      const { actor, clock } = body;
      return changed(state, (verification) => {
        const one = verification.asked[actor];
        return one ? { ...verification, asked: { ...verification.asked, [actor]: { ...one, clock } } } : verification;
      });
    }
    case 'page-scheduled':
    case 'page-schedule-came':
      return { ...state, begins: body.begins };
    case 'page-archived':
      return { ...state, status: 'archived', archivedAt: at, archivedBy: by };
    case 'page-unarchived':
      return { ...standing(state), status: 'published' };
    case 'page-deleted':
      return { ...known(state), status: 'deleted', deletedAt: at };
    default:
      return body satisfies never;
  }
};

const governing = ({ governed }: Alive, protocol: Protocol | null) => ({ protocol, governed: protocol ?? governed });

/** One place of one name, in whatever capitals: `SPACE/UNDER/name`. */
export const placeKey = ({ space, under, name }: Pick<Place, 'space' | 'under' | 'name'>): string =>
  `${space ?? ''}/${under ?? ''}/${name.toLowerCase()}`;

/** So many of its former places still lead to a page. */
const MOST_FORMER = 20;

const moved = <S extends PageState>(state: S, { title, only, ...event }: Extract<PageEvent, { type: 'page-moved' }>): S => {
  const [before, now] = [placeKey(state), placeKey(event)];
  const formerly = before === now ? state.formerly : [before, ...state.formerly.filter((one) => one !== before && one !== now)];
  return { ...state, ...placeOf(event), title, only, formerly: formerly.slice(0, MOST_FORMER) };
};

export const placeOf = ({ space, under, rank, name, file }: Place): Place => ({ space, under, rank, name, file });

type Alive = Exclude<PageState, { readonly status: 'deleted' }>;

const changed = (state: Alive, change: (verification: Verification) => Verification): Alive =>
  state.verification === null ? state : { ...state, verification: change(state.verification) };

const opened = (clocks: Readonly<Record<ActorId, Clock>>): Readonly<Record<ActorId, Ask>> =>
  Object.fromEntries(Object.entries(clocks).map(([actor, clock]) => [actor, { clock, status: 'open', closedAt: null }]));

/** Those that are open; `actors` null: of all. */
const closed = (
  asked: Readonly<Record<ActorId, Ask>>,
  actors: readonly ActorId[] | null,
  status: Ask['status'],
  closedAt: Instant,
): Readonly<Record<ActorId, Ask>> =>
  Object.fromEntries(
    Object.entries(asked).map(([actor, ask]) => [
      actor,
      ask.status === 'open' && (actors === null || actors.includes(actor)) ? { ...ask, status, closedAt } : ask,
    ]),
  );

const known = (state: Known): Known => ({
  ...placeOf(state),
  title: state.title,
  only: state.only,
  author: state.author,
  createdAt: state.createdAt,
  formerly: state.formerly,
  names: state.names,
});

const standing = (state: Alive): Standing => {
  const { body, language, links, broken, revision, revisedAt, revisedBy, owners, verification, protocol, governed } = state;
  const { begins = null } = state;
  const text = { body, language, links, broken };
  return { ...known(state), ...text, revision, revisedAt, revisedBy, owners, verification, protocol, governed, begins };
};
