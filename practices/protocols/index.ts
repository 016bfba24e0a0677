import { backtestRoutes } from './backtest/routes.ts';
import { absenceRoutes } from './dependence/absence-routes.ts';
import { dependenceRoutes } from './dependence/routes.ts';
import { actorLeft, movedHours, publishDefaults } from './reactions.ts';
import { protocol } from './protocol.ts';
import { protocolRoutes } from './routes.ts';
import { protocolSentence } from './sentences.ts';

export {
  protocol,
  protocolCommands,
  protocolsInDirectory,
  type ProtocolCommand,
  type ProtocolEvent,
  type ProtocolState,
} from './protocol.ts';
export type { Governed } from './backtest/governed.ts';
export { runThread } from './backtest/thread.ts';
export { retelling } from './backtest/job.ts';
export { openUnder } from './choose.ts';
export { amongThoseWhoSee, maySee } from './seen.ts';
export { nameId } from './name-id.ts';
export { isoSql, pageSql } from './sql.ts';
export { namesToNote } from './taking-part.ts';
export { runSentence, runSilence } from './run-sentences.ts';
export { localTime, presentProof, proofReply, whereabouts, type ProofReply } from './proof-reading.ts';

/** What the server composes. */
export const protocols = {
  deciders: [protocol],
  routes: [...protocolRoutes, ...backtestRoutes, ...dependenceRoutes, ...absenceRoutes],
  reactions: [publishDefaults, movedHours, actorLeft],
  sentences: { protocol: protocolSentence },
} as const;
