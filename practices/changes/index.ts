export { ENOUGH, fitThreshold, RISK, type Fit, type Point } from './calibrate/fit.ts';
export { readHistory, type Read } from './calibrate/history.ts';
export { scoreOf, type ChangedFile, type Score } from './change.ts';
export { pathPattern } from './owners/pattern.ts';
export { RepositoryTrouble } from './repository/git.ts';
export { openRepository, type Range, type Repository } from './repository/repository.ts';
export { look, verdictOf, type Checks, type Looked, type Verdict } from './verdict.ts';
