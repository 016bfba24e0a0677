import { sql, type Kysely } from 'kysely';
import { STEMMERS } from '#kernel/text/language.ts';

/** What there is to be found by its words, and the words themselves. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create extension if not exists pg_trgm`,
  // PostgreSQL's own stemmers, without their lists of words to leave out: “on call” is more than “call”.
  `do $$ declare language text; begin
     for language in select regexp_replace(dictname, '_stem$', '') from pg_catalog.pg_ts_dict
       where dictname ~ '_stem$' and dictnamespace = 'pg_catalog'::regnamespace
     loop execute format('create text search dictionary %I (template = snowball, language = %I)', 'words_' || language, language);
     end loop;
     create text search dictionary words_simple (template = simple);
   end $$`,
  // A language that this PostgreSQL is too old to stem.
  ...Object.values(STEMMERS).map(
    (language) => `do $$ begin
       if not exists (select from pg_catalog.pg_ts_dict where dictname = 'words_${language}')
       then create text search dictionary words_${language} (template = simple); end if;
     end $$`,
  ),
  // A reading of the stream, kept by the append. Besides each stem (with its places) \`words\` holds “stem 1” to “stem 5”, without a place:
  // how much of the text is about it. So what is best for a word that a third of all texts contain is found without looking at the others.
  `create table texts (
    org uuid not null,
    artifact uuid not null,
    kind text not null,
    space uuid,
    seen_by text[] not null,
    author uuid,
    stemmer text not null,
    size integer not null,
    changed_at timestamptz not null,
    words tsvector not null,
    plain text not null,
    primary key (org, artifact)
  ) with (fillfactor = 90)`,
  // Ranking reads some hundred of them: nothing to unpack.
  `alter table texts alter words set storage external`,
  // No plan goes by how often a word is there, and to find out is to read them all.
  `alter table texts alter words set statistics 0, alter plain set statistics 0`,
  // Who may see it is part of the index: the words of what one may not see cost nothing. \`seen_by\` is the audience, with the key of everybody
  // made the organization's own; so there is no need of another column for that. New texts wait in a list, which is searched too, and
  // are put in their places by whoever counts words, not by whoever publishes.
  `create index texts_by_words on texts using gin (seen_by, words) with (fastupdate = on, gin_pending_list_limit = 65536)`,
  `create index texts_by_change on texts (org, changed_at desc)`,
  // Texts whose words have changed since they were counted, and what was counted of them.
  `create table uncounted_texts (
    org uuid not null,
    artifact uuid not null,
    stemmer text,
    plain text,
    primary key (org, artifact)
  )`,
  `create table text_counts (org uuid not null, stemmer text not null, texts integer not null, primary key (org, stemmer))`,
  // Every word, how it is looked up, its stem, and in how many texts it is. The counts change all the time, and no index with them.
  `create table lexicon (
    org uuid not null,
    stemmer text not null,
    word text collate "C" not null,
    folded text collate "C" not null,
    stem text collate "C" not null,
    texts integer not null,
    primary key (org, stemmer, word)
  ) with (fillfactor = 70)`,
  `create index lexicon_by_folded on lexicon (org, folded)`,
  `create index lexicon_by_stem on lexicon (org, stem)`,
  `create index lexicon_by_letters on lexicon using gin (folded gin_trgm_ops) with (fastupdate = off)`,
] as const;
