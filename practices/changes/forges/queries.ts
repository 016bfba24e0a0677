import type { ArtifactId, OrgId } from '#kernel/stream/event.ts';
import type { Question } from '#server/route.ts';

/** The repository of that name at a forge; a name is written as people write it. */
export const repositoryNamed = (org: OrgId, forge: ArtifactId, name: string): Question => ({
  name: 'changes.repository-named',
  text: `select id, state from artifacts
    where org = $1 and kind = 'repository' and summary->>'name' = $3 and summary->>'forge' = $2 and status = 'connected' limit 1`,
  values: [org, forge, name.toLowerCase()],
});

/** An artifact's state, for the system itself. */
export const stateOf = (org: OrgId, kind: string, id: ArtifactId): Question => ({
  name: 'changes.state',
  text: 'select number::int, state, version from artifacts where org = $1 and kind = $2 and id = $3',
  values: [org, kind, id],
  byKey: true,
});

export const checksOfHead = (org: OrgId, id: ArtifactId): Question => ({
  name: 'changes.checks-of-head',
  text: `select state from artifacts where org = $1 and id = $2 and kind = 'operation'`,
  values: [org, id],
  byKey: true,
});

export const changesOfHead = (org: OrgId, repository: ArtifactId, head: string): Question => ({
  name: 'changes.of-head',
  text: `select id from artifacts where org = $1 and kind = 'change' and summary->>'head' = $3 and summary->>'repository' = $2 limit 20`,
  values: [org, repository, head],
});

export const existing = (org: OrgId, id: ArtifactId): Question => ({
  name: 'changes.existing',
  text: 'select id from artifacts where org = $1 and id = $2',
  values: [org, id],
  byKey: true,
});

/** What a text of a forge names: it becomes a link, which whoever may not see it does not see either. */
export const idsOfNumbers = (org: OrgId, numbers: readonly number[]): Question => ({
  name: 'changes.ids-of-numbers',
  text: 'select id from artifacts where org = $1 and number > 0 and number = any($2::bigint[]) order by number',
  values: [org, numbers],
});

/** Changes of the same repository around a moment, to see whether they are pieces of one intent. */
export const around = (org: OrgId, repository: ArtifactId, from: number, to: number): Question => ({
  name: 'changes.around',
  text: `select id, number::int, state from artifacts
    where org = $1 and kind = 'change' and summary->>'repository' = $2 and opened_at between to_timestamp($3 / 1000.0) and to_timestamp($4 / 1000.0)
    order by opened_at, id limit 200`,
  values: [org, repository, from, to],
});

/** The change with which a commit was merged, or that had it as its head; or the one of that key. */
export const undone = (org: OrgId, repository: ArtifactId, by: { readonly key?: string; readonly sha?: string }): Question => ({
  name: 'changes.undone',
  text: `select id from artifacts where org = $1 and kind = 'change' and summary->>'repository' = $2
    and (summary->>'key' = $3 or ($4 <> '' and (summary->>'merge' like $4 || '%' or summary->>'head' like $4 || '%'))) limit 5`,
  values: [org, repository, by.key ?? '', by.sha ?? ''],
});

/** Merged changes that undo something, of a repository. */
export const undoing = (org: OrgId, repository: ArtifactId): Question => ({
  name: 'changes.undoing',
  text: `select id, state from artifacts where org = $1 and kind = 'change' and summary->>'repository' = $2 and summary ? 'reverts'
    and status in ('shipped', 'reverted') limit 2000`,
  values: [org, repository],
});
