import { folded, wordsOf } from '#kernel/text/words.ts';
import type { Deciders } from '#kernel/stream/commands.ts';
import { transaction, type Pool, type PoolClient } from '../connection.ts';
import type { Wake } from '../subscription.ts';
import { HOLD, type Meanwhile } from './hold.ts';
import { AT_ONCE as TOLD_AT_ONCE, tellSome } from './later.ts';

interface LexiconOptions {
  readonly pool: Pool;
  /** Texts that were left for later are read from what these say of an artifact. */
  readonly deciders: Deciders;
  readonly wake: Wake;
  readonly log: (line: string) => void;
}

/**
 * Texts that are counted in one transaction: a publisher of the very same text waits for it, and so do all readers of the stream. Their
 * words are taken apart in one go, while nobody else has a turn.
 */
const AT_ONCE = 10;
/** After a sign that something was written, ms: what comes together is counted together. */
const SOON = 250;
/** How much longer it rests than it works, while others write. */
const SHARE = 9;
/** Without a sign: another process may have died before it counted. */
const PATIENCE = 30_000;

/**
 * Tells the texts that were left for later, and counts words a moment after their texts were published: in how many texts each is says
 * how much it tells, and what was mistyped is looked for among them. One process counts at a time, for all.
 */
export const lexicon = ({ pool, deciders, wake, log }: LexiconOptions): { readonly stop: () => Promise<void> } => {
  let stopped = false;
  let rouse: () => void = () => undefined;
  let written = true;
  const off = wake.on(() => {
    written = true;
    rouse();
  });

  const rest = (milliseconds: number, unlessWritten: boolean): Promise<void> =>
    new Promise((resume) => {
      if (stopped || (unlessWritten && written)) return resume();
      const timer = setTimeout(resume, milliseconds);
      rouse = () => {
        if (!stopped && !unlessWritten) return;
        clearTimeout(timer);
        resume();
      };
    });

  const loop = async () => {
    while (!stopped) {
      await rest(PATIENCE, true);
      await rest(SOON, false);
      try {
        for (let more = true; more && !stopped;) {
          const from = performance.now();
          written = false;
          const told = await tellSome(pool, deciders);
          const counted = await countSome(pool);
          more = told === TOLD_AT_ONCE || counted === AT_ONCE;
          // Most of the time is left to others, and what comes meanwhile is counted together: it has most of its words in common.
          if (written) await rest(SHARE * (performance.now() - from), false);
        }
      } catch (error) {
        log(`lexicon: ${error instanceof Error ? error.message : String(error)}`);
        await rest(SOON * 4, false);
      }
    }
  };
  const running = loop();

  return {
    stop: async () => {
      stopped = true;
      off();
      rouse();
      await running;
    },
  };
};

/** Tells and counts everything that is not: for tests, imports and the bench. Returns how many texts were counted. */
export const countWords = async (pool: Pool, deciders: Deciders): Promise<number> => {
  let all = 0;
  while ((await tellSome(pool, deciders, 'waits')) > 0);
  for (;;) {
    const counted = await countSome(pool, 'waits');
    all += counted;
    if (counted === 0) return all;
  }
};

type Row = {
  readonly org: string;
  readonly artifact: string;
  readonly stemmer: string | null;
  readonly plain: string | null;
};

