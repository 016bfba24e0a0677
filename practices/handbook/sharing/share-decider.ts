import { z } from 'zod';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Command, Context, Decider, Known } from '#kernel/stream/decider.ts';
import type { ActorId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { homeFault } from '#practices/spaces';
import { mayWrite, runs } from '../addresses.ts';
import { peopleAmong } from '../audience.ts';
import type { PageState } from '../page.ts';
import { evolveShare, readShare, type ShareEvent, type ShareState } from './share.ts';

export const MOST_DAYS = 365;
const LONGEST_NOTE = 200;
const DAY = 86_400_000;

/** The data of each command; the page is in `refs`. [safety] Whoever sends `share` has made the token, and its hash is nobody's word. */
const shareCommands = {
  share: z.strictObject({
    page: z.uuid(),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    days: z.int().min(1).max(MOST_DAYS),
    note: z.string(),
  }),
  revoke: z.strictObject({}),
} as const;

type Commands = typeof shareCommands;
type Data<N extends keyof Commands> = z.output<Commands[N]>;
export type ShareCommand = { [N in keyof Commands]: Command<N, Data<N>> }[keyof Commands];
type Events = Result<readonly ShareEvent[]>;

export const share: Decider<ShareState, ShareCommand, ShareEvent> = {
  kind: 'share',
  numbered: false,
  needs: { share: 'see', revoke: 'see' },
  decide(state, command, context) {
    return command.name === 'share' ? make(state, command.data, context) : revoke(state, context);
  },
  evolve: evolveShare,
  read: readShare,
};

const make = (state: ShareState | null, { page, hash, days, note }: Data<'share'>, context: Context): Events => {
  if (state !== null) return refuse('already-made', 'This link exists already.');
  const on = pageIn(page, context);
  if (!on) return refuse('not-found', 'There is no such page that you can see.', { field: '/page' });
  const { by, directory, now } = context;
  const fault = shareFault(on.state, by, directory);
  if (fault) return fault;
  const words = note.trim();
  if ([...words].length > LONGEST_NOTE || /[\p{Cc}\p{Cs}]/u.test(words))
    return refuse('too-long', `Say in one line of at most ${LONGEST_NOTE} characters whom it is for.`, { field: '/note' });
  const { space, audience } = on.known;
  return ok([{ type: 'page-shared', page, hash, until: now + days * DAY, note: words, space, audience }]);
};

/** Whoever might make it, may take it back; who made it always, and whoever runs the space. */
const revoke = (state: ShareState | null, context: Context): Events => {
  const on = state && pageIn(state.page, context);
  if (!state || !on) return refuse('not-found', 'There is no such link that you can see.');
  if (state.status === 'revoked') return ok([]);
  if (!mayRevoke(state, on.state, context.by, context.directory))
    return refuse('not-permitted', 'Who made this link takes it back, or who may share its page.');
  const { space, audience } = on.known;
  return ok([{ type: 'share-revoked', page: state.page, space, audience }]);
};

const pageIn = (id: string, { refs }: Context): { readonly known: Known; readonly state: PageState } | null => {
  const known = refs.get(id);
  return known?.kind === 'page' ? { known, state: known.state as PageState } : null;
};

/**
 * [safety] Who may let people outside read a page: a person who writes in its space; of a page for some alone, its author and its owners. Asked
 * again of who made a link whenever it is opened.
 */
export const shareFault = (page: PageState, by: ActorId, directory: Directory): Refusal | null => {
  if (page.status !== 'published') return refuse(page.status, 'A page that is put away is not shared.');
  if (directory.actors.get(by)?.kind !== 'person') return refuse('not-permitted', 'Only a person may share a page.');
  const room = homeFault(page.space, { by, directory }, 'write');
  if (room) return room;
  if (!mayWrite(page.space, by, directory)) return refuse('not-permitted', 'Only who writes in its space may share a page.');
  if (page.only === null || peopleAmong([page.author, ...page.owners], directory).includes(by)) return null;
  return refuse('not-permitted', 'Only some may read this page. Its author and its owners may share it.');
};

export const mayRevoke = (link: ShareState, page: PageState, by: ActorId, directory: Directory): boolean =>
  link.author === by || runs(page.space, by, directory) || shareFault(page, by, directory) === null;
