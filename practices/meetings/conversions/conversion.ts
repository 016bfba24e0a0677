import { z } from 'zod';
import { nameOf } from '#kernel/actors/names.ts';
import type { Command, Context, Decider, Reading } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, Instant, RecordedEvent, SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { DAY, WEEK } from '#kernel/time/duration.ts';
import { absentFault } from '#practices/people';
import { taken, type Taken } from '../leaving/taken.ts';
import { audienceOf } from '../meeting/audience.ts';

/** What takes the place of a series here; what else the advisor names (devlogs, demos) is advice in words. */
export const FORMS = ['decision-document', 'written-round', 'page-with-acknowledgement'] as const;
export type Form = (typeof FORMS)[number];

interface Converted {
  readonly title: string;
  /** As calendars call the series; null: it is none of a rule. */
  readonly uid: string | null;
  readonly form: Form;
  /** The decision, request or page that is there instead. */
  readonly result: ArtifactId;
  readonly space: SpaceId | null;
  /** Those of the series who are here, without whoever converts it. */
  readonly people: readonly ActorId[];
  readonly others: number;
  readonly minutes: number;
  readonly perWeek: number;
  /** Person-hours a week that it took, and of these what its replacement saves. */
  readonly hoursPerWeek: number;
  readonly savedPerWeek: number;
  /** A written round comes again after so many days; null: it was one. */
  readonly every: number | null;
  readonly question: string;
}

export type ConversionEvent =
  /** `leave`: it is taken out of the calendar of whoever converts it. */
  | ({ readonly type: 'series-converted'; readonly leave: boolean } & Converted)
  /** Somebody who met wants it taken out of their calendar. */
  | { readonly type: 'leaving-asked' }
  | ({ readonly type: 'calendar-told'; readonly actor: ActorId } & Taken)
  | { readonly type: 'round-due'; readonly round: number }
  | { readonly type: 'conversion-ended' };

interface Known extends Converted {
  readonly author: ActorId;
  readonly since: Instant;
  /** The rounds that were asked, the first by converting. */
  readonly rounds: number;
  /** What became of it in the calendars of those who had it taken out; null: it is on its way. */
  readonly calendars: Readonly<Record<ActorId, Taken | null>>;
}

/**
 * A series of meetings that something written replaced.
 *
 *     running ──the meeting is back──► ended
 */
export type ConversionState =
  | (Known & { readonly status: 'running' })
  | (Known & { readonly status: 'ended'; readonly endedAt: Instant });

const id = z.uuid();
const figure = z.number().min(0).max(100_000);
const conversionCommands = {
  convert: z.strictObject({
    title: z.string(),
    uid: z.string().max(1_000).nullable(),
    form: z.enum(FORMS),
    result: id,
    space: id.nullable(),
    people: z.array(id).max(500),
    others: z.int().min(0).max(10_000),
    minutes: figure,
    perWeek: figure,
    hoursPerWeek: figure,
    savedPerWeek: figure,
    every: z.int().min(1).max(92).nullable(),
    question: z.string().max(20_000),
    leave: z.boolean(),
  }),
  leave: z.strictObject({}),
  'tell-calendar': taken.extend({ actor: id }),
  end: z.strictObject({}),
  tick: z.strictObject({}),
} as const;

type Commands = typeof conversionCommands;
type ConversionCommand = { [N in keyof Commands]: Command<N, z.output<Commands[N]>> }[keyof Commands];
type Events = Result<readonly ConversionEvent[]>;

export const conversion: Decider<ConversionState, ConversionCommand, ConversionEvent> = {
  kind: 'conversion',
  numbered: false,
  needs: { convert: 'contribute', leave: 'see', 'tell-calendar': 'system', end: 'author', tick: 'system' },
  home: (command) => (command.name === 'convert' ? command.data.space : null),
  decide(state, command, context) {
    switch (command.name) {
      case 'convert':
        return convert(state, command.data, context);
      case 'leave':
        return leave(state, context.by);
      case 'tell-calendar':
        return ok(state === null ? [] : [{ type: 'calendar-told', ...command.data }]);
      case 'end':
        if (state === null) return NONE;
        return ok(state.status === 'ended' ? [] : [{ type: 'conversion-ended' }]);
      case 'tick': {
        const due = state && nextRound(state);
        return ok(state && due !== null && due <= context.now ? [{ type: 'round-due', round: state.rounds + 1 }] : []);
      }
      default:
        return command satisfies never;
    }
  },
  evolve(state, { body, by, at }: RecordedEvent<ConversionEvent>) {
    if (body.type === 'series-converted') {
      const { type: _, leave: asked, ...converted } = body;
      return { ...converted, status: 'running', author: by, since: at, rounds: 1, calendars: asked ? { [by]: null } : {} };
    }
    if (state === null) throw new Error(`${body.type} before anything was converted`);
    switch (body.type) {
      case 'round-due':
        return { ...state, rounds: body.round };
      case 'leaving-asked':
        return { ...state, calendars: { ...state.calendars, [by]: null } };
      case 'calendar-told':
        return { ...state, calendars: { ...state.calendars, [body.actor]: { how: body.how, reason: body.reason } } };
      case 'conversion-ended':
        return { ...state, status: 'ended', endedAt: at };
      default:
        return body satisfies never;
    }
  },
  read: (state): Reading => ({
    title: state.title,
    status: state.status,
    space: state.space,
    audience: audienceOf(state),
    author: state.author,
    openedAt: state.since,
    closedAt: state.status === 'ended' ? state.endedAt : null,
    nextAt: nextRound(state),
    summary: {},
    awaits: [],
    links: [],
  }),
};

const NONE = refuse('not-found', 'There is no such conversion that you can see.');

/** Once more where it could not be done; what was done is done. */
const leave = (state: ConversionState | null, by: ActorId): Events => {
  if (state === null) return NONE;
  if (state.uid === null)
    return refuse(
      'calendar-read-only',
      'These are single meetings of one title, and no series. Take them out where they are kept.',
    );
  const known = state.calendars[by];
  return ok(known === null || (known && known.how !== 'by-hand') ? [] : [{ type: 'leaving-asked' }]);
};

const convert = (
  state: ConversionState | null,
  data: z.output<Commands['convert']>,
  { by, directory, refs }: Context,
): Events => {
  if (state !== null) return refuse('already-converted', 'This was converted already.');
  const title = nameOf(data.title, '/title', 300);
  if (title.refused) return title;
  if (!refs.has(data.result))
    return refuse('not-found', 'There is nothing here with this id that you can see.', { field: '/result' });
  const absent = absentFault(data.people, '/people', { directory });
  if (absent) return absent;
  const every = data.form === 'written-round' ? data.every : null;
  return ok([
    {
      type: 'series-converted',
      ...data,
      leave: data.leave && data.uid !== null,
      title: title.ok,
      every,
      people: data.people.filter((one) => one !== by),
    },
  ]);
};

/** When the next round is asked. Whoever was away for several has one. */
const nextRound = (state: ConversionState): Instant | null =>
  state.status === 'running' && state.every !== null ? state.since + state.rounds * state.every * DAY : null;

/** Person-hours that it gave back within a stretch of time. */
export const gaveBack = (state: ConversionState, from: Instant, to: Instant): number => {
  const end = state.status === 'ended' ? Math.min(to, state.endedAt) : to;
  return (state.savedPerWeek * Math.max(0, end - Math.max(from, state.since))) / WEEK;
};
