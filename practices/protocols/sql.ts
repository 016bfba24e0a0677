/** A timestamptz column as doors show it: `2026-03-27T09:00:00.000Z`; null stays null. */
export const isoSql = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/*
 * JSON that PostgreSQL puts together by `||`, which takes half the time of `json_build_object`. Every part is null as JSON has it, so that
 * no missing value can make the whole thing nothing.
 */

/** The parts of `{"id":…,"number":…}`, each the SQL of a JSON text. */
export const objectSql = (fields: Readonly<Record<string, string>>): string =>
  `'{${Object.entries(fields)
    .map(([name, json]) => `"${name}":' || ${json}`)
    .join(" || ',")} || '}'`;

/** What people wrote. */
export const textSql = (column: string): string => `coalesce(to_json(${column})::text, 'null')`;

/** Ids, kinds, states: our own words, in which there is nothing to quote. */
export const wordSql = (column: string): string => `coalesce('"' || ${column} || '"', 'null')`;

/** Numbers, truth values, jsonb. */
export const valueSql = (column: string): string => `coalesce((${column})::text, 'null')`;

/** A moment, as `isoSql` writes it. */
export const momentSql = (column: string): string => `coalesce('"' || ${isoSql(column)} || '"', 'null')`;

/**
 * A page of `rows` (the SQL of a table `a`, in this order, of at most one more than `limit`) as one row: `items` is a JSON array of at most
 * `limit` items, `found` one more where there are more, `last` the key of the last one. The window puts the rows in order; to sort them
 * once more would cost a tenth.
 */
export const pageSql = (
  item: string,
  rows: string,
  limit: string,
  { order, key }: { readonly order: string; readonly key: string } = { order: 'a.number desc', key: 'a.number' },
): string => `
  select '[' || coalesce(string_agg(${item}, ',') filter (where place <= ${limit}), '') || ']' as items,
         count(*)::int as found, max(${key}) filter (where place = ${limit}) as last
  from (select a.*, row_number() over (order by ${order}) as place from (${rows}) a) a`;
