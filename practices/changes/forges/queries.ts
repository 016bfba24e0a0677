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

/** The names of what is connected with a forge. */
export const connectedWith = (org: OrgId, forge: ArtifactId): Question => ({
  name: 'changes.connected-with',
  text: `select title as name from artifacts where org = $1 and kind = 'repository' and status = 'connected' and summary->>'forge' = $2 order by title limit 20`,
  values: [org, forge],
});

/** Errands to all that is connected with a forge and still going on. */
export const askAnew = (org: OrgId, forge: ArtifactId): Question => ({
  name: 'changes.ask-anew',
  text: `insert into forge_errands (org, about, next_at)
    select a.org, a.id, now() from artifacts r join artifacts a on a.org = r.org and (
        (a.id = r.id and a.state->'issues' <> 'null')
        or (a.kind = 'change' and a.summary->>'repository' = r.id::text and a.closed_at is null)
        or (a.kind = 'task' and a.closed_at is null and a.state->'issue'->>'repository' = r.id::text))
    where r.org = $1 and r.kind = 'repository' and r.status = 'connected' and r.summary->>'forge' = $2
    on conflict (org, about) do update set next_at = now(), failures = 0`,
  values: [org, forge],
});

/** The kind of what an errand is about. */
export const kindOf = (org: OrgId, id: ArtifactId): Question => ({
  name: 'changes.kind',
  text: 'select kind from artifacts where org = $1 and id = $2',
  values: [org, id],
  byKey: true,
});

/** A task that is an issue, or on its way to be one: of which repository, and which. */
export const taskThatIs = (org: OrgId, id: ArtifactId): Question => ({
  name: 'changes.task-that-is',
  text: `select id, state->'issue'->>'repository' as repository, state->'issue'->'there'->>'issue' as issue from artifacts
    where org = $1 and id = $2 and kind = 'task' and state->'issue' <> 'null'`,
  values: [org, id],
  byKey: true,
});

/** What was said here on a task, by whoever said it; for the system itself. */
export const commentsOfTask = (org: OrgId, task: ArtifactId): Question => ({
  name: 'changes.comments-of-task',
  text: `select id, state from artifacts where org = $1 and parent = $2 and kind = 'comment' and state->'outside' = 'null' order by created_at, id limit 1000`,
  values: [org, task],
});

/** What a text of a forge names: it becomes a link, which whoever may not see it does not see either. */
export const idsOfNumbers = (org: OrgId, numbers: readonly number[]): Question => ({
  name: 'changes.ids-of-numbers',
  text: 'select id from artifacts where org = $1 and number > 0 and number = any($2::bigint[]) order by number',
  values: [org, numbers],
});

/** Issues that are known, of some. */
export const issuesOf = (org: OrgId, ids: readonly ArtifactId[]): Question => ({
  name: 'changes.issues-of',
  text: `select id, state from artifacts where org = $1 and id = any($2::uuid[]) and kind = 'issue' order by id`,
  values: [org, ids],
});

/** Changes and commits of a repository, heard of in the last two months, in which an issue's number there stands. */
export const namingIssue = (org: OrgId, repository: ArtifactId, key: string): Question => ({
  name: 'changes.naming-issue',
  text: `
    (select id, kind, state from artifacts where org = $1 and kind = 'change' and summary->>'repository' = $2
       and created_at > proceed_now() - interval '60 days' and title || ' ' || (state->'seen'->'snapshot'->>'text') ~ $3 limit 100)
    union all
    (select id, kind, state from artifacts where org = $1 and kind = 'operation' and summary->>'repository' = $2 and summary->>'what' = 'commit'
       and created_at > proceed_now() - interval '60 days' and state->'operation'->>'message' ~ $3 limit 100)`,
  values: [org, repository, `#0*${Number(key)}\\M`],
});

/** Of some tasks those that are here, each with the issues that it was before somebody took the link away. */
export const tasksThere = (org: OrgId, tasks: readonly ArtifactId[]): Question => ({
  name: 'changes.tasks-there',
  text: `select id, coalesce(jsonb_path_query_array(state->'parted', '$[*].there.issue'), '[]') as parted from artifacts
    where org = $1 and id = any($2::uuid[]) and kind = 'task'`,
  values: [org, tasks],
  byKey: true,
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
