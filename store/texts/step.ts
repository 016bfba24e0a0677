import { ORG_KEY } from '#kernel/actors/access.ts';
import type { Entry, EntryText } from '#kernel/stream/stream.ts';
import { indexText, type IndexedText } from '#kernel/text/index-text.ts';
import { ENOUGH, type Detect } from '#kernel/text/language.ts';
import { atLevel, levelOf } from '#kernel/text/salience.ts';
import type { Queryable } from '../connection.ts';
import { fromMs } from '../sql-time.ts';
import { stems } from './stems.ts';
import { noteTongues } from './tongues.ts';

/*
 * What an append says of texts: a step of its statement, for batches in which a text changed. `a` are the batch's artifacts and `done`
 * those that were appended. What was there before is kept in `uncounted_texts` until its words are counted anew. While much is written,
 * an append only notes there that a text is another now, and `later.ts` tells it (docs/adr/0023).
 */

/** The audience with keys that are of one organization alone: the index of all texts goes by them. */
export const seenBy = (artifact: string): string =>
  `array_replace(${artifact}.audience::text[], '${ORG_KEY}', '${ORG_KEY}:' || ${artifact}.org)`;

/** What {@link valuesOf} answers, from `$first` on, as rows. */
const textRows = (first: number): string =>
  `unnest($${first}::int[], $${first + 1}::text[], $${first + 2}::int[], $${first + 3}::text[], $${first + 4}::text[], $${first + 5}::float8[])
      as x (n, stemmer, size, words, plain, at)`;

/** Writes `told`, which has a row for each text: null where it is no longer to be found. */
export const KEEP_TOLD = `texts_kept as (
    insert into texts (org, artifact, kind, space, seen_by, author, stemmer, size, changed_at, words, plain)
    select t.org, t.id, t.kind, t.space, t.seen_by, t.author, t.stemmer, t.size, ${fromMs('t.at')}, t.words::tsvector, t.plain
    from told t where t.plain is not null
    on conflict (org, artifact) do update set
      kind = excluded.kind, space = excluded.space, seen_by = excluded.seen_by, author = excluded.author, stemmer = excluded.stemmer,
      size = excluded.size, changed_at = excluded.changed_at, words = excluded.words, plain = excluded.plain
  ), texts_gone as (
    delete from texts b using told t where t.plain is null and b.org = t.org and b.artifact = t.id
  )`;

/** The rows of `told`, made of the artifacts `a` and the texts from `$first` on. */
export const toldOf = (first: number, also = ''): string => `told as materialized (
    select a.org, a.id, a.kind, a.space, ${seenBy('a')} as seen_by, a.author, x.stemmer, x.size, x.words, x.plain, x.at
    from ${textRows(first)}
    join a on a.n = x.n${also}
  )`;

const DONE = ' join done d on d.org = a.org and d.id = a.id';

/**
 * With its parameters from `$first`: as many as {@link textValues} answers. What is gone but waited to be told may be told at this very
 * moment, out of this statement's sight: it is told once more, as gone.
 */
export const textStep = (first: number): string => `${toldOf(first, DONE)}, to_count as (
    insert into uncounted_texts as u (org, artifact, stemmer, plain, known, at)
    select t.org, t.id, b.stemmer, b.plain, w.at is null, w.at
    from told t left join texts b on b.org = t.org and b.artifact = t.id
    left join uncounted_texts w on t.plain is null and w.org = t.org and w.artifact = t.id
    on conflict (org, artifact) do update set
      stemmer = case when u.known then u.stemmer else excluded.stemmer end, plain = case when u.known then u.plain else excluded.plain end,
      known = true, at = excluded.at
  ), ${KEEP_TOLD}`;

/** For what is told later: of the rows `a` those that say since when. What begins here cannot be waiting already. */
export const laterStep = (ifDone: string, moves: boolean): string => `told_later as (
    insert into uncounted_texts (org, artifact, known, at)
    select a.org, a.id, false, ${fromMs('a.told')} from a ${ifDone} and a.told is not null
    ${moves ? 'on conflict (org, artifact) do update set at = excluded.at' : ''}
    returning org, artifact
  )`;

/**
 * The text is seen by whoever sees its artifact, and by whoever sees what that hangs on; `moved` are the artifacts that were there before.
 * One that waits to be told may be told at this very moment, out of this statement's sight: it is told again.
 */
