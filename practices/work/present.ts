import type { Directory } from '#kernel/actors/directory.ts';
import { calledIn } from '#kernel/actors/names.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { presentHistory, presentLink, type ToldRow } from '#practices/comments';
import { spaceShown } from '#practices/spaces';
import { iso, type Principal, type Written } from '#server/route.ts';
import { actionsFor } from './actions.ts';
import type { TaskEvent } from './events.ts';
import type { HeldRow } from './queries.ts';
import type { TaskReply } from './reply.ts';
import { taskSentence } from './sentences.ts';
import { claimOf, offerOf, type TaskState } from './state.ts';

type Person = { readonly id: string; readonly name: string };
type Markdown = (source: string, written: Written) => Promise<string>;

export interface Reader {
  readonly principal: Pick<Principal, 'org' | 'actor'>;
  readonly directory: Directory;
}

export const at = (moment: Instant | null | undefined): string | null => (typeof moment === 'number' ? iso(moment) : null);

/** A task as one reader sees it. */
export const presentTask = async (
  row: ToldRow,
  held: readonly HeldRow[],
  { principal, directory }: Reader,
  markdown: Markdown,
): Promise<TaskReply> => {
  const state = row.state as TaskState;
  const { stage } = state;
  const person = (id: ActorId): Person => ({ id, name: calledIn(directory, id, state.names[id]) });
  const claim = claimOf(state);
  const offer = offerOf(state);
  const asking = stage.status === 'ready' ? stage.asking : null;
  const goal = row.links.find(({ id }) => id === state.goal);
  // What an issue says was written there as well as here.
  const written = state.issue === null && state.parted.length === 0 ? 'here' : 'elsewhere';
  const [html, done] = await Promise.all([
    markdown(state.text, written),
    stage.status === 'done' ? markdown(stage.words, 'here') : '',
  ]);
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    title: state.title,
    text: state.text,
    html,
    status: stage.status,
    criteria: [...state.criteria],
    depth: state.depth,
    minutes: state.minutes,
    needs: [...state.needs],
    context: state.context,
    dueAt: at(state.dueAt),
    goal: goal ? { id: goal.id, number: goal.number, title: goal.title } : null,
    space: spaceShown(state.space, principal.actor, directory),
    audience: state.audience === null ? null : state.audience.map(person),
    author: person(state.author),
    draftedAt: iso(state.draftedAt),
    now: iso(row.now),
    claim: claim && {
      holder: person(claim.holder),
      token: claim.token,
      since: iso(claim.since),
      seenAt: iso(claim.seenAt),
      until: iso(claim.until),
      graceUntil: at(claim.graceUntil),
      extensionsLeft: Math.max(0, claim.terms.extensions - claim.extended),
    },
    offer: offer && { to: person(offer.to), by: person(offer.by), note: offer.note, dueAt: iso(offer.clock.dueAt) },
    asking: asking && { owner: person(asking.owner), dueAt: iso(asking.clock.dueAt) },
    notes: state.notes.map(({ by, at: when, note, byItself }) => ({ by: person(by), at: iso(when), note, byItself })),
    done: stage.status === 'done' ? { by: person(stage.by), at: iso(stage.at), words: stage.words, html: done } : null,
    dropped: stage.status === 'dropped' ? { by: person(stage.by), at: iso(stage.at), reason: stage.reason } : null,
    issue: state.issue && {
      ...{ repository: state.issue.repository, called: state.issue.called },
      ...{ key: state.issue.there?.key ?? null, url: state.issue.there?.url ?? null },
    },
    outputs: [...outputsOf(row, person)],
    links: row.links.map(presentLink),
    comments: row.comments,
    history: presentHistory(row, taskSentence, person),
    actions: [
      ...actionsFor(state, {
        ...{ org: principal.org, by: principal.actor, now: row.now, directory, held },
        self: { id: row.id, number: row.number, version: row.version },
      }),
    ],
  };
};

/** Nobody is asked how it stands: what links to it and what was seen of it says so. */
const outputsOf = ({ links, history }: ToldRow, person: (id: ActorId) => Person): TaskReply['outputs'] => {
  const seen = history.flatMap(({ at: when, body }) => {
    const event = body as TaskEvent;
    if (event.type !== 'task-moved' || (event.seen.of !== null && links.some(({ id }) => id === event.seen.of))) return [];
    const { what, words, address, by } = event.seen;
    return what === 'comment' ? [] : [{ when, output: { what, words, artifact: null, address, by: person(by), at: iso(when) } }];
  });
  const linking = links.flatMap((link) => {
    if (link.direction !== 'from' || link.author === null || link.at === null) return [];
    const { id, kind, number, status, title, author, at: when } = link;
    const artifact = { id, kind, number, status };
    return [{ when, output: { what: kind, words: title, artifact, address: null, by: person(author), at: iso(when) } }];
  });
  return [...seen, ...linking].toSorted((a, b) => b.when - a.when).map(({ output }) => output);
};
