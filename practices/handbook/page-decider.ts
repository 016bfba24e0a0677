import { roleIn } from '#kernel/actors/access.ts';
import type { Context, Decider, Known, LinkReading, Reading } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId, type Instant } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { absentFault } from '#practices/people';
import { protocolOfPage, restrictedFault } from '#practices/protocols';
import { homeFault } from '#practices/spaces';
import { asksFirst, rulesFirst } from './proposals/asking.ts';
import { pageAudience, peopleAmong } from './audience.ts';
import { linkWords } from './link-words.ts';
import type { Data, PageCommand } from './page-commands.ts';
import { evolvePage, placeKey, placeOf, type PageEvent, type PageState, type Place } from './page.ts';
import { MOST_DEPTH, segmentOf, TOO_DEEP } from './place.ts';
import { nextOfSchedule, scheduled, tickSchedule } from './schedule.ts';
import { isTemplate, reasonOf, textFault } from './text.ts';
import {
  findWanting,
  leaveVerification,
  moveVerification,
  nextOfVerification,
  setVerification,
  tickVerification,
  verificationAwaits,
  verify,
} from './verification.ts';

type Events = Result<readonly PageEvent[]>;
type Alive = Exclude<PageState, { readonly status: 'deleted' }>;

export const page: Decider<PageState, PageCommand, PageEvent> = {
  kind: 'page',
  numbered: true,
  needs: {
    create: 'contribute',
    revise: 'contribute',
    move: 'contribute',
    'find-links': 'contribute',
    restrict: 'decider',
    own: 'contribute',
    'set-verification': 'contribute',
    verify: 'decider',
    'find-wanting': 'decider',
    archive: 'contribute',
    unarchive: 'contribute',
    delete: 'author',
    tick: 'system',
    'calendar-changed': 'system',
    'actor-left': 'system',
  },
  home: (command) => (command.name === 'create' ? command.data.space : null),
  decide(state, command, context) {
    if (command.name === 'create') return onTime(state, create(state, command.data, context), context);
    if (state === null) return refuse('not-found', 'There is no such page that you can see.');
    if (state.status === 'deleted') return command.name === 'delete' ? ok([]) : deleted(command.name);
    return onTime(state, change(state, command, context), context);
  },
  evolve: evolvePage,
  inDirectory: inForce,
  read: readPage,
};

/** With what follows for the clock, where what it says to the engine has changed. */
const onTime = (before: PageState | null, events: Events, context: Context): Events => {
  if (events.refused || !events.ok.some(({ type }) => RULES.has(type))) return events;
  const after = events.ok.reduce<PageState | null>(
    (state, body) =>
      evolvePage(state, {
        ...{ org: context.directory.org, artifact: context.self.id, kind: 'page', version: 0, at: context.now, by: context.by },
        ...{ command: '', causedBy: null, body },
      }),
    before,
  );
  return after === null ? events : ok([...events.ok, ...scheduled(before, after, context)]);
};

const RULES: ReadonlySet<string> = new Set<PageEvent['type']>([
  ...(['page-created', 'page-revised', 'page-moved', 'page-archived', 'page-unarchived'] as const),
]);

/** What waits for nothing any more is simply over for those who come by themselves. */
const deleted = (name: string): Events =>
  ['tick', 'calendar-changed', 'actor-left', 'find-links'].includes(name)
    ? ok([])
    : refuse('deleted', 'This page has been deleted.');

const create = (state: PageState | null, data: Data<'create'>, context: Context): Events => {
  if (state !== null) return refuse('already-written', 'This page exists already.');
  const { reason, ...made } = data;
  const fault =
    placeFault(data, context) ??
    depthFault(data, context) ??
    absentFault(data.only ?? [], '/only', context) ??
    absentFault(data.owners, '/owners', context);
  if (fault) return fault;
  const body = textFault(data.body, '/body');
  if (body.refused) return body;
  const why = reasonOf(reason, '/reason');
  if (why.refused) return why;
  const only = narrowed(data, data.only, context);
  const said = protocolOf({ space: data.space, only, body: data.body }, context);
  if (said.refused) return said;
  const asked = rulesFirst(null, said.ok, context) ?? asksFirst({ ...data, only, before: '', revision: 0 }, context);
  if (asked) return asked;
  return ok([{ ...made, type: 'page-created', only, reason: why.ok, ...(said.ok && { protocol: said.ok }) }]);
};

