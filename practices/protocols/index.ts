import { backtestRoutes } from './backtest/routes.ts';
import { absenceRoutes } from './dependence/absence-routes.ts';
import { dependenceRoutes } from './dependence/routes.ts';
import { runRoutes } from './hosting/run-routes.ts';
import { actorLeft, actorShutOut, movedHours, othersCame, publishDefaults } from './reactions.ts';
import { protocolRoutes } from './routes.ts';
import { beginBySchedule, welcome } from './runs/beginnings.ts';
import { governedRun } from './runs/governed.ts';
import { run } from './runs/run.ts';
import { standingRunSentence, standingRunSilence } from './runs/sentences.ts';
import { runsTaken } from './runs/taking.ts';
import { simulationRoutes } from './simulation/routes.ts';

export { declareFacts, declareTriggers } from './declared.ts';
export { checkPage, protocolOfPage, restrictedFault } from './page-protocol.ts';
export type { Governed } from './backtest/governed.ts';
export { runThread } from './backtest/thread.ts';
export { retelling } from './backtest/job.ts';
export { pastAsks } from './simulation/past-asks.ts';
export { before as goBefore } from './choose.ts';
export { beginRun, callOffRun, moveRun, pinnedTo, worldAround, type Host, type Pinned } from './hosting/host.ts';
export { ballot, runActs, runNeeds, type RunAct } from './hosting/acts.ts';
export { ballotReply, castIn, presentBallots, type BallotReply } from './hosting/present-ballots.ts';
export { hosting, type HostedEvent, type Hosting } from './hosting/hosting.ts';
export { amongThoseWhoSee, maySee } from './seen.ts';
export { nameId } from './name-id.ts';
export { isoSql, pageSql } from './sql.ts';
export { namesToNote } from './taking-part.ts';
export { runSentence, runSilence } from './run-sentences.ts';
export { localTime, presentProof, proofReply, whereabouts, type ProofReply } from './proof-reading.ts';

/** What the server composes. */
export const protocols = {
  deciders: [run],
  governed: [governedRun],
  sentences: { run: standingRunSentence },
  silence: { run: standingRunSilence },
  takes: [runsTaken],
  routes: [...protocolRoutes, ...runRoutes, ...backtestRoutes, ...simulationRoutes, ...dependenceRoutes, ...absenceRoutes],
  reactions: [publishDefaults, movedHours, actorLeft, actorShutOut, othersCame, beginBySchedule, welcome],
} as const;
