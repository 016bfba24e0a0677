import { SYSTEM } from '#kernel/stream/event.ts';
import type { Names, Sentence } from '#kernel/stream/sentence.ts';
import type { TaskEvent } from './events.ts';
import type { GoalEvent } from './goals/goal.ts';

export const taskSentence: Sentence<TaskEvent> = ({ body, by, artifact }, names) => {
  const who = names.actor(by);
  const it = names.artifact(artifact);
  switch (body.type) {
    case 'task-drafted':
      return body.author === by ? `${who} drafted ${it}.` : `${it} was drafted for ${names.actor(body.author)}.`;
    case 'task-revised':
      return body.there === undefined ? `${who} changed ${it}.` : `${it} was changed at ${body.there}.`;
    case 'task-claimed':
      return body.taken ? `${who} took over ${it}.` : `${who} claimed ${it}.`;
    case 'task-moved':
      return moved(body.seen, it, names);
    case 'claim-extended':
      return `${who} goes on with ${it}: ${body.words}`;
    case 'claim-nudged':
      return `${names.actor(body.actor)} was asked whether they go on with ${it}.`;
    case 'claim-released':
      return body.byItself ? `${it} is free again: nothing was seen of it.` : `${names.actor(body.holder)} gave ${it} back.`;
    case 'task-offered':
      return `${who} offered ${it} to ${names.actor(body.to)}.`;
    case 'offer-ended':
      return body.how === 'declined' ? `${names.actor(body.to)} cannot take ${it} now.` : null;
    case 'owner-asked':
      return `Nobody has claimed ${it}: ${names.actor(body.owner)} is asked what becomes of it.`;
    case 'owner-answered':
      return body.lapsed ? null : `${who} keeps ${it}${body.words === '' ? '' : `: ${body.words}`}`;
    case 'task-finished':
      return `${who} finished ${it}.`;
    case 'task-dropped':
      return `${who} dropped ${it}.`;
    case 'task-reopened':
      return body.there === undefined ? `${who} reopened ${it}.` : `${it} was opened again at ${body.there}.`;
    case 'issue-linked':
      if (by === SYSTEM) return null;
      return body.link.there === null
        ? `${who} opened ${it} as an issue of ${body.link.called}, too.`
        : `${who} made ${it} ${body.link.called}#${body.link.there.key} again.`;
    case 'issue-parted':
      return `${who} parted ${it} from ${body.called}.`;
    case 'task-closed-there':
      return `${it} was closed at ${body.there}.`;
    case 'names-noted':
    case 'claim-in-grace':
    case 'claim-replanned':
    case 'offer-moved':
      return null;
    default:
      return body satisfies never;
  }
};

const moved = (
  { what, words, by }: Extract<TaskEvent, { type: 'task-moved' }>['seen'],
  it: string,
  names: Names,
): string | null => (what === 'comment' ? null : `${names.actor(by)} moved ${it} on${words === '' ? '.' : `: ${words}`}`);

/** Of which the feed never tells. */
export const taskSilence = [
  'names-noted',
  'claim-in-grace',
  'claim-replanned',
  'offer-moved',
] as const satisfies readonly TaskEvent['type'][];

export const goalSentence: Sentence<GoalEvent> = ({ body, by, artifact }, names) => {
  const who = names.actor(by);
  const it = names.artifact(artifact);
  switch (body.type) {
    case 'goal-set':
      return `${who} set ${it} as a goal.`;
    case 'goal-revised':
      return `${who} changed ${it}.`;
    case 'goal-closed':
      return body.as === 'reached' ? `${it} is reached.` : `${who} dropped ${it}.`;
    case 'goal-reopened':
      return `${who} opened ${it} again.`;
    default:
      return body satisfies never;
  }
};
