import { change } from './change.ts';
import { forge } from './forges/forge.ts';
import { forgeRoutes } from './forges/forge-routes.ts';
import { repository } from './forges/repository.ts';
import { repositoryRoutes } from './forges/repository-routes.ts';
import { governedChange } from './governed.ts';
import { measureRoutes } from './measures/measure-routes.ts';
import { thresholdRoutes } from './measures/threshold-routes.ts';
import { operation } from './operations/operation.ts';
import { issue } from './issues/issue.ts';
import { followIssues, runIssueErrands } from './issues/reactions.ts';
import { markReverted, moveTasks, runErrands } from './reactions.ts';
import { changeRoutes } from './routes.ts';
import { changeSentence, changeSilence } from './sentences.ts';
import { changesTaken } from './taking.ts';

export { ENOUGH, fitThreshold, RISK, type Fit, type Point } from './calibrate/fit.ts';
export { readHistory, type Read } from './calibrate/history.ts';
export { changeFacts } from './facts.ts';
export { VENDORS, type Vendor } from './forges/forge.ts';
export {
  ForgeTrouble,
  type ForgeApi,
  type ForgeReader,
  type Headers,
  type IssueApi,
  type IssueChange,
  type ObservedIssue,
  type Told,
} from './forges/port.ts';
export type { CheckState, Delivery, Observed, Operation, Said, Snapshot } from './observed.ts';
export { codeowners } from './owners/codeowners.ts';
export { pathPattern } from './owners/pattern.ts';
export { RepositoryTrouble } from './repository/git.ts';
export { openRepository, type Range, type Repository } from './repository/repository.ts';
export { kept, sayingOf, wordsOf } from './saying.ts';
export { scoreOf, together, type ChangedFile, type Score } from './score.ts';
export { OWN_CHECK } from './telling.ts';
export { look, verdictOf, type Checks, type Looked, type Verdict } from './verdict.ts';
export { forgeErrands } from './forges/errands.ts';
export type { Credentials } from './forges/credentials.ts';
export { lightByName } from './repository/light.ts';
export { forges, type Forges } from './forges/service.ts';

/** What the server composes. */
export const changes = {
  deciders: [change, forge, repository, operation, issue],
  governed: [governedChange],
  routes: [...measureRoutes, ...thresholdRoutes, ...changeRoutes, ...repositoryRoutes, ...forgeRoutes],
  reactions: [markReverted, moveTasks, runErrands, followIssues, runIssueErrands],
  sentences: { change: changeSentence },
  silence: { change: changeSilence },
  takes: [changesTaken],
} as const;
