import type { AwaitReading } from '#kernel/awaits/await.ts';
import type { Entry, Outcome } from '#kernel/stream/stream.ts';
import type { Queryable } from './connection.ts';
import { fromMs } from './sql-time.ts';

/*
 * One statement, one round trip, one transaction for a batch of entries. An entry whose artifact has moved on (or begun already)
 * drops out of `done`, and with it its events, awaits and links; the others are appended.
 *
 * It is put together from the steps that a batch needs: most need few, and PostgreSQL sets up each step that there is.
 */
const ROWS = `a as materialized (
    select * from jsonb_to_recordset($1::jsonb) as x (
      n int, org uuid, id uuid, kind text, expected int, version int, numbered boolean, title text, status text, space uuid,
      audience text[], heard boolean, author uuid, parent uuid, state jsonb, summary jsonb, opened float8, closed float8, due float8, next float8, at float8)
  )`;

const NUMBERS = `bump as (
    update organizations o set last_number = o.last_number + c.n
    from (select org, count(*) as n from a where numbered and expected = 0 group by org) c
    where o.id = c.org returning o.id, o.last_number - c.n as base
  ), numbers as (
    select a.n, b.base + row_number() over (partition by a.org order by a.n) as number
    from a join bump b on b.id = a.org where a.numbered and a.expected = 0
  )`;

const begun = (numbered: boolean): string => `begun as (
    insert into artifacts (org, id, kind, number, title, status, space, audience, author, parent, version, state, summary,
                           opened_at, closed_at, due_at, next_at, created_at, updated_at)
    select a.org, a.id, a.kind, ${numbered ? 'coalesce(u.number, 0)' : '0'},
           a.title, a.status, a.space, a.audience, a.author, a.parent, a.version, a.state, a.summary,
           ${fromMs('a.opened')}, ${fromMs('a.closed')}, ${fromMs('a.due')}, ${fromMs('a.next')}, ${fromMs('a.at')}, ${fromMs('a.at')}
    from a ${numbered ? 'left join numbers u on u.n = a.n' : ''} where a.expected = 0
    on conflict (org, id) do nothing
    returning org, id, number
  )`;

const MOVED = `moved as (
    update artifacts t set
      title = a.title, status = a.status, space = a.space, audience = a.audience,
      author = a.author, parent = a.parent, version = a.version, state = a.state, summary = a.summary,
      opened_at = ${fromMs('a.opened')}, closed_at = ${fromMs('a.closed')}, due_at = ${fromMs('a.due')}, next_at = ${fromMs('a.next')},
      updated_at = coalesce(${fromMs('a.at')}, t.updated_at)
    from a where a.expected > 0 and t.org = a.org and t.id = a.id and t.version = a.expected
    returning t.org, t.id, t.number
  )`;

// What hangs on an artifact is seen by whoever sees the artifact.
const HEARD = `heard as (
    update artifacts c set audience = a.audience
    from a join moved m on m.org = a.org and m.id = a.id
    where a.heard and c.org = a.org and c.parent = a.id
  )`;

const FACTS = `facts as (
    insert into events (org, artifact, version, kind, type, at, by, command, seq, last_version, digest, caused_artifact, caused_version, body)
    select e.org, e.artifact, e.version, e.kind, e.type, ${fromMs('e.at')}, e.by, e.command, e.seq, e.last, e.digest, e.ca, e.cv, e.body
    from jsonb_to_recordset($2::jsonb) as e (
      org uuid, artifact uuid, version int, kind text, type text, at float8, by uuid, command uuid, seq smallint, last int, digest text,
      ca uuid, cv int, body jsonb)
    join done d on d.org = e.org and d.id = e.artifact
  )`;

