import type { AwaitReading } from '#kernel/awaits/await.ts';
import type { Instant } from '#kernel/stream/event.ts';
import type { Basis, Entry, Outcome } from '#kernel/stream/stream.ts';
import { columns } from './columns.ts';
import type { Queryable, Statement } from './connection.ts';
import type { LetIn } from './load.ts';
import { fromMs, toMs } from './sql-time.ts';
import { canWait, hasTexts, laterStep, textsHeard, textStep, textValues } from './texts/step.ts';

/*
 * One statement, one round trip, one transaction for a batch of entries. An entry whose artifact has moved on (or begun already)
 * drops out of `done`, and with it its events, awaits and links; the others are appended. Where the batch was decided on what was
 * recalled, `held` has a row only if all of that is so, and without it nothing is appended.
 *
 * Such a batch stands or falls as a whole, so its steps need not ask each other what was appended: an artifact that has begun already,
 * or that moved on while this was written, has an event of this version, and the second one is a violation.
 *
 * It is put together from the steps that a batch needs: most need few, and PostgreSQL sets up each step that there is.
 */
/** How far the clock that was recalled may be from the database's, ms. */
const CLOCK_WITHIN = 50;

const HELD = 'exists (select from held)';

/** Of the rows `alias` of a step, those whose artifact was appended; its key is `key`. */
const ifDone = (checked: boolean, alias: string, key: 'id' | 'artifact'): string =>
  checked ? `where ${HELD}` : `join done d on d.org = ${alias}.org and d.id = ${alias}.${key} where true`;

const ARTIFACTS = columns({
  ...{ n: 'int', org: 'uuid', id: 'uuid', kind: 'text', expected: 'int', version: 'int', nth: 'int' },
  ...{ title: 'text', status: 'text', space: 'uuid', audience: 'text[]', heard: 'boolean', author: 'uuid', parent: 'uuid' },
  ...{
    state: 'jsonb',
    summary: 'jsonb',
    opened: 'float8',
    closed: 'float8',
    due: 'float8',
    next: 'float8',
    at: 'float8',
    line: 'text',
    told: 'float8',
  },
});

const EVENTS = columns({
  ...{ org: 'uuid', artifact: 'uuid', version: 'int', kind: 'text', type: 'text', at: 'float8', by: 'uuid', command: 'uuid' },
  ...{ seq: 'smallint', last: 'int', digest: 'text', ca: 'uuid', cv: 'int', body: 'jsonb' },
});

/** The first parameter behind those of the rows. */
const HANGING = 1 + ARTIFACTS.count + EVENTS.count;

const rows = `a as (select * from ${ARTIFACTS.from(1, 'a')})`;

const numbers = (checked: boolean): string => `bump as (
    update organizations o set last_number = o.last_number + c.n
    from (select org, max(nth) as n from a where nth is not null group by org) c
    where o.id = c.org${checked ? ` and ${HELD}` : ''} returning o.id, o.last_number - c.n as base
  )`;

/** The row of its lists, with the number that only the database knows. */
const lineWith = (number: string): string => `'{"number":' || ${number} || ',' || a.line`;

const begun = (numbered: boolean, checked: boolean): string => {
  const number = numbered ? 'coalesce(u.base + a.nth, 0)' : '0';
  return `begun as (
    insert into artifacts (org, id, kind, number, title, status, space, audience, author, parent, version, state, summary, line,
                           opened_at, closed_at, due_at, next_at, created_at, updated_at)
    select a.org, a.id, a.kind, ${number}, a.title, a.status, a.space, a.audience::text[], a.author, a.parent, a.version, a.state, a.summary,
           ${lineWith(number)},
           ${fromMs('a.opened')}, ${fromMs('a.closed')}, ${fromMs('a.due')}, ${fromMs('a.next')}, ${fromMs('a.at')}, ${fromMs('a.at')}
    from a ${numbered ? 'left join bump u on u.id = a.org' : ''} where a.expected = 0${checked ? ` and ${HELD}` : ''}
    ${checked ? '' : 'on conflict (org, id) do nothing'}
    returning org, id, number
  )`;
};

