import type { ActorId } from '#kernel/stream/event.ts';
import { fileName } from '#kernel/text/file-name.ts';
import { iso, type Takes } from '#server/route.ts';
import type { GoalState } from './goals/goal.ts';
import { after } from './queries.ts';
import { claimOf, type TaskState } from './state.ts';

const AT_ONCE = 200;

const every = (
  kind: string,
  written: (state: unknown, name: (id: ActorId) => string) => { title: string; text: string },
): Takes =>
  async function* ({ db, directory }, reader) {
    const { actors } = await directory(reader.org);
    const name = (id: ActorId): string => actors.get(id)?.name ?? 'somebody';
    for (let number = 0; ;) {
      const rows = await db.rows<{ number: number; state: unknown }>(after(reader, kind, number, AT_ONCE));
      for (const { number: own, state } of rows) {
        number = own;
        const { title, text } = written(state, name);
        yield { path: `${kind}s/${fileName(own, title, kind)}`, bytes: Buffer.from(text) };
      }
      if (rows.length < AT_ONCE) return;
    }
  };

/** Each task with its criteria, its claim and what earlier holders left. */
export const tasksTaken: Takes = every('task', (state, name) => {
  const task = state as TaskState;
  return { title: task.title, text: taskText(task, name) };
});

export const goalsTaken: Takes = every('goal', (state, name) => {
  const goal = state as GoalState;
  const facts = [
    `Set by ${name(goal.author)}, ${iso(goal.setAt)}. ${goal.stage.status}.`,
    ...(goal.dueAt === null ? [] : [`Due ${iso(goal.dueAt)}.`]),
    ...(goal.outcome === '' ? [] : [`Reached when: ${goal.outcome}`]),
  ];
  const parts = [`# ${goal.title}`, facts.join(' '), goal.text, goal.stage.status === 'open' ? '' : goal.stage.words];
  return { title: goal.title, text: `${parts.filter((part) => part !== '').join('\n\n')}\n` };
});

const taskText = (task: TaskState, name: (id: ActorId) => string): string => {
  const { title, text, criteria, depth, minutes, needs, context, dueAt, author, draftedAt, stage, notes } = task;
  const claim = claimOf(task);
  const facts = [
    `Drafted by ${name(author)}, ${iso(draftedAt)}. ${stage.status}.`,
    `${depth}, about ${minutes} minutes.`,
    ...(needs.length === 0 ? [] : [`Needs ${needs.join(', ')}.`]),
    ...(context === '' ? [] : [`Context: ${context}.`]),
    ...(dueAt === null ? [] : [`Due ${iso(dueAt)}.`]),
    ...(claim === null ? [] : [`Held by ${name(claim.holder)} since ${iso(claim.since)}.`]),
  ];
  const ending =
    stage.status === 'done'
      ? [`## Done by ${name(stage.by)}, ${iso(stage.at)}`, stage.words]
      : stage.status === 'dropped'
        ? [`## Dropped by ${name(stage.by)}, ${iso(stage.at)}`, stage.reason]
        : [];
  const parts = [
    `# ${title}`,
    facts.join(' '),
    text,
    ...(criteria.length === 0 ? [] : ['## Done when', criteria.map((one) => `- ${one}`).join('\n')]),
    ...notes.flatMap(({ by, at, note, byItself }) => [
      `## Given back by ${name(by)}, ${iso(at)}${byItself ? ', by the clock' : ''}`,
      note,
    ]),
    ...ending,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
};
