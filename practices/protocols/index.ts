import { backtestRoutes } from './backtest/routes.ts';
import { absenceRoutes } from './dependence/absence-routes.ts';
import { dependenceRoutes } from './dependence/routes.ts';
import { runRoutes } from './hosting/run-routes.ts';
import { actorLeft, actorShutOut, movedHours, publishDefaults } from './reactions.ts';
import { protocolRoutes } from './routes.ts';

export { declareFacts } from './declared.ts';
export { checkPage, protocolOfPage, restrictedFault } from './page-protocol.ts';
export type { Governed } from './backtest/governed.ts';
export { runThread } from './backtest/thread.ts';
export { retelling } from './backtest/job.ts';
export { beginRun, moveRun, worldAround, type Host, type Pinned } from './hosting/host.ts';
export { ballot, runActs, runNeeds, type RunAct } from './hosting/acts.ts';
export { hosting, type HostedEvent, type Hosting } from './hosting/hosting.ts';
export { amongThoseWhoSee, maySee } from './seen.ts';
export { nameId } from './name-id.ts';
export { isoSql, pageSql } from './sql.ts';
export { namesToNote } from './taking-part.ts';
export { runSentence, runSilence } from './run-sentences.ts';
export { localTime, presentProof, proofReply, whereabouts, type ProofReply } from './proof-reading.ts';

/** What the server composes. */
export const protocols = {
  routes: [...protocolRoutes, ...runRoutes, ...backtestRoutes, ...dependenceRoutes, ...absenceRoutes],
  reactions: [publishDefaults, movedHours, actorLeft, actorShutOut],
} as const;
