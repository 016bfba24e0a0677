import type { RunEvent } from '#kernel/protocol/run-event.ts';

/**
 * What people react to in a run, so that the same can be found again in a run that went otherwise: that somebody is asked, that somebody
 * objects, that an objector is answered, that somebody asks a question first. `ask:X#2` is the second time that X is asked.
 */
export const countTriggers = (): ((event: RunEvent) => string | null) => {
  const counts = new Map<string, number>();
  const objections = new Set<number>();
  return (event) => {
    const what = subjectOf(event, objections);
    if (what === null) return null;
    const count = (counts.get(what) ?? 0) + 1;
    counts.set(what, count);
    return `${what}#${count}`;
  };
};

/** Without its count. */
export const withoutCount = (trigger: string): string => trigger.slice(0, trigger.lastIndexOf('#'));

const subjectOf = (event: RunEvent, objections: Set<number>): string | null => {
  if (event.type === 'objection') {
    const { id, by, status } = event.objection;
    if (objections.has(id)) return null;
    objections.add(id);
    return status === 'open' ? `objection:${by}` : null;
  }
  if (event.type !== 'asked') return null;
  const { question, actor } = event;
  if (!question) return `ask:${actor}`;
  return question.about === 'clarification' ? `clarification:${question.asker}` : `${question.about}:${actor}`;
};
