import { atLeast, roleIn } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { calledIn } from '#kernel/actors/names.ts';
import { endingOf } from '#kernel/protocol/ending.ts';
import { proofOf } from '#kernel/protocol/run.ts';
import { SYSTEM, type ActorId, type Instant } from '#kernel/stream/event.ts';
import { presentProof } from '#practices/protocols';
import { presentAwait, presentHistory, presentLink, type ToldRow } from '#practices/comments';
import { spaceShown } from '#practices/spaces';
import { iso, type Principal } from '#server/route.ts';
import { breachOf } from '../days/meeting-days.ts';
import { overFault } from './preparing.ts';
import { factsOf } from './facts.ts';
import type { ListRow } from './queries.ts';
import { readMeeting } from './read.ts';
import { listItem, status, type MeetingReply } from './reply.ts';
import { worldFor } from './run.ts';
import { meetingSentence } from './sentences.ts';
import { endOf, personHoursOf, savedHoursOf, wordOf, type MeetingState } from './state.ts';

interface Reader {
  readonly principal: Pick<Principal, 'org' | 'actor'>;
  readonly directory: Directory;
}

type Markdown = (source: string) => Promise<string>;

const at = (moment: Instant | null): string | null => (moment === null ? null : iso(moment));
const round = (hours: number): number => Math.round(hours * 100) / 100;

/** A meeting as one reader sees it. */
export const presentMeeting = async (
  row: ToldRow,
  { principal, directory }: Reader,
  markdown: Markdown,
): Promise<MeetingReply> => {
  const state = row.state as MeetingState;
  const { now } = row;
  const person = (id: string) => ({ id, name: calledIn(directory, id, state.names[id]) });
  const reading = readMeeting(state);
  const { actor } = principal;
  const isOver = overFault(state, now) !== null;
  const isAuthor = runsIt(state, actor, directory);
  const isThere = state.author === actor || state.people.includes(actor);
  const breach = breachOf({ ...state, people: [state.author, ...state.people] }, directory);
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    title: state.title,
    status: wordOf(state),
    space: spaceShown(state.space, actor, directory),
    author: person(state.author),
    people: state.people.map(person),
    others: state.others,
    from: iso(state.from),
    to: iso(endOf(state)),
    minutes: state.minutes,
    purpose: state.purpose,
    html: await markdown(state.purpose),
    document: documentOf(state, row),
    questions: await Promise.all(
      state.questions.map(async ({ id, text, settled }) => ({
        id,
        text,
        settled: settled && {
          by: settled.by === null ? null : person(settled.by),
          words: settled.words,
          html: await markdown(settled.words),
          at: iso(settled.at),
        },
      })),
    ),
    missing: isOver ? [] : missingOf(state, directory, isAuthor),
    breach: isAuthor && breach && !isOver ? { space: breach.space.name, date: breach.date, demanding: breach.demanding } : null,
    gate: gateOf(state, directory, now),
    personHours: round(personHoursOf(state)),
    savedHours: round(savedHoursOf(state)),
    cancelled:
      state.status === 'cancelled' ? { why: state.why, by: person(state.by), at: iso(state.at), reason: state.reason } : null,
    calendar: calendarOf(state),
    ended:
      state.status === 'ended'
        ? { how: state.how, minutes: state.took, people: state.came, words: state.words, by: person(state.by), at: iso(state.at) }
        : null,
    now: iso(now),
    may: {
      prepare: isAuthor && !isOver,
      settle: !isOver,
      cancel: isAuthor && !isOver,
      end: isThere && state.status === 'planned' && state.from <= now,
    },
    awaits: reading.awaits.map(presentAwait(person)),
    links: row.links.map(presentLink),
    comments: row.comments,
    history: presentHistory(row, meetingSentence, (id) => (id === SYSTEM ? { id, name: 'the protocol' } : person(id))),
  };
};

const calendarOf = ({ status: stands, source, moves, taken }: MeetingState): MeetingReply['calendar'] =>
  source === null || stands === 'ended' || (stands === 'planned' && moves === 0)
    ? null
    : (taken ?? { how: 'asked', reason: null });

const runsIt = ({ author, space }: MeetingState, actor: ActorId, directory: Directory): boolean => {
  const [self, room] = [directory.actors.get(actor), space === null ? undefined : directory.spaces.get(space)];
  return author === actor || (self !== undefined && room !== undefined && atLeast(roleIn(self, room, directory), 'steward'));
};

/** What the default gate asks for, in words; [rule 6] a day without meetings is first the author's to know of. */
const missingOf = (state: MeetingState, directory: Directory, isAuthor: boolean): MeetingReply['missing'] => {
  const facts = factsOf(state, directory);
  return [
    ...(facts['purpose'] === true ? [] : ['purpose' as const]),
    ...(facts['agenda'] === true ? [] : ['agenda' as const]),
    ...(facts['doc'] === true || state.minutes <= 15 ? [] : ['document' as const]),
    ...(facts['no_meeting_day'] === true && isAuthor ? ['another-day' as const] : []),
  ];
};

const documentOf = ({ document }: MeetingState, { links }: ToldRow): MeetingReply['document'] => {
  if (document === null) return null;
  if ('address' in document) return { artifact: null, address: document.address };
  const found = links.find(({ id }) => id === document.artifact);
  if (!found) return { artifact: null, address: null };
  const { id, kind, number, title, status: stands } = found;
  return { artifact: { id, kind, number, title, status: stands }, address: null };
};

const gateOf = (state: MeetingState, directory: Directory, now: Instant): MeetingReply['gate'] => {
  const gate = state.gates.at(-1);
  if (!gate?.run) return null;
  const { run, protocol } = gate;
  const open = run.outcome === null && state.status === 'planned';
  const ending = open ? endingOf(run) : null;
  const proof = open ? proofOf(run, worldFor(state, { directory }), now) : null;
  return {
    protocol: { ...protocol },
    ending: ending?.sentence ?? null,
    dueAt: at(ending?.at ?? null),
    outcome: run.outcome && { outcome: run.outcome.outcome, at: iso(run.outcome.at), because: run.outcome.because },
    proof: proof && presentProof(proof, directory, now),
  };
};

export const presentRow = ({ id, number, title, status: word, author, due, summary }: ListRow, directory: Directory) =>
  listItem.parse({
    ...{ id, number, title, status: status.parse(word) },
    author: { id: author, name: calledIn(directory, author) },
    ...{ from: summary['from'], minutes: summary['minutes'], people: summary['people'] },
    ...{ questions: summary['questions'], left: summary['left'], doc: summary['doc'] },
    dueAt: at(due),
    ...{ hours: summary['hours'], saved: summary['saved'], how: summary['how'] ?? null, gathers: summary['gathers'] === true },
    uid: summary['uid'] ?? id,
  });