const moved = (checked: boolean): string => `moved as (
    update artifacts t set
      title = a.title, status = a.status, space = a.space, audience = a.audience::text[],
      author = a.author, parent = a.parent, version = a.version, state = a.state, summary = a.summary, line = ${lineWith('t.number')},
      opened_at = ${fromMs('a.opened')}, closed_at = ${fromMs('a.closed')}, due_at = ${fromMs('a.due')}, next_at = ${fromMs('a.next')},
      updated_at = coalesce(${fromMs('a.at')}, t.updated_at)
    from a where a.expected > 0 and t.org = a.org and t.id = a.id and t.version = a.expected${checked ? ` and ${HELD}` : ''}
    returning t.org, t.id, t.number
  )`;

// What hangs on an artifact is seen by whoever sees the artifact.
const HEARD = `heard as (
    update artifacts c set audience = a.audience::text[]
    from a join moved m on m.org = a.org and m.id = a.id
    where a.heard and c.org = a.org and c.parent = a.id
  )`;

const facts = (checked: boolean): string => `facts as (
    insert into events (org, artifact, version, kind, type, at, by, command, seq, last_version, digest, caused_artifact, caused_version, body)
    select e.org, e.artifact, e.version, e.kind, e.type, ${fromMs('e.at')}, e.by, e.command, e.seq, e.last, e.digest, e.ca, e.cv, e.body
    from ${EVENTS.from(1 + ARTIFACTS.count, 'e')}
    ${ifDone(checked, 'e', 'artifact')}
  )`;

const awaitsAndLinks = (first: number, checked: boolean): string => `asked as (
    insert into awaits (org, artifact, key, kind, status, asker, asked, step, why, opened_at, due_at, max_at, closed_at, otherwise, minutes, urgent,
                        need_ms, used_ms, counted_from)
    select w.org, w.artifact, w.key, w.kind, w.status, w.asker, w.asked, w.step, w.why, ${fromMs('w.opened')}, ${fromMs('w.due')}, ${fromMs('w.max')},
           ${fromMs('w.closed')}, w.otherwise, w.minutes, w.urgent, w.need, w.used, ${fromMs('w.since')}
    from jsonb_to_recordset($${first}::jsonb) as w (
      org uuid, artifact uuid, key text, kind text, status text, asker uuid, asked uuid, step text, why text, opened float8, due float8,
      max float8, closed float8, otherwise text, minutes int, urgent boolean, need bigint, used bigint, since float8)
    ${ifDone(checked, 'w', 'artifact')}
    on conflict (org, artifact, key) do update set
      kind = excluded.kind, status = excluded.status, asker = excluded.asker, asked = excluded.asked, step = excluded.step, why = excluded.why,
      opened_at = excluded.opened_at, due_at = excluded.due_at, max_at = excluded.max_at, closed_at = excluded.closed_at,
      otherwise = excluded.otherwise, minutes = excluded.minutes, urgent = excluded.urgent,
      need_ms = excluded.need_ms, used_ms = excluded.used_ms, counted_from = excluded.counted_from
  ), unasked as (
    delete from awaits t using (
      select w.* from jsonb_to_recordset($${first + 1}::jsonb) as w (org uuid, artifact uuid, key text) ${ifDone(checked, 'w', 'artifact')}
    ) w where t.org = w.org and t.artifact = w.artifact and t.key = w.key
  ), linked as (
    insert into links (org, source, rel, target, said)
    select l.org, l.artifact, l.rel, l.target, l.said
    from jsonb_to_recordset($${first + 2}::jsonb) as l (org uuid, artifact uuid, rel text, target uuid, said text[])
    ${ifDone(checked, 'l', 'artifact')}
    on conflict (org, source, rel, target) do update set said = excluded.said where links.said is distinct from excluded.said
  ), unlinked as (
    delete from links t using (
      select l.* from jsonb_to_recordset($${first + 3}::jsonb) as l (org uuid, artifact uuid, rel text, target uuid) ${ifDone(checked, 'l', 'artifact')}
    ) l where t.org = l.org and t.source = l.artifact and t.rel = l.rel and t.target = l.target
  )`;

