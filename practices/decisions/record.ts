import type { Directory } from '#kernel/actors/directory.ts';
import type { ActorId } from '#kernel/stream/event.ts';
import type { LinkedRow, ToldRow } from '#practices/comments';
import { knownSpace } from '#practices/spaces';
import { latestStances } from './latest-stances.ts';
import type { DecisionDocument, DocumentLink, RecordStatus, RunProof } from './records/document.ts';
import { madrFileName } from './records/madr.ts';
import { closedAt, effectOf, partsBeside, statusOf, wholeTextOf, type DecisionState, type Opened } from './state.ts';

/** [R11] The decision itself, as it is taken away: accepting is the record, and nothing has to be written afterwards. */
export const documentOf = (
  row: Pick<ToldRow, 'state' | 'number' | 'links'>,
  reader: ActorId,
  directory: Directory,
): DecisionDocument => {
  const { number, links } = row;
  const state = row.state as DecisionState;
  const name = (id: ActorId): string => directory.actors.get(id)?.name ?? state.names[id] ?? 'somebody';
  const { body } = state;
  const { options, nextSteps } = partsBeside(state);
  const effect = effectOf(state);
  return {
    title: state.title,
    number,
    ...statusWords(state, links),
    openedAt: state.status === 'opened' ? state.openedAt : null,
    decidedAt: closedAt(state),
    ...(effect && { effect }),
    author: state.status === 'imported' ? null : name(state.author),
    space: knownSpace(state.space, reader, directory)?.name ?? null,
    problem: body.problem,
    options: options.map(({ title, consequences }) => ({ title, body: consequences })),
    recommendation: body.recommendation,
    nextSteps,
    reversible: body.reversible,
    impact: body.impact,
    consequences: `The impact is ${body.impact}. ${body.reversible ? 'One can go back.' : 'One cannot go back.'}`,
    affected: body.affected.map(name),
    links: links.flatMap((link) => documentLink(link)),
    run: state.status === 'opened' ? proofOf(state, name) : null,
    reviewOn: body.reviewOn,
    tags: state.record?.tags ?? [],
    body: wholeTextOf(state),
  };
};

/** What is open here is proposed elsewhere. */
const statusWords = (
  state: DecisionState,
  links: readonly LinkedRow[],
): { readonly status: RecordStatus; readonly statusText?: string } => {
  const status = statusOf(state);
  switch (status) {
    case 'open':
      return { status: 'proposed' };
    case 'superseded': {
      if (!('standing' in state) || state.standing.is !== 'superseded') return { status };
      const { by } = state.standing;
      const newer = links.find(({ id }) => id === by);
      return newer ? { status, statusText: `superseded by ${String(newer.number).padStart(4, '0')}` } : { status };
    }
    default:
      return { status };
  }
};

const documentLink = ({ rel, direction, kind, number, title }: LinkedRow): readonly DocumentLink[] => {
  if (kind !== 'decision') return [];
  const target = madrFileName({ title, number });
  if (rel === 'supersedes') return [{ rel: direction === 'to' ? 'supersedes' : 'superseded-by', title, target }];
  if (direction === 'to' && (rel === 'implements' || rel === 'builds-on' || rel === 'mentions')) return [{ rel, title, target }];
  return [];
};

const proofOf = (state: Opened, name: (id: ActorId) => string): RunProof => {
  const { run, protocol } = state;
  const said = latestStances(state);
  const seats = new Map(run.steps.flatMap(({ seats: some }) => some.map((seat) => [seat.actor, seat] as const)));
  const everyone = [...new Set([...seats.keys(), ...said.keys()])].filter((id) => seats.get(id)?.status !== 'passed');
  return {
    protocol: protocol.id,
    version: protocol.version,
    because: run.outcome?.because ?? 'it is open',
    stances: everyone.map((id) => {
      const one = said.get(id);
      if (one && one.stance !== 'answer') return { name: name(id), stance: one.stance, reason: one.reason ?? '', at: one.at };
      return {
        name: name(id),
        stance: seats.get(id)?.status === 'excused' ? 'excused' : 'silent',
        reason: one?.reason ?? '',
        at: one?.at ?? null,
      };
    }),
    objections: run.objections.map(({ by, reason, alternative, newInformation, status }) => ({
      name: name(by),
      reason: [reason ?? '', newInformation ?? ''].filter((words) => words !== '').join('\n\n'),
      alternative: alternative ?? '',
      state: status,
    })),
  };
};
