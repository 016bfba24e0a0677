/** A timestamptz column as doors show it: `2026-03-27T09:00:00.000Z`; null stays null. */
export const isoSql = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
