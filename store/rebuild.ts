import type { Deciders } from '#kernel/stream/commands.ts';
import type { EventBody, OrgId, RecordedEvent } from '#kernel/stream/event.ts';
import type { Entry, EntryText } from '#kernel/stream/stream.ts';
import { appender } from './append.ts';
import { transaction, type Pool, type Queryable } from './connection.ts';
import { directories, PARTS, type DirectorySource } from './directory.ts';
import { NOBODY } from './load.ts';
import { toMs } from './sql-time.ts';
import { HOLD } from './texts/hold.ts';
import { textIn } from './texts/later.ts';
import { seenBy } from './texts/step.ts';

type Row = {
  readonly artifact: string;
  readonly kind: string;
  readonly number: string;
  readonly version: number;
  readonly at: number;
  readonly by: string;
  readonly command: string;
  readonly body: EventBody;
};

const AT_ONCE = 200;
const append = appender(NOBODY);

/**
 * Makes every reading of an organization anew from its events, in one transaction: states, columns, awaits, links, texts, the actors and
 * their keys. What it makes is what was there, or the difference is a mistake of a decider that has since been mended.
 * Returns how many artifacts there are.
 */
export const rebuild = async (pool: Pool, org: OrgId, deciders: Deciders, source: DirectorySource): Promise<number> =>
  transaction(pool, async (db) => {
    await db.query({ text: 'select from organizations where id = $1 for update', values: [org] });
    await db.query(HOLD.waits);
    await db.query({ text: 'delete from awaits where org = $1', values: [org] });
    await db.query({ text: 'delete from links where org = $1', values: [org] });
    for (const table of ['texts', 'uncounted_texts', 'text_counts', 'lexicon'])
      await db.query({ text: `delete from ${table} where org = $1`, values: [org] });
    // Numbers are given once, at the beginning of an artifact; they are no reading.
    const { rows: ids } = await db.query<{ id: string }>({
      text: 'select id from artifacts where org = $1 order by created_at, id',
      values: [org],
    });
    for (let from = 0; from < ids.length; from += AT_ONCE)
      await rewrite(
        db,
        org,
        ids.slice(from, from + AT_ONCE).map(({ id }) => id),
        deciders,
      );
    // What hangs on an artifact is seen by whoever sees the artifact now.
    await db.query({
      text: `update artifacts c set audience = p.audience from artifacts p
             where c.org = $1 and p.org = c.org and p.id = c.parent and p.audience <> c.audience`,
      values: [org],
    });
    await db.query({
      text: `update texts t set seen_by = ${seenBy('a')} from artifacts a
             where t.org = $1 and a.org = t.org and a.id = t.artifact and ${seenBy('a')} <> t.seen_by`,
      values: [org],
    });
    await db.query({ text: 'delete from actors where org = $1', values: [org] });
    const { rows: parts } = await db.query<{ kind: string; id: string; version: number; state: unknown }>({
      text: PARTS('$1', '$2'),
      values: [org, source.kinds],
    });
    // What running servers saw before is of another directory, and is not recalled.
    const { rows } = await db.query<{ directory_version: string }>({
      text: 'update organizations set directory_version = directory_version + 1 where id = $1 returning directory_version',
      values: [org],
    });
    await directories(source).rewrite(db, org, parts, Number(rows[0]?.directory_version ?? 0));
    return ids.length;
  });

const rewrite = async (db: Queryable, org: OrgId, ids: readonly string[], deciders: Deciders): Promise<void> => {
  const { rows } = await db.query<Row>({
    text: `select e.artifact, e.kind, a.number, e.version, ${toMs('e.at')} as at, e.by, e.command, e.body
           from events e join artifacts a on a.org = e.org and a.id = e.artifact
           where e.org = $1 and e.artifact = any($2::uuid[]) order by e.artifact, e.version`,
    values: [org, ids],
  });
  const entries: Entry[] = [];
  for (const [artifact, events] of Map.groupBy(rows, (row) => row.artifact)) {
    const first = events[0];
    const last = events.at(-1);
    const decider = first && deciders.get(first.kind);
    if (!first || !last || !decider) throw new Error(`no decider for the kind ${first?.kind ?? ''} of artifact ${artifact}`);
    let state: unknown = null;
    let text: EntryText | null = null;
    for (const row of events) {
      state = decider.evolve(state, recorded(org, row));
      const now = textIn(decider.read(state, { id: artifact }), row.at);
      if (!text || !now || !saysTheSame(text, now)) text = now;
    }
    const reading = decider.read(state, { id: artifact });
    const { kind } = decider;
    entries.push({
      org,
      artifact,
      kind,
      expected: last.version,
      numbered: decider.numbered,
      state,
      reading,
      at: last.at,
      audienceChanged: false,
      awaits: { put: reading.awaits, drop: [] },
      links: { put: reading.links, drop: [] },
      ...(text ? { text } : {}),
      directory: false,
      events: [],
      digests: [],
    });
  }
  await append(db, entries);
};

const saysTheSame = (one: EntryText, other: EntryText): boolean =>
  one.text === other.text && one.title === other.title && one.language === other.language;

const recorded = (org: OrgId, row: Row): RecordedEvent => ({
  org,
  artifact: row.artifact,
  kind: row.kind,
  version: row.version,
  at: row.at,
  by: row.by,
  command: row.command,
  causedBy: null,
  body: row.body,
});