/** [safety] What was recalled, looked at in the snapshot of the statement that writes. */
const held = (letIn: LetIn, first: number): string => `held as materialized (
    select where (select count(*) from unnest($${first}::uuid[], $${first + 1}::uuid[], $${first + 2}::int[]) as r (org, id, version)
                  join artifacts t on t.org = r.org and t.id = r.id and t.version = r.version) = cardinality($${first}::uuid[])
      and (select count(*) from unnest($${first + 3}::uuid[], $${first + 4}::bigint[]) as r (id, version)
           join organizations o on o.id = r.id and o.directory_version = r.version) = cardinality($${first + 3}::uuid[])
      and (select count(*) from (${letIn(`$${first + 5}::text[]`)}) s) = cardinality($${first + 5}::text[])
      and abs(${toMs('proceed_now()')} - $${first + 6}::float8) <= ${CLOCK_WITHIN}
  )`;

/** What a batch needs beyond its rows and its events. */
interface Needs {
  readonly checked: boolean;
  readonly begins: boolean;
  readonly numbers: boolean;
  readonly moves: boolean;
  readonly heard: boolean;
  readonly hangs: boolean;
  /** Some of them are found by other words than before. */
  readonly tells: boolean;
  /** The same, and that is told later. */
  readonly later: boolean;
}

/** The statement for such batches. Its name says its steps, so that each is planned once a connection. */
const statementFor = (
  letIn: LetIn,
  { begins, numbers: counts, moves, heard, hangs, tells, later, checked }: Needs,
): Statement => {
  const flags = { begun: begins, numbered: counts, moved: moves, heard, hung: hangs, told: tells, later, checked };
  const name = ['append', ...Object.entries(flags).flatMap(([flag, is]) => (is ? [flag] : []))].join(' ');
  const texts = HANGING + (hangs ? 4 : 0) + (checked ? BASIS : 0);
  const done = [...(begins ? ['begun'] : []), ...(moves ? ['moved'] : [])];
  const steps = [
    rows,
    ...(checked ? [held(letIn, HANGING + (hangs ? 4 : 0))] : []),
    ...(counts ? [numbers(checked)] : []),
    ...(begins ? [begun(counts, checked)] : []),
    ...(moves ? [moved(checked)] : []),
    `done as (${done.map((step) => `select * from ${step}`).join(' union all ')})`,
    ...(tells ? [textStep(texts)] : []),
    ...(later ? [laterStep(ifDone(checked, 'a', 'id'), moves)] : []),
    ...(heard ? [HEARD, textsHeard({ told: tells, later })] : []),
    facts(checked),
    ...(hangs ? [awaitsAndLinks(HANGING, checked)] : []),
  ];
  return { name, text: `with ${steps.join(', ')} select org, id, number, ${toMs('proceed_now()')} as now from done` };
};

/** The statement joins its own rows by nested loops (see BY_KEY), which is the fastest way for few and the slowest for many. */
const AT_ONCE = 64;

export interface Appended {
  readonly outcomes: readonly Outcome[];
  /** The database's clock afterwards; null where nothing was appended. */
  readonly now: Instant | null;
}

export interface How {
  /** What the entries were decided on, where that was recalled. */
  readonly basis?: Basis | undefined;
  /** Whether others wait: what need not be in this very statement is done a moment later. */
  readonly hurry?: boolean;
}

export type Append = (db: Queryable, entries: readonly Entry[], how?: How) => Promise<Appended>;

export const appender = (letIn: LetIn): Append => {
  const made = new Map<number, Statement>();
  const statement = (needs: Needs): Statement => {
    const which = Object.values(needs).reduce((bits, is) => bits * 2 + Number(is), 0);
    const known = made.get(which) ?? statementFor(letIn, needs);
    made.set(which, known);
    return known;
  };
  return async (db, entries, how = {}) => {
    if (entries.length <= AT_ONCE) return appendSome(db, statement, entries, how);
    const outcomes: Outcome[] = [];
    for (let from = 0; from < entries.length; from += AT_ONCE)
      outcomes.push(...(await appendSome(db, statement, entries.slice(from, from + AT_ONCE), how)).outcomes);
    return { outcomes, now: null };
  };
};

