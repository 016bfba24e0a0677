import { roleIn } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { ActorId, Instant, SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { zoneAt } from '#kernel/time/calendar.ts';
import type { Principal } from '#server/route.ts';
import type { Filter } from './ask.ts';
import { foldedName } from './names.ts';

/** Filters as the database knows them: any of, and none of. Null: it does not matter. */
export interface Narrowing {
  readonly kinds: readonly string[] | null;
  readonly notKinds: readonly string[];
  readonly spaces: readonly SpaceId[] | null;
  readonly notSpaces: readonly SpaceId[];
  readonly authors: readonly ActorId[] | null;
  readonly notAuthors: readonly ActorId[];
  readonly before: Instant | null;
  readonly after: Instant | null;
  readonly statuses: readonly string[] | null;
  readonly notStatuses: readonly string[];
}

/** Kinds that people search for, by what they may call them. */
const KINDS: Readonly<Record<string, string>> = {
  page: 'page',
  pages: 'page',
  decision: 'decision',
  decisions: 'decision',
  request: 'request',
  requests: 'request',
  question: 'request',
  meeting: 'meeting',
  meetings: 'meeting',
  task: 'task',
  tasks: 'task',
  goal: 'goal',
  goals: 'goal',
  plan: 'plan',
  plans: 'plan',
  comment: 'comment',
  comments: 'comment',
  file: 'file',
  files: 'file',
  person: 'person',
  people: 'person',
  team: 'team',
  teams: 'team',
  agent: 'agent',
  agents: 'agent',
  space: 'space',
  spaces: 'space',
};
const KIND_NAMES = [
  'page',
  'decision',
  'request',
  'meeting',
  'task',
  'goal',
  'plan',
  'comment',
  'file',
  'person',
  'team',
  'agent',
  'space',
] as const;

const STATUS = /^[a-z][a-z-]{1,30}$/u;

/** Who asks, and when. */
type Asking = Pick<Principal, 'actor' | 'at'>;

/** What the filters mean to this reader. Refuses what means nothing to them, in a sentence that says what would. */
export const narrow = (filters: readonly Filter[], principal: Asking, directory: Directory): Result<Narrowing> => {
  const some = { kinds: [] as string[], spaces: [] as string[], authors: [] as string[], statuses: [] as string[] };
  const none = { kinds: [] as string[], spaces: [] as string[], authors: [] as string[], statuses: [] as string[] };
  let before: Instant | null = null;
  let after: Instant | null = null;
  for (const { name, value, not } of filters) {
    const into = not ? none : some;
    switch (name) {
      case 'kind': {
        const kind = KINDS[value.toLowerCase()];
        if (kind === undefined) return wrong(`There is no kind “${value}”. There are: ${KIND_NAMES.join(', ')}.`);
        into.kinds.push(kind);
        break;
      }
      case 'space': {
        const found = spacesCalled(value, principal, directory);
        if (found.length === 0) return wrong(`There is no space “${value}” that you can see.`);
        into.spaces.push(...found);
        break;
      }
      case 'by': {
        const found = actorsCalled(value, principal, directory);
        if (found.length === 0) return wrong(`There is nobody called “${value}”. Write a name in quotes, or a handle: by:@ines.`);
        into.authors.push(...found);
        break;
      }
      case 'is':
        if (!STATUS.test(value.toLowerCase()))
          return wrong(`“${value}” is no state. Write one word, as in is:open or is:accepted.`);
        into.statuses.push(value.toLowerCase());
        break;
      case 'before':
      case 'after': {
        if (not) return wrong(`Write ${name === 'before' ? 'after' : 'before'}: instead of -${name}:.`);
        const at = dayOf(value, principal, directory);
        if (at === null)
          return wrong(`“${value}” is no date. Write ${name}:2026-03-27, ${name}:2026-03, ${name}:2026, or an age: ${name}:30d.`);
        if (name === 'before') before = before === null ? at : Math.min(before, at);
        else after = after === null ? at : Math.max(after, at);
        break;
      }
      default:
        return name satisfies never;
    }
  }
  const given = (list: readonly string[]): readonly string[] | null => (list.length === 0 ? null : list);
  return ok({
    kinds: given(some.kinds),
    notKinds: none.kinds,
    spaces: given(some.spaces),
    notSpaces: none.spaces,
    authors: given(some.authors),
    notAuthors: none.authors,
    before,
    after,
    statuses: given(some.statuses),
    notStatuses: none.statuses,
  });
};

const wrong = (message: string): Refusal => refuse('filter', message, { field: '/query/q' });

/** A space and all in it, by address or name, of those that the reader may see. */
const spacesCalled = (value: string, { actor }: Asking, directory: Directory): readonly SpaceId[] => {
  const self = directory.actors.get(actor);
  const wanted = foldedName(value);
  const seen = [...directory.spaces.values()].filter(
    (space) => self && (self.role === 'steward' || roleIn(self, space, directory) !== null),
  );
  const named = seen.filter(({ slug, name }) => slug === wanted || foldedName(name) === wanted);
  const inside = new Set(named.map(({ id }) => id));
  for (let size = -1; size !== inside.size;) {
    size = inside.size;
    for (const { id, parent } of seen) if (parent !== null && inside.has(parent)) inside.add(id);
  }
  return [...inside];
};

const actorsCalled = (value: string, { actor }: Asking, { actors }: Directory): readonly ActorId[] => {
  const wanted = foldedName(value.replace(/^@/u, ''));
  if (wanted === 'me') return [actor];
  const all = [...actors.values()].map(({ id, name, handle }) => ({ id, handle, name: foldedName(name) }));
  const exact = all.filter(({ handle, name }) => handle === wanted || name === wanted);
  const begins = all.filter(({ name }) => name.split(/\s+/u).includes(wanted) || name.startsWith(wanted));
  return (exact.length > 0 ? exact : begins).map(({ id }) => id);
};

const DATE = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/u;
const AGE = /^(\d{1,4})([dwmy])$/u;
const DAYS: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 };

/** The beginning of a day, month or year where the reader is, or so long ago. */
const dayOf = (value: string, { actor, at }: Asking, { actors }: Directory): Instant | null => {
  const zone = zoneAt(actors.get(actor)?.calendars ?? [], at);
  const age = AGE.exec(value.toLowerCase());
  if (age) return at - Number(age[1]) * (DAYS[age[2] ?? 'd'] ?? 1) * 86_400_000;
  if (value === 'today' || value === 'yesterday') {
    const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).startOfDay();
    return (value === 'today' ? day : day.subtract({ days: 1 })).epochMilliseconds;
  }
  const date = DATE.exec(value);
  if (!date) return null;
  const [year, month, day] = [Number(date[1]), Number(date[2] ?? 1), Number(date[3] ?? 1)];
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return null;
  }
};