const AWAITS_AND_LINKS = `asked as (
    insert into awaits (org, artifact, key, kind, status, asker, asked, step, why, opened_at, due_at, max_at, closed_at, otherwise, minutes, urgent,
                        need_ms, used_ms, counted_from)
    select w.org, w.artifact, w.key, w.kind, w.status, w.asker, w.asked, w.step, w.why, ${fromMs('w.opened')}, ${fromMs('w.due')}, ${fromMs('w.max')},
           ${fromMs('w.closed')}, w.otherwise, w.minutes, w.urgent, w.need, w.used, ${fromMs('w.since')}
    from jsonb_to_recordset($3::jsonb) as w (
      org uuid, artifact uuid, key text, kind text, status text, asker uuid, asked uuid, step text, why text, opened float8, due float8,
      max float8, closed float8, otherwise text, minutes int, urgent boolean, need bigint, used bigint, since float8)
    join done d on d.org = w.org and d.id = w.artifact
    on conflict (org, artifact, key) do update set
      kind = excluded.kind, status = excluded.status, asker = excluded.asker, asked = excluded.asked, step = excluded.step, why = excluded.why,
      opened_at = excluded.opened_at, due_at = excluded.due_at, max_at = excluded.max_at, closed_at = excluded.closed_at,
      otherwise = excluded.otherwise, minutes = excluded.minutes, urgent = excluded.urgent,
      need_ms = excluded.need_ms, used_ms = excluded.used_ms, counted_from = excluded.counted_from
  ), unasked as (
    delete from awaits t using jsonb_to_recordset($4::jsonb) as w (org uuid, artifact uuid, key text), done d
    where d.org = w.org and d.id = w.artifact and t.org = w.org and t.artifact = w.artifact and t.key = w.key
  ), linked as (
    insert into links (org, source, rel, target)
    select l.org, l.artifact, l.rel, l.target from jsonb_to_recordset($5::jsonb) as l (org uuid, artifact uuid, rel text, target uuid)
    join done d on d.org = l.org and d.id = l.artifact
    on conflict do nothing
  ), unlinked as (
    delete from links t using jsonb_to_recordset($6::jsonb) as l (org uuid, artifact uuid, rel text, target uuid), done d
    where d.org = l.org and d.id = l.artifact and t.org = l.org and t.source = l.artifact and t.rel = l.rel and t.target = l.target
  )`;

/** What a batch needs beyond its rows and its events. */
interface Needs {
  readonly begins: boolean;
  readonly numbers: boolean;
  readonly moves: boolean;
  readonly heard: boolean;
  readonly hangs: boolean;
}

interface AppendStatement {
  readonly name: string;
  readonly text: string;
}

const made = new Map<string, AppendStatement>();

/** The statement for such batches. Its name says its steps, so that each is planned once a connection. */
const statementFor = ({ begins, numbers, moves, heard, hangs }: Needs): AppendStatement => {
  const flags = { begun: begins, numbered: numbers, moved: moves, heard, hung: hangs };
  const name = ['append', ...Object.entries(flags).flatMap(([flag, is]) => (is ? [flag] : []))].join(' ');
  const known = made.get(name);
  if (known) return known;
  const done = [...(begins ? ['begun'] : []), ...(moves ? ['moved'] : [])];
  const steps = [
    ROWS,
    ...(numbers ? [NUMBERS] : []),
    ...(begins ? [begun(numbers)] : []),
    ...(moves ? [MOVED] : []),
    `done as (${done.map((step) => `select * from ${step}`).join(' union all ')})`,
    ...(heard ? [HEARD] : []),
    FACTS,
    ...(hangs ? [AWAITS_AND_LINKS] : []),
  ];
  const statement = {
    name,
    text: `with ${steps.join(', ')} select a.n, d.number from done d join a on a.org = d.org and a.id = d.id`,
  };
  made.set(name, statement);
  return statement;
};

/** The statement joins its own rows by nested loops (see BY_KEY), which is the fastest way for few and the slowest for many. */
const AT_ONCE = 64;

export const append = async (db: Queryable, entries: readonly Entry[]): Promise<readonly Outcome[]> => {
  if (entries.length <= AT_ONCE) return appendSome(db, entries);
  const outcomes: Outcome[] = [];
  for (let from = 0; from < entries.length; from += AT_ONCE)
    outcomes.push(...(await appendSome(db, entries.slice(from, from + AT_ONCE))));
  return outcomes;
};

