import { words } from './addresses.ts';
import { goalRoutes } from './goals/goal-routes.ts';
import { goal } from './goals/goal.ts';
import { issueRoutes } from './issue-routes.ts';
import { after, subject } from './queries.ts';
import { moment, person } from './reply.ts';
import { draftNextSteps, draftTodos, renewByActivity } from './reactions.ts';
import { readRoutes } from './read-routes.ts';
import { goalSentence, taskSentence, taskSilence } from './sentences.ts';
import { goalsTaken, tasksTaken } from './taking.ts';
import { task } from './task.ts';
import { writeRoutes } from './write-routes.ts';

export { task } from './task.ts';
export { taskCommands, type TaskCommand } from './commands.ts';
export type { TaskEvent } from './events.ts';
export { taskFacts } from './facts.ts';
export type { TaskState } from './state.ts';
/* What planning shares: a story is a task that is not one yet. */
export { audienceOf } from './audience.ts';
export { contributes } from './terms.ts';
export { bodyOf as taskBodyOf, LONGEST_TEXT, LONGEST_TITLE, wordsOf } from './words.ts';

/** How work is loaded and shown: planning speaks the same way. */
export const taskDoor = {
  ...{ after, subject, moment, person, words },
} as const;

/** What the server composes. */
export const work = {
  deciders: [task, goal],
  routes: [...readRoutes, ...writeRoutes, ...issueRoutes, ...goalRoutes],
  sentences: { task: taskSentence, goal: goalSentence },
  silence: { task: taskSilence },
  reactions: [draftNextSteps, draftTodos, renewByActivity],
  takes: [tasksTaken, goalsTaken],
} as const;
