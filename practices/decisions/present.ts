import { calledIn } from '#kernel/actors/names.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Principal } from '#server/route.ts';
import { explain } from '#kernel/protocol/explain.ts';
import { proofOf } from '#kernel/protocol/run.ts';
import type { Instant } from '#kernel/stream/event.ts';
import { iso } from '#server/route.ts';
import { castIn, presentBallots, presentProof } from '#practices/protocols';
import { presentAwait, presentHistory, presentLink, type LinkedRow, type ToldRow } from '#practices/comments';
import { knownSpace, spaceShown } from '#practices/spaces';
import { offersFor, offersOnObjection } from './actions.ts';
import type { DecisionRow } from './queries.ts';
import { readDecision } from './read.ts';
import type { DecisionReply } from './reply.ts';
import { reviewResult } from './review.ts';
import { worldFor } from './run.ts';
import { decisionSentence } from './sentences.ts';
import { effectOf, partsBeside, statusOf, wholeTextOf, type DecisionState, type Opened, type Said } from './state.ts';

type Person = { readonly id: string; readonly name: string };
type Markdown = (source: string) => Promise<string>;

interface Reader {
  readonly principal: Pick<Principal, 'org' | 'actor'>;
  readonly directory: Directory;
  readonly now: Instant;
}

const at = (moment: Instant | null): string | null => (moment === null ? null : iso(moment));

/** A decision as one reader sees it. */
export const presentDecision = async (row: DecisionRow, reader: Reader, markdown: Markdown): Promise<DecisionReply> => {
  const state = row.state as DecisionState;
  const { directory, now } = reader;
  const person = personOf(state, directory);
  const asker = {
    org: reader.principal.org,
    by: reader.principal.actor,
    now,
    directory,
    self: { id: row.id, number: row.number, version: row.version },
  };
  const reading = readDecision(state, row);
  const whole = wholeTextOf(state);
  const prose = state.status === 'opened' ? explain(state.run.protocol) : '';
  const [problem, recommendation, record, rule, ...options] = await Promise.all([
    whole === null ? markdown(state.body.problem) : '',
    markdown(state.body.recommendation),
    whole === null ? null : markdown(whole),
    markdown(prose),
    ...state.body.options.map(({ consequences }) => markdown(consequences)),
  ]);
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    title: state.title,
    status: statusOf(state),
    space: spaceShown(state.space, asker.by, directory),
    audience: state.audience === null ? null : state.audience.map(person),
    sharedWith: state.status === 'draft' ? state.sharedWith.map(person) : [],
    author: person(state.author),
    draftedAt: iso(state.draftedAt),
    openedAt: at(reading.openedAt ?? null),
    decidedAt: at(reading.closedAt ?? null),
    dueAt: at(reading.dueAt ?? null),
    effectiveAt: at(effectOf(state)?.at ?? null),
    outcome:
      state.status === 'opened' && state.run.outcome
        ? { outcome: state.run.outcome.outcome, at: iso(state.run.outcome.at), because: state.run.outcome.because }
        : null,
    body: bodyOf(state, person),
    proposes: state.body.proposes && { page: state.body.proposes.page },
    html: { problem, options, recommendation, record },
    record: recordOf(state, row),
    quotes: state.quotes.map(({ from, by, name, at: when, text }) => ({ from, by: { id: by, name }, at: iso(when), text })),
    protocol: state.status === 'opened' ? { ...protocolOf(state), prose, html: rule ?? '' } : null,
    ...runOf(state, person, reader),
    objections: state.status === 'opened' ? objectionsOf(state, person, asker) : [],
    ...standingOf(state, person),
    awaits: reading.awaits.map(presentAwait(person)),
    links: row.links.map((link) => presentLink(inPart(link, row))),
    comments: row.comments,
    history: presentHistory(row, decisionSentence, person, {
      space: (id) => knownSpace(id, asker.by, directory)?.name ?? 'a closed space',
    }),
    actions: [...offersFor(state, asker)],
  };
};

/** What it, or which it, supersedes in part only says so: the rest holds. */
const inPart = (link: LinkedRow, { partly }: DecisionRow): LinkedRow =>
  link.rel === 'supersedes' && partly.includes(link.id) ? { ...link, rel: 'supersedes-in-part' } : link;

const personOf =
  (state: DecisionState, directory: Directory) =>
  (id: string): Person => ({ id, name: calledIn(directory, id, state.names[id]) });

const bodyOf = ({ body }: DecisionState, person: (id: string) => Person): DecisionReply['body'] => ({
  problem: body.problem,
  options: body.options.map(({ title, consequences }) => ({ title, consequences })),
  recommendation: body.recommendation,
  nextSteps: [...body.nextSteps],
  reversible: body.reversible,
  impact: body.impact,
  affected: body.affected.map(person),
  urgent: body.urgent,
  reviewOn: body.reviewOn,
  supersedes: [...body.supersedes],
  implements: [...body.implements],
  buildsOn: [...body.buildsOn],
});