const appendSome = async (
  db: Queryable,
  statement: (needs: Needs) => Statement,
  entries: readonly Entry[],
  { basis, hurry = false }: How,
): Promise<Appended> => {
  const put = entries.flatMap(({ org, artifact, awaits }) => awaits.put.map((one) => awaitRow(org, artifact, one)));
  const drop = entries.flatMap(({ org, artifact, awaits }) => awaits.drop.map(({ key }) => ({ org, artifact, key })));
  const link = entries.flatMap(({ org, artifact, links }) =>
    links.put.map(({ rel, to, said }) => ({ org, artifact, rel, target: to, said })),
  );
  const unlink = entries.flatMap(({ org, artifact, links }) =>
    links.drop.map(({ rel, to }) => ({ org, artifact, rel, target: to })),
  );
  const waits = hurry && canWait(entries);
  const needs = {
    checked: basis !== undefined,
    begins: entries.some(({ expected }) => expected === 0),
    numbers: entries.some(({ expected, numbered }) => numbered && expected === 0),
    moves: entries.some(({ expected }) => expected > 0),
    // What is begun here has nothing hanging on it yet.
    heard: entries.some(({ audienceChanged, expected }) => audienceChanged && expected > 0),
    hangs: put.length + drop.length + link.length + unlink.length > 0,
    tells: hasTexts(entries) && !waits,
    later: hasTexts(entries) && waits,
  };
  const values = [
    ...ARTIFACTS.values(artifactRows(entries)),
    ...EVENTS.values(entries.flatMap(eventRows)),
    ...(needs.hangs ? [put, drop, link, unlink].map((list) => JSON.stringify(list)) : []),
    ...(basis ? valuesOf(basis) : []),
    ...(needs.tells ? await textValues(db, entries) : []),
  ];
  const { rows: written } = await db.query<Done>({ ...statement(needs), values });
  const numbers = new Map(written.map(({ org, id, number }) => [`${org} ${id}`, Number(number)]));
  return {
    outcomes: entries.map(({ org, artifact }) => {
      const number = numbers.get(`${org} ${artifact}`);
      return number === undefined ? { appended: false } : { appended: true, number };
    }),
    now: written[0]?.now ?? null,
  };
};

type Done = { readonly org: string; readonly id: string; readonly number: string; readonly now: number };

/** How many parameters a basis has. */
const BASIS = 7;

const valuesOf = ({ artifacts, directories, tokens, now }: Basis): readonly unknown[] => [
  artifacts.map(({ org }) => org),
  artifacts.map(({ id }) => id),
  artifacts.map(({ version }) => version),
  [...directories.keys()],
  [...directories.values()],
  tokens,
  now,
];

const artifactRows = (entries: readonly Entry[]) => {
  const counts = new Map<string, number>();
  return entries.map((entry, n) => {
    if (!entry.numbered || entry.expected > 0) return artifactRow(entry, n, null);
    const nth = (counts.get(entry.org) ?? 0) + 1;
    counts.set(entry.org, nth);
    return artifactRow(entry, n, nth);
  });
};

/** `nth`: which of those of its organization that begin here with a number. */
const artifactRow = (entry: Entry, n: number, nth: number | null) => ({
  n,
  org: entry.org,
  id: entry.artifact,
  kind: entry.kind,
  expected: entry.expected,
  version: entry.expected + entry.events.length,
  nth,
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
  at: lastOf(entry),
  line: entry.reading.line ? lineOf(entry, entry.reading.line) : null,
  told: entry.text?.at ?? null,
});

const lastOf = ({ at, events }: Entry): Instant | null => at ?? events.at(-1)?.at ?? null;

/** Without its beginning, in which the number will stand. */
const lineOf = (entry: Entry, line: Readonly<Record<string, unknown>>): string => {
  const at = lastOf(entry);
  return JSON.stringify({ ...line, updatedAt: at === null ? null : new Date(at).toISOString() }).slice(1);
};

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
