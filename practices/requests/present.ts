import { calledIn } from '#kernel/actors/names.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { proofOf } from '#kernel/protocol/run.ts';
import type { Instant } from '#kernel/stream/event.ts';
import { presentProof } from '#practices/protocols';
import { presentAwait, presentHistory, presentLink, type ToldRow } from '#practices/comments';
import { spaceShown } from '#practices/spaces';
import { iso, type Principal } from '#server/route.ts';
import { offersFor } from './actions.ts';
import { afterwards } from './afterwards.ts';
import { readRequest } from './read.ts';
import type { RequestReply } from './reply.ts';
import { requestSentence } from './sentences.ts';
import { lastRound, statusOf, suggestsCall, type RequestState, type Round } from './state.ts';
import { worldFor } from './run.ts';

type Person = { readonly id: string; readonly name: string };
type Markdown = (source: string) => Promise<string>;
type Settled = Exclude<RequestState, { status: 'asking' }>;

interface Reader {
  readonly principal: Pick<Principal, 'org' | 'actor'>;
  readonly directory: Directory;
}

const at = (moment: Instant | null): string | null => (moment === null ? null : iso(moment));

/** A request as one reader sees it. */
export const presentRequest = async (
  row: ToldRow,
  { principal, directory }: Reader,
  markdown: Markdown,
): Promise<RequestReply> => {
  const state = row.state as Settled;
  const { now } = row;
  const person = (id: string): Person => ({ id, name: calledIn(directory, id, state.names[id]) });
  const reading = readRequest(state, row);
  const last = lastRound(state);
  const proof = proofOf(last.run, worldFor(state, last, state.rounds.length, { directory }), now);
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    title: state.title,
    status: statusOf(state),
    space: spaceShown(state.space, principal.actor, directory),
    audience: state.audience === null ? null : state.audience.map(person),
    author: person(state.author),
    to: person(last.to),
    others: (last.others ?? []).map(person),
    urgent: last.urgent,
    askedAt: iso(state.askedAt),
    closedAt: at(reading.closedAt ?? null),
    dueAt: at(reading.dueAt ?? null),
    follows: state.status === 'asked' ? afterwards(state, directory) : null,
    now: iso(now),
    suggestsCall: suggestsCall(state),
    rounds: await Promise.all(state.rounds.map((round) => presentRound(round, person, markdown))),
    proof: proof && presentProof(proof, directory, last.run.outcome?.at ?? now),
    accepted:
      state.status === 'accepted'
        ? {
            by: person(state.by),
            at: iso(state.at),
            words: state.words,
          }
        : null,
    withdrawn:
      state.status === 'withdrawn'
        ? {
            by: person(state.by),
            at: iso(state.at),
            reason: state.reason,
          }
        : null,
    awaits: reading.awaits.map(presentAwait(person)),
    links: row.links.map(presentLink),
    comments: row.comments,
    history: presentHistory(row, requestSentence, person),
    actions: [
      ...offersFor(state, {
        org: principal.org,
        by: principal.actor,
        now,
        directory,
        self: {
          id: row.id,
          number: row.number,
          version: row.version,
        },
      }),
    ],
  };
};

const presentRound = async (
  { question, to, others, urgent, askedAt, protocol, run, answers, said }: Round,
  person: (id: string) => Person,
  markdown: Markdown,
): Promise<RequestReply['rounds'][number]> => {
  const [html, ...answered] = await Promise.all([markdown(question), ...answers.map(({ text }) => markdown(text))]);
  const seats = new Set(run.steps.flatMap((step) => step.seats.map(({ actor }) => actor)));
  return {
    question,
    html: html ?? '',
    to: person(to),
    others: (others ?? []).map(person),
    urgent,
    askedAt: iso(askedAt),
    protocol: {
      artifact: protocol.artifact,
      id: protocol.id,
      version: protocol.version,
    },
    outcome: run.outcome && {
      outcome: run.outcome.outcome,
      at: iso(run.outcome.at),
      because: run.outcome.because,
    },
    answers: answers.map(({ by, text, at: when }, index) => ({
      by: person(by),
      text,
      html: answered[index] ?? '',
      at: iso(when),
      asked: seats.has(by),
    })),
    said: said.map(({ by, to: whom, text, at: when }) => ({
      by: person(by),
      to: whom === null ? null : person(whom),
      text,
      at: iso(when),
    })),
  };
};