export const textsHeard = ({ told, later }: { readonly told: boolean; readonly later: boolean }): string => {
  const others = told ? ' and not exists (select from told t where t.org = a.org and t.id = a.id)' : '';
  const alsoOthers = later ? ' and not exists (select from told_later t where t.org = a.org and t.artifact = a.id)' : '';
  return `hearing as materialized (
    select c.org, c.id, a.audience, a.space from a join moved m on m.org = a.org and m.id = a.id
    join artifacts c on c.org = a.org and (c.id = a.id or c.parent = a.id)
    where a.heard
  ), heard_texts as (
    update texts b set seen_by = ${seenBy('a')}, space = a.space from hearing a
    where b.org = a.org and b.artifact = a.id${others}
  ), heard_again as (
    insert into uncounted_texts (org, artifact, known, at)
    select u.org, u.artifact, false, u.at from hearing a join uncounted_texts u on u.org = a.org and u.artifact = a.id
    where u.at is not null${others}${alsoOthers}
    on conflict (org, artifact) do update set at = excluded.at
  )`;
};

export const hasTexts = (entries: readonly Entry[]): boolean => entries.some(({ text }) => text !== undefined);

/** Whether these may be told later. What is no longer to be found is not found from now on. */
export const canWait = (entries: readonly Entry[]): boolean => entries.every(({ text }) => text !== null);

/** The texts of a batch, indexed. Seldom asks the database: for stems that this process has not met. */
export const textValues = (db: Queryable, entries: readonly Entry[]): Promise<readonly unknown[]> =>
  valuesOf(
    db,
    entries.flatMap(({ org, text }, n) => (text === undefined ? [] : [{ n, org, text }])),
  );

export interface Told {
  /** Which row of `a` it is of. */
  readonly n: number;
  readonly org: string;
  readonly text: EntryText | null;
}

/** How many texts are indexed before others have their turn: a millisecond each, where the language has to be found out. */
const IN_A_TURN = 3;

export const valuesOf = async (
  db: Queryable,
  texts: readonly Told[],
  turn: () => Promise<void> = async () => undefined,
): Promise<readonly unknown[]> => {
  const detect = await detector(texts);
  const indexed: (IndexedText | null)[] = [];
  for (const [index, { text }] of texts.entries()) {
    if (index % IN_A_TURN === IN_A_TURN - 1) await turn();
    indexed.push(text && indexText(text.title, text.text, text.language, detect));
  }
  await noteTongues(
    db,
    texts.flatMap(({ org }, index) => {
      const stemmer = indexed[index]?.stemmer;
      return stemmer === undefined ? [] : [{ org, stemmer }];
    }),
  );
  const words: (string | null)[] = [];
  for (const [index, one] of indexed.entries()) {
    if (index % IN_A_TURN === IN_A_TURN - 1) await turn();
    words.push(one && vectorOf(one, await stems(db, one.stemmer, one.words)));
  }
  return [
    texts.map(({ n }) => n),
    indexed.map((one) => one?.stemmer ?? null),
    indexed.map((one) => one?.size ?? null),
    words,
    indexed.map((one) => one?.plain ?? null),
    texts.map(({ text }) => text?.at ?? null),
  ];
};

/** What tells languages apart is loaded when it is needed. */
const detector = async (texts: readonly Told[]): Promise<Detect> =>
  texts.some(({ text }) => text && text.language === null && text.text.length >= ENOUGH)
    ? (await import('#kernel/text/detect.ts')).detect
    : () => null;

/** As PostgreSQL reads a tsvector. Words are letters and digits, so nothing in them could be a sign of it. */
const vectorOf = ({ words, places, amounts, size }: IndexedText, stemOf: ReadonlyMap<string, string>): string => {
  const all = new Map<string, { places: string; amount: number }>();
  for (const [index, word] of words.entries()) {
    const stem = stemOf.get(word) ?? word;
    const known = all.get(stem);
    if (known) {
      known.places += `,${places[index]}`;
      known.amount += amounts[index] ?? 0;
    } else all.set(stem, { places: places[index] ?? '', amount: amounts[index] ?? 0 });
  }
  let vector = '';
  for (const [stem, { places: at, amount }] of all) {
    vector += `'${stem}':${at} `;
    const level = levelOf(amount, size);
    if (level > 0) vector += `'${atLevel(stem, level)}' `;
  }
  return vector;
};
