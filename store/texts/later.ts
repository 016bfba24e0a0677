import { setImmediate as turn } from 'node:timers/promises';
import type { Deciders } from '#kernel/stream/commands.ts';
import type { Reading } from '#kernel/stream/decider.ts';
import type { Instant } from '#kernel/stream/event.ts';
import type { EntryText } from '#kernel/stream/stream.ts';
import { transaction, type Pool } from '../connection.ts';
import { toMs } from '../sql-time.ts';
import { HOLD, type Meanwhile } from './hold.ts';
import { KEEP_TOLD, toldOf, valuesOf, type Told } from './step.ts';

/** Texts that are told in one transaction, which is a short one: they were indexed before it. */
export const AT_ONCE = 50;

type Row = {
  readonly org: string;
  readonly artifact: string;
  readonly kind: string;
  readonly version: number;
  readonly at: number;
  readonly state: unknown;
};

/** What an artifact in this state is found by. */
export const textIn = ({ title, text, language = null }: Reading, at: Instant): EntryText | null =>
  text === undefined ? null : { title, text, language, at };

/**
 * Tells the oldest of the texts that an append left for later (docs/adr/0023), in the order of their keys. One whose artifact was changed
 * meanwhile, or is being changed, stays. Returns how many there were to tell; 0 while another process tells, unless it waits for that.
 */
export const tellSome = async (pool: Pool, deciders: Deciders, meanwhile: Meanwhile = 'leaves'): Promise<number> => {
  const { rows } = await pool.query<Row>({
    name: 'texts.waiting',
    text: `select u.org, u.artifact, a.kind, a.version, ${toMs('u.at')} as at, a.state
           from (select org, artifact, at from uncounted_texts where at is not null order by org, artifact limit ${AT_ONCE}) u
           join artifacts a on a.org = u.org and a.id = u.artifact`,
  });
  if (rows.length === 0) return 0;
  const texts: Told[] = [];
  for (const [n, { org, artifact, kind, at, state }] of rows.entries()) {
    const reading = deciders.get(kind)?.read(state, { id: artifact });
    texts.push({ n, org, text: reading ? textIn(reading, at) : null });
  }
  const values = [
    rows.map((_, n) => n),
    rows.map(({ org }) => org),
    rows.map(({ artifact }) => artifact),
    rows.map(({ version }) => version),
    ...(await valuesOf(pool, texts, () => turn())),
  ];
  return transaction(pool, async (db) => {
    const { rows: held } = await db.query<{ held: boolean }>(HOLD[meanwhile]);
    if (held[0]?.held !== true) return 0;
    await db.query({ name: 'texts.tell', text: TELL, values });
    return rows.length;
  });
};

const TELL = `with a as materialized (
    select x.n, a.* from unnest($1::int[], $2::uuid[], $3::uuid[], $4::int[]) as x (n, org, id, version)
    join artifacts a on a.org = x.org and a.id = x.id and a.version = x.version
    for share of a skip locked
  ), ${toldOf(5)}, to_count as (
    update uncounted_texts u set
      stemmer = case when u.known then u.stemmer else b.stemmer end, plain = case when u.known then u.plain else b.plain end,
      known = true, at = null
    from told t left join texts b on b.org = t.org and b.artifact = t.id
    where u.org = t.org and u.artifact = t.id
  ), ${KEEP_TOLD} select`;