const change = (state: Alive, command: Exclude<PageCommand, { name: 'create' }>, context: Context): Events => {
  switch (command.name) {
    case 'revise':
      return revise(state, command.data, context);
    case 'move':
      return move(state, command.data, context);
    case 'find-links': {
      const { links, broken } = command.data;
      const same = sameJson(state.links, links) && sameJson(state.broken, broken);
      return ok(same ? [] : [{ type: 'page-links-found', links, broken }]);
    }
    case 'restrict': {
      const only = command.data.only === null ? null : [...new Set(command.data.only)];
      const fault = mayNameReaders(state, context) ?? absentFault(only ?? [], '/only', context);
      const secret = restrictedFault({ only, protocol: state.protocol });
      return fault ?? secret ?? ok(sameSet(only, state.only) ? [] : [{ type: 'page-restricted', only }]);
    }
    case 'own': {
      const owners = [...new Set(command.data.owners)];
      // Whoever owns a restricted page reads it.
      const fault = (state.only === null ? null : mayNameReaders(state, context)) ?? absentFault(owners, '/owners', context);
      return fault ?? ok(sameJson(owners, state.owners) ? [] : [{ type: 'page-owned', owners }]);
    }
    case 'set-verification':
      return setVerification(state, command.data, context);
    case 'verify':
      return verify(state, context);
    case 'find-wanting':
      return findWanting(state, command.data, context);
    case 'archive': {
      if (state.status === 'archived') return ok([]);
      const rule = ruleStands(state, context);
      if (rule) return rule;
      const why = reasonOf(command.data.reason, '/reason');
      return why.refused ? why : ok([{ type: 'page-archived', reason: why.ok }]);
    }
    case 'unarchive': {
      if (state.status !== 'archived') return ok([]);
      const above = aboveOf(state, context);
      if (above && (above.state as PageState).status !== 'published') return PUT_AWAY;
      const rule = state.protocol && (rulesFirst(null, state.protocol, context) ?? protocolOf(state, context));
      return rule?.refused ? rule : ok([{ type: 'page-unarchived' }]);
    }
    case 'delete': {
      const rule = ruleStands(state, context);
      if (rule) return rule;
      const why = reasonOf(command.data.reason, '/reason');
      return why.refused ? why : ok([{ type: 'page-deleted', reason: why.ok }]);
    }
    case 'tick':
      return ok([...tickSchedule(state, context), ...tickVerification(state, context)]);
    case 'calendar-changed':
      return ok(moveVerification(state, command.data.actor, context));
    case 'actor-left':
      return ok(leaveVerification(state, command.data.actor));
    default:
      return command satisfies never;
  }
};

const revise = (state: Alive, data: Data<'revise'>, context: Context): Events => {
  const { base, reason, from, material, writers = [], for: writer, ...text } = data;
  if (state.status === 'archived') return refuse('archived', 'This page is archived. Bring it back first; nothing was written.');
  if (base !== state.revision)
    return refuse('revision-changed', 'Somebody published another revision meanwhile. Nothing was written.', {
      field: '/base',
      accepted: String(state.revision),
    });
  const body = textFault(text.body, '/body');
  if (body.refused) return body;
  const why = reasonOf(reason, '/reason');
  if (why.refused) return why;
  if (text.body === state.body) return ok([]);
  const said = protocolOf({ ...state, body: text.body }, context);
  if (said.refused) return said;
  const asked = rulesFirst(state.protocol, said.ok, context) ?? asksFirst({ ...state, ...text, before: state.body }, context);
  if (asked) return asked;
  const more = {
    ...(writers.length > 0 && { writers }),
    ...(writer !== undefined && { for: writer }),
    ...(material === true && ({ material } as const)),
    ...(said.ok && { protocol: said.ok }),
  };
  return ok([{ type: 'page-revised', ...text, reason: why.ok, revision: state.revision + 1, from, ...more }]);
};

