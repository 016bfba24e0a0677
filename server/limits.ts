import { isIP } from 'node:net';

/** Requests that one actor or one address may send: so many at once, and so many a second after that. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

const MOST_KEPT = 50_000;

/**
 * A bucket per key, in this process alone: it keeps one client from starving the others. What must hold across processes (guesses
 * of a password) is counted in the database.
 */
export const limiter = ({ burst, perSecond }: Allowance, clock: () => number = () => performance.now()) => {
  const buckets = new Map<string, { left: number; at: number }>();

  /** Seconds to wait, or 0: go ahead. */
  return (key: string): number => {
    const now = clock();
    let bucket = buckets.get(key);
    if (!bucket) {
      if (buckets.size >= MOST_KEPT) forget(now);
      bucket = { left: burst, at: now };
      buckets.set(key, bucket);
    }
    bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    if (bucket.left < 1) return Math.ceil((1 - bucket.left) / perSecond);
    bucket.left -= 1;
    return 0;
  };

  /** Full buckets say nothing; should all be in use, the oldest half goes. */
  function forget(now: number): void {
    const full = (burst / perSecond) * 1000;
    for (const [key, { at }] of buckets) if (now - at > full) buckets.delete(key);
    if (buckets.size < MOST_KEPT) return;
    let excess = buckets.size / 2;
    for (const key of buckets.keys()) if (excess-- > 0) buckets.delete(key);
  }
};

/**
 * [safety] What counts as one sender. Of IPv6 whoever has an address has at least 2⁶⁴ of them: the first half tells whose they are. An address of IPv4
 * written as one of IPv6 is itself.
 */
export const senderOf = (address: string): string => {
  const ip = address.split('%', 1)[0] ?? '';
  if (isIP(ip) !== 6) return address;
  const [, mapped] = /^::ffff:([\d.]+)$/i.exec(ip) ?? [];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = ip.split('::');
  const [before, after] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')));
  const between = tail === undefined ? 0 : 8 - (before?.length ?? 0) - (after?.length ?? 0);
  const groups = [...(before ?? []), ...Array.from({ length: between }, () => '0'), ...(after ?? [])];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
};