/** While another process counts, it `waits` for that, or leaves it to them. */
const countSome = async (pool: Pool, meanwhile: Meanwhile = 'leaves'): Promise<number> => {
  const counted = await transaction(pool, async (db) => {
    const { rows: held } = await db.query<{ held: boolean }>(HOLD[meanwhile]);
    if (held[0]?.held !== true) return 0;
    // What somebody is changing at this moment is counted when they have.
    const { rows: before } = await db.query<Row>({
      name: 'lexicon.take',
      text: `delete from uncounted_texts u using (
               select org, artifact from uncounted_texts where at is null order by org, artifact limit $1 for update skip locked
             ) t where u.org = t.org and u.artifact = t.artifact returning u.org, u.artifact, u.stemmer, u.plain`,
      values: [AT_ONCE],
    });
    if (before.length === 0) return 0;
    // In a statement of its own: it sees all that was committed before those rows were held.
    const { rows: after } = await db.query<Row>({
      name: 'lexicon.texts',
      text: `select t.org, t.artifact, t.stemmer, t.plain from unnest($1::uuid[], $2::uuid[]) as u (org, artifact)
             join texts t on t.org = u.org and t.artifact = u.artifact`,
      values: [before.map(({ org }) => org), before.map(({ artifact }) => artifact)],
    });
    const now = new Map(after.map((row) => [row.artifact, row]));
    for (const [org, rows] of Map.groupBy(before, (row) => row.org))
      await change(
        db,
        org,
        rows.map((row) => [row, now.get(row.artifact) ?? null]),
      );
    return before.length;
  });
  // New texts wait in a list of the index until somebody puts them in their places; the readers should not have to walk it.
  if (counted > 0) await pool.query({ name: 'lexicon.place', text: `select gin_clean_pending_list('texts_by_words')` });
  return counted;
};

const change = async (db: PoolClient, org: string, pairs: readonly (readonly [Row, Row | null])[]): Promise<void> => {
  const words = new Map<string, number>();
  const texts = new Map<string, number>();
  const add = (row: Row | null, by: 1 | -1): void => {
    if (row === null || row.stemmer === null || row.plain === null) return;
    texts.set(row.stemmer, (texts.get(row.stemmer) ?? 0) + by);
    for (const word of new Set(wordsOf(row.plain).map((one) => one.word))) {
      const key = `${row.stemmer} ${word}`;
      const sum = (words.get(key) ?? 0) + by;
      if (sum === 0) words.delete(key);
      else words.set(key, sum);
    }
  };
  for (const [before, after] of pairs) {
    add(before, -1);
    add(after, 1);
  }
  const changed = [...words].map(([key, by]) => {
    const at = key.indexOf(' ');
    const word = key.slice(at + 1);
    return { stemmer: key.slice(0, at), word, folded: folded(word), by };
  });
  if (changed.length > 0)
    await db.query({
      name: 'lexicon.change',
      text: `insert into lexicon (org, stemmer, word, folded, stem, texts)
             select $1, u.stemmer, u.word, u.folded, coalesce((ts_lexize(('words_' || u.stemmer)::regdictionary, u.word))[1], u.word), u.by
             from unnest($2::text[], $3::text[], $4::text[], $5::int[]) as u (stemmer, word, folded, by)
             on conflict (org, stemmer, word) do update set texts = lexicon.texts + excluded.texts`,
      values: [
        org,
        changed.map((one) => one.stemmer),
        changed.map((one) => one.word),
        changed.map((one) => one.folded),
        changed.map((one) => one.by),
      ],
    });
  const fewer = changed.filter(({ by }) => by < 0);
  if (fewer.length > 0)
    await db.query({
      name: 'lexicon.forget',
      text: `delete from lexicon l using unnest($2::text[], $3::text[]) as u (stemmer, word)
             where l.org = $1 and l.stemmer = u.stemmer and l.word = u.word and l.texts <= 0`,
      values: [org, fewer.map((one) => one.stemmer), fewer.map((one) => one.word)],
    });
  const moved = [...texts].filter(([, by]) => by !== 0);
  if (moved.length > 0)
    await db.query({
      name: 'lexicon.texts-counted',
      text: `insert into text_counts (org, stemmer, texts) select $1, u.stemmer, u.by from unnest($2::text[], $3::int[]) as u (stemmer, by)
             on conflict (org, stemmer) do update set texts = text_counts.texts + excluded.texts`,
      values: [org, moved.map(([stemmer]) => stemmer), moved.map(([, by]) => by)],
    });
};
