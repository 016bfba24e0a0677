import { numbersAnywhere } from '#practices/comments';
import { beginRun, declareTriggers, maySee } from '#practices/protocols';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import type { Context } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { absentFault } from '#practices/people';
import { homeFault } from '#practices/spaces';
import { audienceOf } from './audience.ts';
import type { Data } from './commands.ts';
import type { Asking, RequestEvent } from './events.ts';
import { factsOf } from './facts.ts';
import { withNames, type worldFor } from './run.ts';
import { lastRound, statusOf, type RequestState } from './state.ts';
import { textFrom, titleOf } from './words.ts';

type Events = Result<readonly RequestEvent[]>;

/** What begins a run on a request, the closest first. */
export const TRIGGERS = declareTriggers(['request.asked', 'request.created', 'request.opened']);

export const ask = (state: RequestState | null, data: Data<'ask'>, context: Context): Events => {
  if (state !== null) return refuse('already-asked', 'This request exists already.');
  const question = textFrom(data.question, '/question');
  if (question.refused) return question;
  const title = titleOf(data.title);
  if (title.refused) return title;
  const { space, to, urgent, blocks } = data;
  const others = [...new Set(data.others ?? [])].filter((id) => id !== to && id !== context.by);
  const fault =
    homeFault(space, context, 'ask') ??
    (data.audience === null ? null : absentFault(data.audience, '/audience', context)) ??
    blocksFault(blocks, context);
  if (fault) return fault;
  const audience = data.audience === null ? null : [...new Set([...data.audience, to, ...others])];
  const subject = { author: context.by, title: title.ok, space, audience, blocks, names: {} };
  const opened = openRound(subject, { question: question.ok, to, ...(others.length > 0 && { others }), urgent }, 1, context);
  if (opened.refused) return opened;
  const { asking, events } = opened.ok;
  const mentions = mentionedIn(question.ok, blocks, context);
  const asked = {
    type: 'request-asked',
    title: title.ok,
    asking,
    space,
    audience,
    blocks: [...new Set(blocks)],
    mentions,
  } as const;
  return ok([asked, ...withNames(subject, [], events, context, [to, ...others])]);
};

export const askAgain = (state: RequestState, data: Data<'ask-again'>, context: Context): Events => {
  const status = statusOf(state);
  if (state.status !== 'asked' || status === 'open') {
    return status === 'open'
      ? refuse('still-open', 'This is still being asked. Withdraw it to ask in another way.')
      : refuse('request-closed', 'This is closed. Ask a new question; it can name this one.');
  }
  const question = textFrom(data.question, '/question');
  if (question.refused) return question;
  const last = lastRound(state);
  const { to = last.to, urgent = last.urgent } = data;
  // Asked again of the same, a written round is one again, of those who are still here and see it.
  const others = to === last.to ? (last.others ?? []).filter((id) => whomFault(id, state, context) === null) : [];
  const opened = openRound(
    state,
    { question: question.ok, to, ...(others.length > 0 && { others }), urgent },
    state.rounds.length + 1,
    context,
  );
  if (opened.refused) return opened;
  const { asking, events } = opened.ok;
  const asked = { type: 'request-asked-again', asking, mentions: mentionedIn(question.ok, state.blocks, context) } as const;
  return ok([asked, ...withNames(state, [], events, context, [to])]);
};

type Subject = Parameters<typeof worldFor>[0] & Pick<RequestState, 'title'>;

/** [P3] [P4] [A6] A run under the most specific protocol that applies. */
const openRound = (
  subject: Subject,
  { question, to, others, urgent }: Omit<Asking, 'protocol'>,
  round: number,
  context: Context,
): Result<{ readonly asking: Asking; readonly events: readonly RunEvent[] }> => {
  const fault = whomFault(to, subject, context, round === 1 ? ELSEWHERE : ANEW) ?? othersFault(others ?? [], subject, context);
  if (fault) return fault;
  const { title, author, space } = subject;
  const facts = factsOf({ ...subject, to, others, urgent, round }, context.directory);
  const begun = beginRun(
    { kind: 'request', title, author, space, urgent, audience: audienceOf(subject), facts },
    TRIGGERS,
    context,
  );
  if (begun.refused) return begun;
  const { protocol, events, run } = begun.ok;
  return run.outcome
    ? nobodyToAsk(to, events, context)
    : ok({ asking: { question, to, ...(others && { others }), urgent, protocol }, events });
};

/** Everybody of a round is here, and sees it. */
const othersFault = (others: readonly ActorId[], subject: Subject, context: Context): Refusal | null => {
  for (const [index, id] of others.entries()) {
    const fault = whomFault(id, subject, context);
    if (fault) return { ...fault, field: `/others/${index}` };
  }
  return null;
};

/** What to do where somebody could not see a request that is not asked yet, or that is asked again: who sees that is settled. */
const ELSEWHERE = 'Ask in another space, or name who sees it.';
const ANEW = 'Ask a new question where they see it; it can name this one.';

const whomFault = (to: ActorId, subject: Subject, { directory, by }: Context, otherwise = ELSEWHERE): Refusal | null => {
  const field = '/to';
  const asked = directory.actors.get(to);
  if (!asked) return refuse('not-found', 'There is nobody here with this id.', { field });
  if (asked.status === 'left')
    return refuse('not-active', `${asked.name} is no longer here. Ask somebody else, or a team.`, { field });
  if (to === by || to === subject.author)
    return refuse('asks-oneself', 'This asks the one who wants to know. Name somebody else, or a team.', { field });
  if (asked.status === 'invited') return refuse('not-here-yet', `${asked.name} is invited and has not joined yet.`, { field });
  const audience = audienceOf(subject);
  const people = asked.kind === 'team' ? (asked.members ?? []) : [to];
  if (people.some((id) => maySee(id, audience, directory))) return null;
  return refuse('asked-shut-out', `${asked.name} could not see this. ${otherwise}`, { field });
};

/** [R7] [A5] Rather no request than one that nobody was asked. */
const nobodyToAsk = (to: ActorId, events: readonly RunEvent[], { directory }: Context): Refusal => {
  const asked = directory.actors.get(to);
  const name = asked?.name ?? 'they';
  const away = events.some((event) => event.type === 'excused' && event.reason === 'away');
  if (away)
    return refuse('nobody-to-ask', `${name} is away for the whole window, and no deputy is here. Ask somebody else, or a team.`, {
      field: '/to',
    });
  return refuse(
    'nobody-to-ask',
    asked?.kind === 'team' ? `Nobody else in ${name} can be asked here.` : `The protocol asks nobody when ${name} is asked.`,
    { field: '/to' },
  );
};

/** [safety] What waits for the answer is there for who asks. */
const blocksFault = (blocks: readonly ArtifactId[], { refs, self }: Context): Refusal | null => {
  for (const [index, id] of blocks.entries()) {
    const field = `/blocks/${index}`;
    if (id === self.id) return refuse('names-itself', 'A request cannot wait for itself.', { field });
    const known = refs.get(id);
    if (!known || known.number === 0)
      return refuse('not-found', 'There is nothing here with this id that you can see.', { field });
  }
  return null;
};

/** Artifacts whose numbers stand in a text, of those that were looked up through the writer's own view. */
export const mentionedIn = (text: string, others: readonly ArtifactId[], { refs, self }: Context): readonly ArtifactId[] => {
  const numbers = numbersAnywhere(text);
  return [...refs.values()]
    .filter(({ id, number }) => numbers.has(number) && id !== self.id && !others.includes(id))
    .map(({ id }) => id);
};
