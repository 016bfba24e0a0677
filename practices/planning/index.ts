import { plan } from './plan.ts';
import { draftTasks } from './reactions.ts';
import { planRoutes } from './routes.ts';
import { planSentence, planSilence } from './sentences.ts';
import { plansTaken } from './taking.ts';

/** What the server composes. */
export const planning = {
  deciders: [plan],
  routes: planRoutes,
  sentences: { plan: planSentence },
  silence: { plan: planSilence },
  reactions: [draftTasks],
  takes: [plansTaken],
} as const;
