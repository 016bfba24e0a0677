import { calledIn } from '#kernel/actors/names.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import { SYSTEM, type ActorId } from '#kernel/stream/event.ts';

/** Everybody whom some events of a run speak of. */
const spokenOf = (event: RunEvent): readonly ActorId[] => {
  switch (event.type) {
    case 'run-opened':
      return [event.subject.author];
    case 'asked':
      return event.question ? [event.actor, event.question.asker] : [event.actor];
    case 'passed-on':
    case 'rerouted':
      return [event.actor, event.to];
    case 'objection':
      return [event.actor, event.objection.by, event.objection.holder];
    case 'stance':
    case 'excused':
    case 'amended':
      return [event.actor];
    default:
      return [];
  }
};

/** Names that sentences of awaits will need and the state does not have yet; null: none. */
export const namesToNote = (
  events: readonly RunEvent[],
  more: readonly ActorId[],
  known: Readonly<Record<ActorId, string>>,
  directory: Directory,
): Readonly<Record<ActorId, string>> | null => {
  const ids = new Set([...events.flatMap(spokenOf), ...more].filter((id) => id !== SYSTEM));
  const fresh = [...ids].flatMap((id) => {
    const name = calledIn(directory, id, '');
    return name === '' || known[id] === name ? [] : [[id, name] as const];
  });
  return fresh.length === 0 ? null : Object.fromEntries(fresh);
};
