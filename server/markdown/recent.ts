/** What was used last, up to so many bytes. */
export interface Recent<Value> {
  get(key: string): Value | undefined;
  keep(key: string, value: Value, bytes: number): void;
  drop(key: string): void;
  readonly bytes: number;
}

export const recent = <Value>(limit: number): Recent<Value> => {
  const kept = new Map<string, { readonly value: Value; readonly bytes: number }>();
  let total = 0;
  const drop = (key: string): void => {
    total -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  };
  return {
    get: (key) => {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      // The order of a map is that of insertion: what is used goes to its end.
      kept.delete(key);
      kept.set(key, found);
      return found.value;
    },
    keep: (key, value, bytes) => {
      drop(key);
      if (bytes > limit) return;
      kept.set(key, { value, bytes });
      total += bytes;
      for (const oldest of kept.keys()) {
        if (total <= limit) break;
        drop(oldest);
      }
    },
    drop,
    get bytes() {
      return total;
    },
  };
};
