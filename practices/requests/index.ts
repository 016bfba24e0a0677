import { governedRequest } from './governed.ts';
import { readRoutes } from './read-routes.ts';
import { request } from './request.ts';
import { requestSentence, requestSilence } from './sentences.ts';
import { requestsTaken } from './taking.ts';
import { writeRoutes } from './write-routes.ts';

export { request } from './request.ts';
export { requestCommands, type RequestCommand } from './commands.ts';
export type { RequestEvent } from './events.ts';
export { requestFacts } from './facts.ts';
export { requestSentence } from './sentences.ts';
export type { RequestState } from './state.ts';

/** What the server composes. */
export const requests = {
  deciders: [request],
  governed: [governedRequest],
  routes: [...readRoutes, ...writeRoutes],
  sentences: { request: requestSentence },
  silence: { request: requestSilence },
  takes: [requestsTaken],
} as const;
