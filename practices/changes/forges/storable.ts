/** The same JSON without characters that no database keeps: NUL, and halves of characters. */
export const storable = (value: unknown): unknown => {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (key === '__proto__' ? [] : [[clean(key), storable(inner)]])),
  );
};

const clean = (words: string): string => {
  const whole = words.isWellFormed() ? words : words.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '') : whole;
};
