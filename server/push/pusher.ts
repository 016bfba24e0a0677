import type { Instant, OrgId } from '#kernel/stream/event.ts';
import type { Pool } from '#store/connection.ts';
import { toMs } from '#store/sql-time.ts';
import { EgressRefused, type Came, type Egress } from '../egress.ts';
import { unseal } from '../mail/seal.ts';
import type { Repeat } from '../repeat.ts';
import type { Subscription } from './devices.ts';
import type { Pair } from './pair.ts';
import { meaningOf, momentWithin, nextAttempt, type Stretch } from './stretches.ts';

interface Options {
  readonly pool: Pool;
  readonly key: Buffer;
  pair(): Promise<Pair>;
  readonly egress: Egress;
  /** Whom a push service can write to about an organization's pushes: an https address, or `mailto:`. */
  subject(org: OrgId): Promise<string>;
  readonly repeat: Repeat;
  readonly log: { readonly error: (about: object, line: string) => void };
}

const AT_ONCE = 20;
/** How often devices are looked for whose session is over, ms. */
const TIDY_EVERY = 60_000;
/** A server that dies while it sends gives the push back after this. */
const LEASE = '2 minutes';

interface Row {
  readonly org: OrgId;
  readonly id: string;
  readonly device: string;
  readonly sealed: string;
  readonly tag: string;
  readonly urgent: boolean;
  readonly stretches: readonly Stretch[];
  readonly attempts: number;
  /** Of the device; null: its session is over. */
  readonly subscription: string | null;
  readonly now: Instant;
}

/**
 * Hands over what waits to the push services of its devices. Any number of processes may do so: each takes what no other holds, and lets
 * go of the database meanwhile. What was handed over in the moment of a crash is handed over again under the same tag.
 */
export const pusher = (options: Options): { readonly stop: () => Promise<void> } => {
  let tidied = -Infinity;
  const tidyNow = async (): Promise<void> => {
    if (performance.now() - tidied < TIDY_EVERY) return;
    tidied = performance.now();
    await tidy(options.pool);
  };

  return options.repeat(async () => {
    await tidyNow().catch(() => undefined);
    // The database may be away for a while.
    const rows = await take(options.pool).catch(() => []);
    await Promise.all(
      rows.map((row) =>
        handOver(row, options).catch((error: unknown) =>
          options.log.error({ err: error, push: row.id }, 'a push could not be noted'),
        ),
      ),
    );
    return rows.length === AT_ONCE;
  });
};

/** What ended without anybody's doing: sessions whose time is over, people who left. */
const tidy = async (pool: Pool): Promise<void> => {
  await pool.query({
    name: 'push-tidy',
    text: `delete from push_devices d using account_sessions s, actors c
           where s.id = d.session and c.org = d.org and c.id = d.actor and (s.expires_at <= proceed_now() or c.status <> 'active' or c.role <> s.role)`,
  });
};

const take = async (pool: Pool): Promise<readonly Row[]> => {
  const { rows } = await pool.query<Row>({
    name: 'pushes-take',
    text: `with taken as (
             update pushes p set next_at = proceed_now() + interval '${LEASE}', attempts = p.attempts + 1
             from (select org, id from pushes where next_at <= proceed_now() order by next_at limit ${AT_ONCE} for update skip locked) w
             where p.org = w.org and p.id = w.id returning p.*
           )
           select t.org, t.id, t.device, t.sealed, t.tag, t.urgent, t.stretches, t.attempts, ${toMs('proceed_now()')} as now,
             case when s.expires_at > proceed_now() then d.sealed end as subscription
           from taken t join push_devices d on d.org = t.org and d.id = t.device join account_sessions s on s.id = d.session`,
  });
  return rows;
};

const handOver = async (row: Row, options: Options): Promise<void> => {
  const { pool, key, log } = options;
  const words = unseal(key, row.sealed);
  const found = row.subscription === null ? null : unseal(key, row.subscription);
  const moment = momentWithin(row.stretches, row.now);
  if (row.subscription === null || moment === null) return drop(pool, row);
  if (moment.at > row.now) return putOff(pool, row, moment.at);
  const failed = async (why: string, retryAfter: number | null, again: boolean): Promise<void> => {
    const at = again ? nextAttempt(row.stretches, { ...row, retryAfter }) : null;
    log.error(
      { push: row.id, attempt: row.attempts },
      `a push could not be handed over${at === null ? ', and is given up' : ''}: ${why}`,
    );
    await (at === null ? drop(pool, row) : putOff(pool, row, at));
  };
  if (words === null || found === null) return failed('it was sealed with another secret key', null, true);
  // It was sealed here, so it is what was sealed.
  const subscription = JSON.parse(found) as Subscription;
  const { host } = new URL(subscription.endpoint);
  try {
    const came = await send(subscription, words, moment.until - row.now, row, options);
    const meaning = meaningOf(came.status);
    if (meaning === 'taken') return await drop(pool, row);
    if (meaning === 'gone') return await forget(pool, row);
    return await failed(`${host} answered ${came.status}`, secondsIn(came), meaning === 'later');
  } catch (error) {
    if (!(error instanceof EgressRefused))
      return failed(`${host}: ${error instanceof Error ? error.message : String(error)}`, null, true);
    log.error({ device: row.device }, `a device is forgotten: ${error.message}`);
    return forget(pool, row);
  }
};

const send = async (
  subscription: Subscription,
  words: string,
  left: number,
  { org, urgent, tag }: Row,
  { pair, egress, subject }: Options,
): Promise<Came> => {
  const own = await pair();
  if (own.private === null) throw new Error('the key pair of web push was sealed with another secret key');
  const { default: webPush } = await import('web-push');
  const { endpoint, headers, body } = webPush.generateRequestDetails(subscription, words, {
    vapidDetails: { subject: await subject(org), publicKey: own.public, privateKey: own.private },
    TTL: Math.max(1, Math.floor(left / 1000)),
    urgency: urgent ? 'high' : 'normal',
    topic: tag,
    contentEncoding: 'aes128gcm',
  });
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  return egress.send(endpoint, { method: 'POST', headers: plain, ...(body ? { body } : {}) });
};

/** `Retry-After` in seconds; null where it is not said, or as a date. */
const secondsIn = ({ headers }: Came): number | null => {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : null;
};

const drop = async (pool: Pool, { org, id }: Row): Promise<void> => {
  await pool.query({ name: 'push-drop', text: 'delete from pushes where org = $1 and id = $2', values: [org, id] });
};

/** The device is gone, and with it all that waits for it. */
const forget = async (pool: Pool, { org, device }: Row): Promise<void> => {
  await pool.query({ name: 'push-forget', text: 'delete from push_devices where org = $1 and id = $2', values: [org, device] });
};

const putOff = async (pool: Pool, { org, id }: Row, at: Instant): Promise<void> => {
  await pool.query({
    name: 'push-put-off',
    text: 'update pushes set next_at = to_timestamp($3::float8 / 1000) where org = $1 and id = $2',
    values: [org, id, at],
  });
};
