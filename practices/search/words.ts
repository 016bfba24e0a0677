import { folded } from '#kernel/text/words.ts';
import type { Db, Principal } from '#server/route.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

/** A word as texts have it. */
export interface Sought {
  /** By any of these it is found, in whatever language the text is. */
  readonly stems: readonly Stem[];
  /** How much it tells: the rarer, the more. */
  readonly rarity: number;
  /** In how many texts it is, about. */
  readonly texts: number;
  /** A word that every sentence has, in some language of the organization: “how”, “the”. */
  readonly small: boolean;
  /** Whether the lexicon has it. Texts that were published this moment are not counted yet. */
  readonly known: boolean;
}

interface Stem {
  readonly stem: string;
  /** 1; less for a word that only begins as the one that was typed. */
  readonly weight: number;
}

type Row = {
  readonly n: number;
  readonly stem: string;
  /** 1: this word; 2: one that begins so. */
  readonly how: number;
  readonly texts: string;
  readonly small: boolean;
  readonly all: string | null;
};

/** The first letters of what is typed name so many words at most. */
const MOST_BEGUN = 10;
const FEWEST_LETTERS = 2;
const BEGUN = 0.5;

const TEXT = `
  with tongues as (
    select stemmer from text_counts where org = $1 union select 'english' union select 'simple'
  ), asked as (
    select a.word, a.folded, a.n::int as n from unnest($2::text[], $3::text[]) with ordinality as a (word, folded, n)
  ), found as (
    select a.n, coalesce((ts_lexize(('words_' || t.stemmer)::regdictionary, a.word))[1], a.word) collate "C" as stem, 1 as how
    from asked a, tongues t
    union select a.n, l.stem, 1 from asked a join lexicon l on l.org = $1 and l.folded = a.folded collate "C"
    union all select $4::int, p.stem, 2 from (
      select l.stem, sum(l.texts) as texts from lexicon l
      where $4::int > 0 and l.org = $1 and l.folded >= $5::text collate "C" and l.folded < ($5::text || U&'\\+10FFFF') collate "C"
      group by l.stem order by 2 desc, 1 limit ${MOST_BEGUN}
    ) p
  ), each as (select f.n, f.stem, min(f.how) as how from found f group by f.n, f.stem)
  select e.n, e.stem, e.how, coalesce((select sum(l.texts) from lexicon l where l.org = $1 and l.stem = e.stem), 0) as texts,
    exists (select from tongues t join pg_catalog.pg_ts_dict d on d.dictname = t.stemmer || '_stem' where ts_lexize(d.oid::regdictionary, a.word) = '{}') as small,
    (select sum(texts) from text_counts where org = $1) as all
  from each e join asked a on a.n = e.n`;

/** Words as texts have them, each with how rare it is. `begun`: the one that perhaps goes on. */
export const seek = async (
  db: Db,
  { org }: Asker,
  words: readonly string[],
  begun: string | null,
): Promise<ReadonlyMap<string, Sought>> => {
  if (words.length === 0) return new Map();
  const beginning = begun !== null && begun.length >= FEWEST_LETTERS ? words.indexOf(begun) + 1 : 0;
  const rows = await db.rows<Row>({
    name: 'search.words',
    text: TEXT,
    values: [org, words, words.map(folded), beginning, folded(begun ?? '')],
    byKey: true,
  });
  const all = Math.max(1, Number(rows[0]?.all ?? 0));
  const found = Map.groupBy(rows, ({ n }) => words[n - 1] ?? '');
  return new Map(
    words.map((word) => {
      const own = found.get(word) ?? [];
      const exact = own.filter(({ how }) => how === 1);
      const sum = (some: readonly Row[]): number => some.reduce((total, { texts }) => total + Number(texts), 0);
      const known = sum(exact) > 0;
      const counted = known ? sum(exact) : sum(own);
      return [
        word,
        {
          stems: own.map(({ stem, how }) => ({ stem, weight: how === 1 || !known ? 1 : BEGUN })),
          rarity: rarity(counted, all),
          texts: counted,
          small: own.some(({ small }) => small),
          known: counted > 0,
        },
      ];
    }),
  );
};

/** Inverse document frequency as in BM25; of a word that nobody counted yet, as of one that is in two texts. */
const rarity = (texts: number, all: number): number => {
  const there = texts === 0 ? Math.min(2, all) : Math.min(texts, all);
  return Math.log(1 + (all - there + 0.5) / (there + 0.5));
};