const move = (state: Alive, { title, was, reason, ...place }: Data<'move'>, context: Context): Events => {
  if (sameJson(place, placeOf(state))) return ok([]);
  if (was && !sameJson(was, placeOf(state)))
    return refuse('place-changed', 'Somebody moved or renamed this page at the same moment. Yours was not done; try again.');
  const fault = placeFault(place, context) ?? (place.under === state.under ? null : depthFault(place, context));
  if (fault) return fault;
  const why = reason === undefined ? null : reasonOf(reason, '/reason');
  if (why?.refused) return why;
  const only = place.under === state.under ? state.only : narrowed(place, state.only, context);
  if (place.space !== state.space) {
    const rule =
      ruleStands(state, context) ?? (state.protocol && protocolOf({ space: place.space, only, body: state.body }, context));
    if (rule?.refused) return rule;
  }
  return ok([{ type: 'page-moved', ...place, title, only, ...(why && { reason: why.ok }) }]);
};

/** Where a page may stand: in a room where the sender writes, below a page of that room that is not below it. */
const placeFault = (place: Place, context: Context): Refusal | null => {
  const room = homeFault(place.space, context, 'write');
  if (room) return room;
  const name = segmentOf(place.name, '/name');
  if (name.refused) return name;
  const file = place.file === null ? null : segmentOf(place.file.name, '/file/name');
  if (file?.refused) return file;
  if (place.under === null) return null;
  const above = aboveOf(place, context);
  if (!above) return refuse('not-found', 'There is no such page to stand below that you can see.', { field: '/under' });
  if (above.id === context.self.id) return IN_ITSELF;
  const state = above.state as PageState;
  if (state.space !== place.space) return refuse('other-space', 'The page above stands in another space.', { field: '/under' });
  if (state.status === 'deleted') return refuse('deleted', 'The page above has been deleted.', { field: '/under' });
  if (state.status === 'archived') return PUT_AWAY;
  // Every page from there up to the top is in `refs`.
  const seen = new Set<string>();
  for (let at: Known | undefined = above; at && !seen.has(at.id);) {
    if (at.id === context.self.id) return IN_ITSELF;
    seen.add(at.id);
    const up: string | null = (at.state as PageState).under;
    at = up === null ? undefined : context.refs.get(up);
  }
  return null;
};

const depthFault = (place: Place, context: Context): Refusal | null => {
  let above = 0;
  for (let at = aboveOf(place, context); at && above < MOST_DEPTH; above += 1) at = aboveOf(at.state as PageState, context);
  return above < MOST_DEPTH ? null : TOO_DEEP;
};

const IN_ITSELF = refuse('below-itself', 'A page cannot stand below itself, or below what is below it.', { field: '/under' });

const PUT_AWAY = refuse('archived', 'The page above is archived, so nothing stands below it. Bring that one back first.', {
  field: '/under',
});

const aboveOf = ({ under }: Pick<Place, 'under'>, { refs }: Context): Known | undefined => {
  const above = under === null ? undefined : refs.get(under);
  return above?.kind === 'page' ? above : undefined;
};

/**
 * [safety] What comes to stand below a restricted page is seen by nobody whom that one is not shown to (beside its own author and owners),
 * until somebody says otherwise.
 */
const narrowed = (place: Pick<Place, 'under'>, only: readonly ActorId[] | null, context: Context): readonly ActorId[] | null => {
  const above = aboveOf(place, context)?.state as PageState | undefined;
  const bound = above?.only ?? null;
  if (bound === null || above === undefined) return only;
  const allowed = new Set([...bound, above.author, ...(above.status === 'deleted' ? [] : above.owners)]);
  if (only === null) return [...allowed];
  const people = new Set(peopleAmong([...allowed], context.directory));
  const narrow = only.flatMap((one) =>
    allowed.has(one) || people.has(one) ? [one] : peopleAmong([one], context.directory).filter((member) => people.has(member)),
  );
  return [...new Set(narrow)];
};

