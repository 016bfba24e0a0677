/** A timestamptz column as doors show it: `2026-03-27T09:00:00.000Z`; null stays null. */
export const isoSql = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Words that a title must hold, each from its beginning, as a `tsquery` of the simple configuration; null where there are none. */
export const wordsQuery = (text: string): string | null => {
  const words = text.normalize('NFC').toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.length === 0 ? null : words.slice(0, 12).map((word) => `'${word}':*`).join(' & ');
};
