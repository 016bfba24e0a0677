import { z } from 'zod';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { DAY, WEEK } from '#kernel/time/duration.ts';
import { calledIn } from '#kernel/actors/names.ts';
import { publishNew } from '#practices/handbook';
import { nameId } from '#practices/protocols';
import { spaceId, spaceName } from '#practices/spaces';
import { answer, created, iso, line, route, text, uuid, type Principal, type Services } from '#server/route.ts';
import type { Feeds } from '../feeds/feeds.ts';
import { takenReply } from '../leaving/taken.ts';
import { FORMS, gaveBack, type ConversionState, type Form } from './conversion.ts';
import { conversions, endedSince, type ConversionRow, type EndedRow } from './queries.ts';
import { roundData } from './round.ts';

const tag = 'meetings';
const figure = z.number().min(0).max(100_000);
const person = z.object({ id: z.string(), name: z.string() });
const result = z.object({ id: z.string(), kind: z.string(), number: z.number(), title: z.string() });

const body = z.strictObject({
  form: z.enum(FORMS).describe('What takes the place of the series'),
  title: line(300).describe('Of what takes its place'),
  text: text(20_000).describe('The question of a round, the problem of a decision, the words of a page'),
  series: z.strictObject({
    title: line(300),
    uid: z.string().max(1_000).nullable(),
    minutes: figure,
    perWeek: figure,
    hoursPerWeek: figure.describe('Person-hours'),
    savedPerWeek: figure.describe('Of these what its replacement saves'),
  }),
  people: z.array(uuid).max(500).describe('Those who met and are here'),
  others: z.int().min(0).max(10_000).default(0).describe('How many met who are not here'),
  space: spaceName.nullable().default(null).describe('Where it stands; null: it is seen by those who met'),
  every: z.int().min(1).max(92).nullable().default(null).describe('A written round comes again after so many days'),
  leave: z
    .boolean()
    .default(false)
    .describe('Take it out of your connected calendars: ended where you invite to it, declined where somebody else does'),
});
type Body = z.output<typeof body>;

const conversionReply = z.object({
  id: z.string(),
  title: z.string(),
  form: z.enum(FORMS),
  running: z.boolean(),
  since: z.string(),
  endedAt: z.string().nullable(),
  author: person,
  people: z.number().describe('All who met'),
  savedPerWeek: z.number(),
  gaveBack: z.number().describe('Person-hours in the last quarter'),
  every: z.number().nullable(),
  rounds: z.number(),
  result: result.nullable().describe('Null: you may not see it any more'),
  mayEnd: z.boolean(),
  calendar: takenReply
    .nullable()
    .describe('What became of the series in the calendar of whoever replaced it; null: they left it there'),
  mine: takenReply.nullable().describe('The same of yours'),
  mayLeave: z.boolean().describe('It stands in a calendar of yours out of which you can take it from here'),
});

const QUARTER = 13;
const A_WEEK = 7 * DAY;

interface GivenBackServices extends Services {
  readonly feeds: Feeds;
}