/** [safety] Who reads a page is said by who answers for it: its author, its owners, the stewards of its space. */
const mayNameReaders = (state: Alive, context: Context): Refusal | null => {
  const { by, directory } = context;
  if (by === SYSTEM) return null;
  const room = homeFault(state.space, context, 'write');
  if (room && room.code !== 'archived') return room;
  const space = state.space === null ? undefined : directory.spaces.get(state.space);
  const actor = directory.actors.get(by);
  const runs = actor?.role === 'steward' || (actor && space && roleIn(actor, space, directory) === 'steward');
  if (runs || peopleAmong([state.author, ...state.owners], directory).includes(by)) return null;
  return refuse('not-permitted', 'Its author, its owners and the stewards of its space say who may read this page.');
};

const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const sameSet = (a: readonly string[] | null, b: readonly string[] | null): boolean =>
  a === null || b === null ? a === b : a.length === b.length && a.every((one) => b.includes(one));

/** [P1] The protocol that a text holds, as it would be in force where the page stands. */
const protocolOf = (page: Parameters<typeof protocolOfPage>[0], { self, directory }: Context) =>
  protocolOfPage(page, self.id, directory);

/** [P5] What holds is not put away, deleted or moved to others by one person: first a decision takes it out of force. */
export const ruleStands = (state: Alive, { by }: Pick<Context, 'by'>): Refusal | null =>
  by === SYSTEM || state.status !== 'published' || state.protocol === null
    ? null
    : refuse(
        'protocol-in-force',
        `This page holds ${state.protocol.id}, which is in force. Propose a text of it without the block (or with the block marked as a sample: yaml example); once that is accepted, the page is like any other.`,
      );

/** What the directory takes of a page. */
function inForce(state: PageState): unknown {
  return state.status === 'published' && state.protocol ? [state.space, state.revision, state.protocol] : null;
}

const earliest = (a: Instant | null, b: Instant | null): Instant | null => (a === null || b === null ? (a ?? b) : Math.min(a, b));

/** The most links of one page that are followed back. */
const MOST_LINKS = 2_000;

function readPage(state: PageState): Reading {
  const alive = state.status === 'deleted' ? null : state;
  const { under, rank, name, file, space, formerly } = state;
  return {
    title: state.title,
    status: state.status,
    space: state.space,
    audience: pageAudience(state),
    author: state.author,
    openedAt: state.createdAt,
    closedAt: state.status === 'archived' ? state.archivedAt : state.status === 'deleted' ? state.deletedAt : null,
    dueAt: null,
    nextAt: earliest(nextOfVerification(state), nextOfSchedule(state)),
    summary: {
      in: `${space ?? ''}/${under ?? ''}`,
      place: placeKey(state),
      ...(formerly.length > 0 && { formerly }),
      under,
      rank,
      name,
      file,
      ...(alive && {
        revision: alive.revision,
        revisedAt: alive.revisedAt,
        revisedBy: alive.revisedBy,
        owners: alive.owners,
        broken: alive.broken.length,
        ...(isTemplate(alive.body) && { template: true }),
        only: alive.only !== null,
        verify: verificationSummary(alive),
        ...(alive.protocol && { protocol: alive.protocol.id }),
        ...(alive.governed && { directory: true }),
      }),
    },
    awaits: verificationAwaits(state),
    links: alive ? linksOf(alive) : [],
    ...(alive && { text: alive.body, language: alive.language }),
  };
}

const verificationSummary = ({ verification }: Alive) =>
  verification && {
    days: verification.days,
    at: verification.at,
    wanting: verification.needsWork !== null,
    last: verification.last?.at ?? null,
  };

const linksOf = ({ links, body }: Alive): readonly LinkReading[] => {
  const targets = [...new Set(Object.values(links))].slice(0, MOST_LINKS);
  if (targets.length === 0) return [];
  const words = linkWords(body, links);
  return targets.map((to) => {
    const said = words.get(to);
    return { rel: 'mentions', to, ...(said && { said }) };
  });
};
