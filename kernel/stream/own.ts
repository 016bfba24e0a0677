/** What a record holds itself under a name that somebody else chose: every object answers to `constructor`, too. */
export const own = <Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
