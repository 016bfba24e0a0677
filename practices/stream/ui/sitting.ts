/** What is remembered of the last look, on this device. Milliseconds. */
export interface Look {
  /** What happened until then had been seen before this sitting; null: this is the first. */
  readonly mark: number | null;
  /** When the sitting before this one ended. */
  readonly since: number | null;
  /** The newest that was shown. */
  readonly newest: number;
  /** When that was, by this device: how long one was away is its own business. */
  readonly at: number;
}

export type Sitting = Pick<Look, 'mark' | 'since'>;

/** Whoever comes back sooner is still in the same sitting. */
export const SITTING = 20 * 60_000;

/** Somebody looks: after a while away, what they saw then is behind the mark. */
export const sittingAfter = (before: Look | null, at: number): Sitting => {
  if (before === null) return { mark: null, since: null };
  return at - before.at > SITTING ? { mark: before.newest, since: before.at } : { mark: before.mark, since: before.since };
};