const appendSome = async (db: Queryable, entries: readonly Entry[]): Promise<readonly Outcome[]> => {
  const rows = JSON.stringify(entries.map(artifactRow));
  const events = JSON.stringify(entries.flatMap(eventRows));
  const put = entries.flatMap(({ org, artifact, awaits }) => awaits.put.map((one) => awaitRow(org, artifact, one)));
  const drop = entries.flatMap(({ org, artifact, awaits }) => awaits.drop.map(({ key }) => ({ org, artifact, key })));
  const link = entries.flatMap(({ org, artifact, links }) =>
    links.put.map(({ rel, to }) => ({ org, artifact, rel, target: to })),
  );
  const unlink = entries.flatMap(({ org, artifact, links }) =>
    links.drop.map(({ rel, to }) => ({ org, artifact, rel, target: to })),
  );
  const needs = {
    begins: entries.some(({ expected }) => expected === 0),
    numbers: entries.some(({ expected, numbered }) => numbered && expected === 0),
    moves: entries.some(({ expected }) => expected > 0),
    // What is begun here has nothing hanging on it yet.
    heard: entries.some(({ audienceChanged, expected }) => audienceChanged && expected > 0),
    hangs: put.length + drop.length + link.length + unlink.length > 0,
  };
  const hanging = needs.hangs ? [put, drop, link, unlink].map((list) => JSON.stringify(list)) : [];
  const result = await db.query<{ n: number; number: string }>({ ...statementFor(needs), values: [rows, events, ...hanging] });
  const outcomes: Outcome[] = entries.map(() => ({ appended: false }));
  for (const { n, number } of result.rows) outcomes[n] = { appended: true, number: Number(number) };
  return outcomes;
};

const artifactRow = (entry: Entry, n: number) => ({
  n,
  org: entry.org,
  id: entry.artifact,
  kind: entry.kind,
  expected: entry.expected,
  version: entry.expected + entry.events.length,
  numbered: entry.numbered,
  title: entry.reading.title,
  status: entry.reading.status,
  space: entry.reading.space,
  audience: entry.reading.audience,
  heard: entry.audienceChanged,
  author: entry.reading.author,
  parent: entry.reading.parent ?? null,
  state: entry.state,
  summary: entry.reading.summary,
  opened: entry.reading.openedAt ?? null,
  closed: entry.reading.closedAt ?? null,
  due: entry.reading.dueAt ?? null,
  next: entry.reading.nextAt,
  at: entry.events.at(-1)?.at ?? null,
});

const eventRows = (entry: Entry) => {
  const lastOf = new Map(entry.events.map((event) => [event.command, event.version]));
  const seen = new Map<string, number>();
  return entry.events.map((event, index) => {
    const seq = seen.get(event.command) ?? 0;
    seen.set(event.command, seq + 1);
    return {
      org: event.org,
      artifact: event.artifact,
      version: event.version,
      kind: event.kind,
      type: event.body.type,
      at: event.at,
      by: event.by,
      command: event.command,
      seq,
      last: lastOf.get(event.command),
      digest: entry.digests[index],
      ca: event.causedBy?.artifact ?? null,
      cv: event.causedBy?.version ?? null,
      body: event.body,
    };
  });
};

const awaitRow = (org: string, artifact: string, one: AwaitReading) => ({
  org,
  artifact,
  key: one.key,
  kind: one.kind,
  status: one.status,
  asker: one.asker,
  asked: one.asked,
  step: one.step ?? null,
  why: one.why,
  opened: one.openedAt,
  due: one.dueAt,
  max: one.maxAt,
  closed: one.closedAt ?? null,
  otherwise: one.otherwise,
  minutes: one.minutes ?? null,
  urgent: one.urgent ?? false,
  need: one.each?.needMs ?? null,
  used: one.each?.usedMs ?? null,
  since: one.each?.since ?? null,
});
