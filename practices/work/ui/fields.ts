import type { Task } from './tasks.ts';

/** What the form holds, as it is typed. */
export interface Typed {
  readonly title: string;
  readonly text: string;
  readonly criteria: string;
  readonly depth: 'deep' | 'shallow';
  readonly minutes: number;
  readonly needs: string;
  readonly context: string;
  readonly dueAt: string | null;
  /** The goal's number; empty: none. */
  readonly goal: string;
}

export const EMPTY: Typed = {
  title: '',
  text: '',
  criteria: '',
  depth: 'shallow',
  minutes: 60,
  needs: '',
  context: '',
  dueAt: null,
  goal: '',
};

export const typedOf = (task: Task): Typed => ({
  title: task.title,
  text: task.text,
  criteria: task.criteria.join('\n'),
  depth: task.depth,
  minutes: task.minutes,
  needs: task.needs.join(', '),
  context: task.context,
  dueAt: task.dueAt,
  goal: task.goal === null ? '' : String(task.goal.number),
});

const parts = (text: string, between: RegExp): string[] =>
  text.split(between).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));

/** What `POST /api/tasks` and `PATCH /api/tasks/:id` take. Marks of a list before a criterion are left out. */
export const bodyOf = ({ title, text, criteria, depth, minutes, needs, context, dueAt, goal }: Typed) => ({
  ...{ title, text, depth, minutes, context: context.trim(), dueAt },
  criteria: parts(criteria, /\n/u).map((line) => line.replace(/^(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?/u, '')),
  needs: parts(needs, /[,;\n]/u),
  goal: goal === '' ? null : Number(goal),
});
