import type { Facts } from '#kernel/protocol/world.ts';
import { declareFacts } from '#practices/protocols';
import { revertsOf } from './reverting.ts';
import { checksOf, looksOf, objects, type ChangeState } from './state.ts';

/** [P2] What conditions may ask of a change beside what every artifact has. */
export const changeFacts = declareFacts(['change'], {
  /** [C1] */
  score: 'number',
  /** `green`, `red` or `pending`; `none` where the repository reports no checks. */
  ci: 'text',
  /** [C3] Names of those that it sets off. */
  guards: 'list',
  files: 'number',
  /** As CODEOWNERS and MAINTAINERS name them. */
  owners: 'list',
  /** Those of them who are here. */
  owners_of_paths: 'list',
  /** Changed files that nobody looks after. */
  unowned: 'number',
  labels: 'list',
  /** `northwind/freight` */
  repository: 'text',
  /** The branch that it goes to. */
  branch: 'text',
  /** Whether it undoes another. */
  revert: 'bool',
  title: 'text',
});

export const factsOf = (state: ChangeState): Facts => {
  const { snapshot } = state.seen;
  const looks = looksOf(state) ?? state.looks;
  const checks = checksOf(state);
  return {
    score: looks?.score ?? 0,
    // Where nothing checks, nothing is red.
    ci: checks ?? (looks?.withoutChecks ? 'green' : 'pending'),
    // Somebody who is here objects: that is nothing to ship past, however small it is.
    guards: [...(looks?.guards.map(({ guard }) => guard) ?? []), ...(objects(state) ? ['objection'] : [])],
    files: looks?.files ?? 0,
    owners: looks?.owners.map(({ owner }) => owner) ?? [],
    owners_of_paths: looks?.asked ?? [],
    unowned: looks?.unowned ?? 0,
    labels: snapshot.labels,
    repository: state.repositoryName,
    branch: snapshot.base,
    revert: revertsOf(snapshot) !== null,
    title: snapshot.title,
  };
};
