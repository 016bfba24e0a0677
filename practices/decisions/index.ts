import { decision } from './decision.ts';
import { governedDecision } from './governed.ts';
import { importRoutes } from './import-routes.ts';
import { markSuperseded } from './reactions.ts';
import { readRoutes } from './read-routes.ts';
import { recordOpeningRoutes } from './record-opening-routes.ts';
import { decisionSentence, decisionSilence } from './sentences.ts';
import { stanceRoutes } from './stance-routes.ts';
import { decisionsTaken } from './taking.ts';
import { writeRoutes } from './write-routes.ts';

export { decision } from './decision.ts';
export { decisionCommands, type DecisionCommand } from './commands.ts';
export type { DecisionEvent, Quote } from './events.ts';
export { decisionFacts, proposalFacts } from './facts.ts';
export { alone, changedLines } from './proposing.ts';
export { decisionSentence } from './sentences.ts';
export type { DecisionState } from './state.ts';
export { readFolder, type ReadFolder } from './records/folder.ts';
export { batchesOf, toImported } from './records/import.ts';
export { parseRecord } from './records/parse.ts';

/** What the server composes. */
export const decisions = {
  deciders: [decision],
  governed: [governedDecision],
  routes: [...readRoutes, ...writeRoutes, ...recordOpeningRoutes, ...stanceRoutes, ...importRoutes],
  reactions: [markSuperseded],
  sentences: { decision: decisionSentence },
  silence: { decision: decisionSilence },
  takes: [decisionsTaken],
} as const;
