/** A timestamptz column as doors show it: `2026-03-27T09:00:00.000Z`; null stays null. */
export const isoSql = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * A page of `rows` (the SQL of a table `a` with `line`, in this order, of at most one more than `limit`) as one row: `items` is a JSON array
 * of at most `limit` lines, `found` one more where there are more, `last` the key of the last one. The window puts the rows in order;
 * to sort them once more would cost a tenth.
 */
export const pageSql = (
  rows: string,
  limit: string,
  { order, key }: { readonly order: string; readonly key: string } = { order: 'a.number desc', key: 'a.number' },
): string => `
  select '[' || coalesce(string_agg(a.line, ',') filter (where place <= ${limit}), '') || ']' as items,
         count(*)::int as found, max(${key}) filter (where place = ${limit}) as last
  from (select a.*, row_number() over (order by ${order}) as place from (${rows}) a) a`;
