import type { Directory } from '#kernel/actors/directory.ts';
import { atLeast, roleIn } from '#kernel/actors/access.ts';
import { calledIn } from '#kernel/actors/names.ts';
import { nameId } from '#kernel/stream/name-id.ts';
import type { ActorId } from '#kernel/stream/event.ts';
import { presentHistory, presentLink, type ToldRow } from '#practices/comments';
import { spaceShown } from '#practices/spaces';
import { contributes } from '#practices/work';
import { iso, type Principal } from '#server/route.ts';
import { capacityOf } from './capacity.ts';
import { readersOf, seatsOf } from './commenting.ts';
import { readPlan } from './read.ts';
import type { PlanReply } from './reply.ts';
import { planSentence } from './sentences.ts';
import { meetingMinutes, type PlanState } from './state.ts';

interface Reader {
  readonly principal: Pick<Principal, 'org' | 'actor'>;
  readonly directory: Directory;
}

/** A plan as one reader sees it. */
export const presentPlan = async (
  row: ToldRow,
  { principal, directory }: Reader,
  markdown: (source: string) => Promise<string>,
): Promise<PlanReply> => {
  const state = row.state as PlanState;
  const { stage, stories, share } = state;
  const person = (id: ActorId) => ({ id, name: calledIn(directory, id) });
  const linked = (id: string | null) => {
    const link = row.links.find((one) => one.id === id);
    return link ? { id: link.id, number: link.number, title: link.title } : null;
  };
  const kept = stories.filter(({ left }) => !left);
  const people = [
    ...new Set([...readersOf(state, { directory }), ...(state.people.includes(state.author) ? [state.author] : [])]),
  ];
  const room = capacityOf(people, state.from, state.to, share, directory);
  const dueAt = readPlan(state, row).dueAt ?? null;
  const [html, ...texts] = await Promise.all([markdown(state.text), ...stories.map(({ text }) => markdown(text))]);
  const length = (some: readonly { readonly minutes: number }[]) => some.reduce((sum, { minutes }) => sum + minutes * 60_000, 0);
  return {
    ...{ id: row.id, number: row.number, version: row.version, title: state.title, text: state.text, html: html ?? '' },
    status: stage.status,
    ...{ from: iso(state.from), to: iso(state.to), share, people: state.people.map(person) },
    goals: state.goals.flatMap((id) => linked(id) ?? []),
    space: spaceShown(state.space, principal.actor, directory),
    author: person(state.author),
    stories: stories.map(({ by, concerns, goal, criteria, needs, ...story }, index) => {
      const task = row.links.find(({ id, kind }) => kind === 'task' && id === nameId('task of story', row.id, story.id));
      return {
        ...story,
        html: texts[index] ?? '',
        ...{ criteria: [...criteria], needs: [...needs], goal: linked(goal), by: person(by) },
        concerns: concerns.map(({ by: who, text, at, settled }) => ({
          ...{ by: person(who), text, at: iso(at) },
          settled: settled && { by: person(settled.by), words: settled.words, at: iso(settled.at) },
        })),
        task: task ? { number: task.number, status: task.status } : null,
      };
    }),
    readers: seatsOf(state).map(({ actor, status, clock }) => ({ person: person(actor), status, dueAt: iso(clock.dueAt) })),
    endsAt: dueAt === null ? null : iso(dueAt),
    meetingMinutes: meetingMinutes(state),
    met: stage.status === 'planned' ? stage.met : null,
    capacity: {
      people: room.people.map(({ actor, ...one }) => ({ person: person(actor), ...one })),
      workingMs: room.workingMs,
      plannedMs: room.plannedMs,
      storiesMs: length(kept),
      deepMs: length(kept.filter(({ depth }) => depth === 'deep')),
    },
    links: row.links.map(presentLink),
    comments: row.comments,
    now: iso(row.now),
    history: presentHistory(row, planSentence, person),
    mine: {
      author: runs(state, principal.actor, directory),
      asked: seatsOf(state).find(({ actor }) => actor === principal.actor)?.status ?? null,
      contributes: contributes({ space: state.space, audience: null }, principal.actor, directory),
    },
  };
};

/** Who began it, and stewards of its space. */
const runs = ({ author, space }: PlanState, id: ActorId, directory: Directory): boolean => {
  const [actor, room] = [directory.actors.get(id), space === null ? undefined : directory.spaces.get(space)];
  if (author === id || actor?.role === 'steward') return true;
  return actor !== undefined && room !== undefined && atLeast(roleIn(actor, room, directory), 'steward');
};
