/** A timestamptz column as whole milliseconds, for `select`; never later than the column. */
export const toMs = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::float8`;

/** A float8 column of milliseconds as timestamptz. */
export const fromMs = (column: string): string => `to_timestamp(${column} / 1000.0)`;