export const conversionRoutes = [
  route({
    method: 'POST',
    path: '/api/meetings/conversions',
    name: 'meetings.convert',
    summary: 'Replace a series of meetings: by a decision document, a written round, or a page that everybody acknowledges',
    description:
      'What takes its place is made at once, for those who met: the draft of a decision, one request to all of them with its clock, or a page with a week to acknowledge it. They are told by mail, in their own hours. What it gives back is counted from now on. With `leave` the series is ended or declined in your own calendar, with the reason, a moment later; `given-back` says what became of that.',
    tag,
    who: 'member',
    changes: 'conversion',
    body,
    reply: z.object({
      id: z.string(),
      version: z.number(),
      result: z.object({ kind: z.string(), id: z.string(), number: z.number() }),
    }),
    status: 201,
    async act({ body: asked, principal, fresh }, services) {
      const known = await services.directory(principal.org);
      const space = spaceId(asked.space, principal.actor, known);
      if (space.refused) return space;
      const people = [...new Set(asked.people)].filter((id) => id !== principal.actor);
      const absent = people.findIndex((id) => known.actors.get(id)?.status !== 'active');
      if (absent >= 0) return refuse('not-found', 'There is nobody here with this id.', { field: `/people/${absent}` });
      const made = await replacements[asked.form]({ asked, people, space: space.ok, principal, fresh, services });
      if (made.refused) return made;
      const { series, others, every, form } = asked;
      const data = {
        ...{ title: series.title, uid: series.uid, form, result: made.ok.id, space: space.ok, people, others, every },
        ...{ minutes: series.minutes, perWeek: series.perWeek },
        ...{ hoursPerWeek: series.hoursPerWeek, savedPerWeek: Math.min(series.savedPerWeek, series.hoursPerWeek) },
        ...{ question: asked.text, leave: asked.leave },
      };
      const sent = await services.send({ kind: 'conversion', artifact: fresh, name: 'convert', data, refs: [made.ok.id] });
      if (sent.refused) return sent;
      return created({ id: fresh, version: sent.ok.version, result: made.ok }, '/api/meetings/given-back');
    },
  }),
  route({
    method: 'POST',
    path: '/api/meetings/conversions/:id/ends',
    name: 'meetings.end-conversion',
    summary: 'Say that the meeting is back: no more rounds are asked, and nothing is counted from now on',
    tag,
    who: 'member',
    changes: 'conversion',
    params: z.strictObject({ id: uuid }),
    reply: z.object({ version: z.number() }),
    async act({ params: { id } }, services) {
      const sent = await services.send({ kind: 'conversion', artifact: id.toLowerCase(), name: 'end', data: {} });
      return sent.refused ? sent : answer({ version: sent.ok.version });
    },
  }),
  route({
    method: 'POST',
    path: '/api/meetings/conversions/:id/leavings',
    name: 'meetings.leave-converted',
    summary: 'Take a series that was replaced out of your own calendar',
    description:
      'Ended where you invite to it, declined where somebody else does, with the reason; a moment later. `calendar-read-only`: it is no series, or stands in no calendar of yours that can be written.',
    tag,
    who: 'member',
    changes: 'conversion',
    params: z.strictObject({ id: uuid }),
    reply: z.object({ version: z.number() }),
    async act({ params: { id } }, services) {
      const sent = await services.send({ kind: 'conversion', artifact: id.toLowerCase(), name: 'leave', data: {} });
      return sent.refused ? sent : answer({ version: sent.ok.version });
    },
  }),
  route({
    method: 'GET',
    path: '/api/meetings/given-back',
    name: 'meetings.given-back',
    summary: 'See what the last thirteen weeks gave back: series that were replaced, and meetings that were settled in writing',
    description:
      '[M1] With the person-hours of meetings that led to decisions, by decision; null where none did. Of what you may see. All lengths are person-hours.',
    tag,
    who: 'member',
    reply: z.object({
      since: z.string(),
      weeks: z.number(),
      hours: z.number().describe('All that was given back'),
      conversions: z.array(conversionReply),
      settled: z.object({ meetings: z.number(), hours: z.number() }),
      shorter: z.object({ meetings: z.number(), hours: z.number() }),
      outcomes: z.object({ held: z.number(), shortened: z.number(), overran: z.number(), cancelled: z.number() }),
      decisions: z.object({ decisions: z.number(), hours: z.number(), perDecision: z.number().nullable() }),
    }),
    async act({ principal }, { db, directory, feeds }: GivenBackServices) {
      const since = principal.at - QUARTER * WEEK;
      const [converted, ended, known] = await Promise.all([
        db.rows<ConversionRow>(conversions(principal)),
        db.rows<EndedRow>(endedSince(principal, since)),
        directory(principal.org),
      ]);
      const uids = converted.flatMap(({ state }) => (state.status === 'running' ? (state.uid ?? []) : []));
      const writable = await feeds.writable(principal, uids);
      // [rule 6] What somebody did with a calendar of theirs is theirs; of whoever replaced the series everybody who met is told.
      const takenOf = ({ calendars }: ConversionState, actor: string) => {
        const found = calendars[actor];
        return found === undefined ? null : (found ?? ({ how: 'asked', reason: null } as const));
      };
      const shown = converted.map(({ id, state, result: found }) => ({
        ...{ id, title: state.title, form: state.form, running: state.status === 'running', since: iso(state.since) },
        endedAt: state.status === 'ended' ? iso(state.endedAt) : null,
        author: { id: state.author, name: calledIn(known, state.author) },
        people: state.people.length + state.others + 1,
        savedPerWeek: round(state.savedPerWeek),
        gaveBack: round(gaveBack(state, since, principal.at)),
        ...{ every: state.every, rounds: state.rounds, result: found },
        mayEnd: state.status === 'running' && state.author === principal.actor,
        calendar: takenOf(state, state.author),
        mine: takenOf(state, principal.actor),
        mayLeave:
          state.status === 'running' &&
          state.uid !== null &&
          writable.has(state.uid) &&
          [undefined, 'by-hand'].includes(takenOf(state, principal.actor)?.how),
      }));
      const of = (holds: (row: EndedRow) => boolean) => ended.filter(holds);
      const count = (rows: readonly EndedRow[]) => rows.reduce((sum, { meetings }) => sum + meetings, 0);
      const saved = (rows: readonly EndedRow[]) => round(rows.reduce((sum, row) => sum + row.saved, 0));
      const settled = of(({ why }) => why === 'settled');
      const shorter = of(({ how }) => how === 'shortened' || how === 'cancelled');
      const decisions = ended.reduce((sum, row) => sum + row.decisions, 0);
      const hours = round(ended.reduce((sum, row) => sum + row.deciding, 0));
      return answer({
        since: iso(since),
        weeks: QUARTER,
        hours: round(shown.reduce((sum, one) => sum + one.gaveBack, saved(settled) + saved(shorter))),
        conversions: shown,
        settled: { meetings: count(settled), hours: saved(settled) },
        shorter: { meetings: count(shorter), hours: saved(shorter) },
        outcomes: {
          held: count(of(({ how }) => how === 'held')),
          shortened: count(of(({ how }) => how === 'shortened')),
          overran: count(of(({ how }) => how === 'overran')),
          cancelled: count(of(({ status, how }) => status === 'cancelled' || how === 'cancelled')),
        },
        decisions: { decisions, hours, perDecision: decisions === 0 ? null : round(hours / decisions) },
      });
    },
  }),
] as const;

