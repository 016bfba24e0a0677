import { hash } from 'node:crypto';
import type { Queryable } from '#store/connection.ts';
import { senderOf } from '../limits.ts';

/** Wrong guesses in a quarter of an hour, for all processes together. */
const MOST = { mailFromAddress: 10, mail: 100, address: 60 } as const;

export interface Attempts {
  /** Counts an attempt before it is looked at, so that a hundred at once are a hundred; seconds to wait, or 0: go on. */
  count(what: string, address: string, mail?: string): Promise<number>;
  /** It was right after all. */
  forgive(what: string, address: string, mail: string): Promise<void>;
}

export const attempts = (db: Queryable): Attempts => ({
  async count(what, from, mail) {
    const address = senderOf(from);
    const limits = new Map([[bucket(what, 'address', address), MOST.address as number]]);
    if (mail !== undefined) {
      limits.set(bucket(what, 'mail', mail), MOST.mail);
      limits.set(bucket(what, 'mail from', mail, address), MOST.mailFromAddress);
    }
    const { rows } = await db.query<{ bucket: string; count: number; wait: number }>({
      name: 'attempts',
      text: `insert into attempts as a (bucket, count, until) select b, 1, proceed_now() + interval '15 minutes' from unnest($1::text[]) b order by b
             on conflict (bucket) do update set
               count = case when a.until < proceed_now() then 1 else a.count + 1 end,
               until = case when a.until < proceed_now() then proceed_now() + interval '15 minutes' else a.until end
             returning bucket, count, ceil(extract(epoch from until - proceed_now()))::int as wait`,
      values: [[...limits.keys()]],
    });
    return Math.max(0, ...rows.map((row) => (row.count > (limits.get(row.bucket) ?? 0) ? row.wait : 0)));
  },
  async forgive(what, from, mail) {
    await db.query({
      name: 'attempts-forgive',
      text: 'delete from attempts where bucket = $1 or until < proceed_now()',
      values: [bucket(what, 'mail from', mail, senderOf(from))],
    });
  },
});

/** Hashed: whose mail was tried is nobody's business. */
const bucket = (...parts: readonly string[]): string => hash('sha256', parts.join('\n'), 'base64url');