const recordOf = (state: DecisionState, row: ToldRow): DecisionReply['record'] => {
  if (state.record === undefined) return null;
  const numbers = new Map(row.links.map((link) => [link.id, link.number]));
  const {
    key,
    from = null,
    proposer = null,
    number,
    statusText,
    date,
    deciders,
    consulted,
    informed,
    tags,
    links,
  } = state.record;
  const beside = partsBeside(state);
  return {
    ...{ key, from, number, proposer, statusText, date },
    beside: { options: beside.options.length > 0, nextSteps: beside.nextSteps.length > 0 },
    ...{ deciders: [...deciders], consulted: [...consulted], informed: [...informed], tags: [...tags] },
    links: links.map(({ rel, target, partial, to }) => ({
      rel,
      target,
      partial,
      number: to === null ? null : (numbers.get(to) ?? null),
    })),
  };
};

const protocolOf = ({ protocol: { artifact, id, version } }: Opened) => ({ artifact, id, version });

const runOf = (
  state: DecisionState,
  person: (id: string) => Person,
  { principal: { actor: reader }, directory, now }: Reader,
): Pick<DecisionReply, 'proof' | 'stances' | 'ballots' | 'questions' | 'amendments' | 'reopened' | 'withdrawn'> => {
  if (state.status !== 'opened') {
    return {
      proof: null,
      stances: [],
      ballots: [],
      questions: [],
      amendments: [],
      reopened: [],
      withdrawn: reasonWithdrawn(state),
    };
  }
  const proof = proofOf(state.run, worldFor(state, { directory }), now);
  return {
    proof: proof && presentProof(proof, directory, state.run.outcome?.at ?? now),
    stances: Object.entries(state.run.stances)
      .flatMap(([step, stances]) => Object.entries(stances).map(([actor, one]) => ({ ...one, actor, step })))
      .toSorted((a, b) => a.at - b.at)
      .map(({ actor, stance, reason, at: when, step, implicit, stale, counts }) => ({
        actor: person(actor),
        stance,
        reason,
        ...castIn(state.run, step, actor),
        at: iso(when),
        step,
        implicit,
        stale,
        counts,
      })),
    ballots: presentBallots(state.run, reader),
    questions: state.said.filter(({ about }) => about === null).map((one) => sayingOf(one, person)),
    amendments: state.amendments.map(({ by, at: when, label: called, reason }, index) => {
      const { label = called, challengedBy = null } = state.run.amendments[index] ?? {};
      return { by: person(by), at: iso(when), label, challengedBy: challengedBy === null ? null : person(challengedBy), reason };
    }),
    reopened: state.reopened.map(({ by, at: when, reason }) => ({ by: person(by), at: iso(when), reason })),
    withdrawn: state.withdrawn,
  };
};

const reasonWithdrawn = (state: Exclude<DecisionState, Opened>): string | null => {
  if (state.status === 'imported') return state.standing.is === 'withdrawn' ? state.standing.reason : null;
  return state.status === 'discarded' ? state.reason : null;
};

const sayingOf = ({ by, to, text, at: when }: Said, person: (id: string) => Person) => ({
  by: person(by),
  to: to === null ? null : person(to),
  text,
  at: iso(when),
});

const objectionsOf = (
  state: Opened,
  person: (id: string) => Person,
  asker: Parameters<typeof offersFor>[1],
): DecisionReply['objections'] =>
  state.run.objections.map(
    ({ id, by, holder, reason, alternative, newInformation, effect, status, at: when, staleAt, closedAt }) => {
      const owed = state.owed.findLast((one) => one.objection === id && one.status === 'open');
      const asked = state.run.questions.findLast(
        (question) => question.objection === id && question.about === 'reply' && question.status === 'open',
      );
      return {
        ...{
          id,
          by: person(by),
          holder: person(holder),
          reason,
          alternative,
          newInformation: newInformation ?? null,
          effect,
          status,
          at: iso(when),
          staleAt: at(staleAt),
          closedAt: at(closedAt),
        },
        ...{ replyDueAt: at(owed?.clock.dueAt ?? null), answerDueAt: at(asked?.clock.dueAt ?? null) },
        said: state.said.filter(({ about }) => about === id).map((one) => sayingOf(one, person)),
        actions: status === 'open' ? [...offersOnObjection(state, holder, asker)] : [],
      };
    },
  );

const standingOf = (state: DecisionState, person: (id: string) => Person): Pick<DecisionReply, 'standing' | 'review'> => {
  if (state.status !== 'opened' && state.status !== 'imported')
    return { standing: { is: 'holds', at: null, by: null, reason: null }, review: null };
  const { standing, review } = state;
  return {
    standing:
      standing.is === 'holds'
        ? { is: 'holds', at: null, by: null, reason: null }
        : { is: standing.is, at: iso(standing.at), by: standing.by, reason: 'reason' in standing ? standing.reason : null },
    review: review && {
      at: iso(review.at),
      asked: Object.entries(review.asked ?? {}).map(([id, { clock, status }]) => ({
        actor: person(id),
        dueAt: iso(clock.dueAt),
        status,
      })),
      answers: Object.entries(review.answers).map(([id, { answer, words, at: when }]) => ({
        actor: person(id),
        answer,
        words,
        at: iso(when),
      })),
      result: reviewResult(review),
    },
  };
};