const round = (hours: number): number => Math.round(hours * 100) / 100;

interface Replacing {
  readonly asked: Body;
  readonly people: readonly string[];
  readonly space: string | null;
  readonly principal: Principal;
  readonly fresh: string;
  readonly services: Services;
}

type Made = Promise<Result<{ readonly kind: string; readonly id: string; readonly number: number }>>;

const NOBODY = refuse('nobody-here', 'None of those who met is here. Invite them first.', { field: '/people' });

/** What takes the place of a series, made with the ids of this request, so that a retry makes nothing twice. */
const replacements: Readonly<Record<Form, (replacing: Replacing) => Made>> = {
  'decision-document': async ({ asked, people, space, principal, fresh, services }) => {
    const id = nameId('instead', fresh);
    const audience = space === null ? [principal.actor, ...people] : null;
    const data = { title: asked.title, problem: asked.text, space, audience, affected: people };
    const sent = await services.send({ kind: 'decision', artifact: id, name: 'draft', data, part: 'instead' });
    return sent.refused ? sent : ok({ kind: 'decision', id, number: sent.ok.number });
  },
  'written-round': async ({ asked, people, space, fresh, services }) => {
    if (people.length === 0) return NOBODY;
    const id = nameId('round-of', fresh, 1);
    const data = roundData({ title: asked.title, question: asked.text, space }, people, 1);
    const sent = await services.send({ kind: 'request', artifact: id, name: 'ask', data, part: 'instead' });
    return sent.refused ? sent : ok({ kind: 'request', id, number: sent.ok.number });
  },
  'page-with-acknowledgement': async ({ asked, people, space, principal, fresh, services }) => {
    if (people.length === 0) return NOBODY;
    const id = nameId('instead', fresh);
    const made = await publishNew(services, principal, {
      id,
      body: `# ${asked.title}\n\n${asked.text}\n`,
      ...{ space, under: null, only: space === null ? [principal.actor, ...people] : null, owners: [principal.actor] },
      reason: `Instead of the meeting “${asked.series.title}”`,
      propose: false,
      part: 'instead',
    });
    if (made.refused) return made;
    if (made.ok.proposal) return ok({ kind: 'decision', id: made.ok.proposal.id, number: made.ok.proposal.number });
    const data = {
      page: id,
      people,
      all: false,
      length: A_WEEK,
      why: `It stands instead of the meeting “${asked.series.title}”.`.slice(0, 500),
    };
    const sent = await services.send({
      kind: 'acknowledgement',
      artifact: nameId('instead-read', fresh),
      name: 'ask',
      data,
      refs: [id],
      part: 'read',
    });
    return sent.refused ? sent : ok({ kind: 'page', id, number: made.ok.number });
  },
};
