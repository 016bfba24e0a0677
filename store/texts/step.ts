import { ORG_KEY } from '#kernel/actors/access.ts';
import type { Entry } from '#kernel/stream/stream.ts';
import { indexText, type IndexedText } from '#kernel/text/index-text.ts';
import { ENOUGH, type Detect } from '#kernel/text/language.ts';
import { atLevel, levelOf } from '#kernel/text/salience.ts';
import type { Queryable } from '../connection.ts';
import { fromMs } from '../sql-time.ts';
import { stems } from './stems.ts';

/*
 * What an append says of texts: a step of its statement, for batches in which a text changed. `a` are the batch's artifacts and `done`
 * those that were appended. What was there before is kept in `uncounted_texts` until its words are counted anew.
 */

/** The audience with keys that are of one organization alone: the index of all texts goes by them. */
export const seenBy = (artifact: string): string =>
  `array_replace(${artifact}.audience::text[], '${ORG_KEY}', '${ORG_KEY}:' || ${artifact}.org)`;

/** With its parameters from `$first`: as many as {@link textValues} answers. */
export const textStep = (first: number): string => `told as materialized (
    select a.org, a.id, a.kind, a.space, ${seenBy('a')} as seen_by, a.author, x.stemmer, x.size, x.words, x.plain, x.at
    from unnest($${first}::int[], $${first + 1}::text[], $${first + 2}::int[], $${first + 3}::text[], $${first + 4}::text[], $${first + 5}::float8[])
      as x (n, stemmer, size, words, plain, at)
    join a on a.n = x.n join done d on d.org = a.org and d.id = a.id
  ), to_count as (
    insert into uncounted_texts (org, artifact, stemmer, plain)
    select t.org, t.id, b.stemmer, b.plain from told t left join texts b on b.org = t.org and b.artifact = t.id
    on conflict (org, artifact) do update set stemmer = uncounted_texts.stemmer
  ), texts_kept as (
    insert into texts (org, artifact, kind, space, seen_by, author, stemmer, size, changed_at, words, plain)
    select t.org, t.id, t.kind, t.space, t.seen_by, t.author, t.stemmer, t.size, ${fromMs('t.at')}, t.words::tsvector, t.plain
    from told t where t.plain is not null
    on conflict (org, artifact) do update set
      kind = excluded.kind, space = excluded.space, seen_by = excluded.seen_by, author = excluded.author, stemmer = excluded.stemmer,
      size = excluded.size, changed_at = excluded.changed_at, words = excluded.words, plain = excluded.plain
  ), texts_gone as (
    delete from texts b using told t where t.plain is null and b.org = t.org and b.artifact = t.id
  )`;

/** The text is seen by whoever sees its artifact, and by whoever sees what that hangs on; `moved` are the artifacts that were there before. */
export const textsHeard = (told: boolean): string => `heard_texts as (
    update texts b set seen_by = ${seenBy('a')}, space = a.space
    from a join moved m on m.org = a.org and m.id = a.id
    join artifacts c on c.org = a.org and (c.id = a.id or c.parent = a.id)
    where a.heard and b.org = c.org and b.artifact = c.id${told ? ' and not exists (select from told t where t.org = b.org and t.id = b.artifact)' : ''}
  )`;

export const hasTexts = (entries: readonly Entry[]): boolean => entries.some(({ text }) => text !== undefined);

/** The texts of a batch, indexed. Seldom asks the database: for stems that this process has not met. */
export const textValues = async (db: Queryable, entries: readonly Entry[]): Promise<readonly unknown[]> => {
  const detect = await detector(entries);
  const told = entries.flatMap(({ text }, n) =>
    text === undefined
      ? []
      : [{ n, at: text?.at ?? null, indexed: text === null ? null : indexText(text.title, text.text, text.language, detect) }],
  );
  const words: (string | null)[] = [];
  for (const { indexed } of told) words.push(indexed && vectorOf(indexed, await stems(db, indexed.stemmer, indexed.words)));
  return [
    told.map(({ n }) => n),
    told.map(({ indexed }) => indexed?.stemmer ?? null),
    told.map(({ indexed }) => indexed?.size ?? null),
    words,
    told.map(({ indexed }) => indexed?.plain ?? null),
    told.map(({ at }) => at),
  ];
};

/** What tells languages apart is loaded when it is needed. */
const detector = async (entries: readonly Entry[]): Promise<Detect> =>
  entries.some(({ text }) => text && text.language === null && text.text.length >= ENOUGH)
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
