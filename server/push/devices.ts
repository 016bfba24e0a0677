import { randomUUID } from 'node:crypto';
import type { Instant } from '#kernel/stream/event.ts';
import { transaction, type Pool } from '#store/connection.ts';
import { toMs } from '#store/sql-time.ts';
import { tokenHash } from '../auth/token.ts';
import { seal } from '../mail/seal.ts';
import type { Principal } from '../route.ts';

/** What a browser gives to be reached. Whoever has it can be heard on that device: it is kept sealed, and shown to nobody. */
export interface Subscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

export interface Device {
  readonly id: string;
  /** What the browser says of itself. */
  readonly agent: string;
  readonly here: boolean;
  readonly since: Instant;
}

type Who = Pick<Principal, 'org' | 'actor' | 'session'>;

export interface Devices {
  /** Of this session, in place of what it had before, and of any other session in the same browser. Null: the session has ended. */
  add(who: Who, subscription: Subscription): Promise<string | null>;
  list(who: Who): Promise<readonly Device[]>;
  /** Whether it was theirs. */
  remove(who: Pick<Who, 'org' | 'actor'>, id: string): Promise<boolean>;
}

/** The devices that people let themselves be told on. Each ends with its session: signing out, a new password, leaving. */
export const pushDevices = (pool: Pool, key: Buffer): Devices => ({
  add: ({ org, actor, session }, { endpoint, keys }) =>
    transaction(pool, async (db) => {
      const endpointHash = tokenHash(endpoint);
      await db.query({
        name: 'push-device-moves',
        text: 'delete from push_devices where endpoint_hash = $1 and session <> $2',
        values: [endpointHash, session],
      });
      const { rows } = await db.query<{ id: string }>({
        name: 'push-device-add',
        text: `insert into push_devices (org, id, actor, session, endpoint_hash, sealed, created_at)
               select $1, $2, $3, s.id, $5, $6, proceed_now() from account_sessions s where s.id = $4
               on conflict (session) do update set endpoint_hash = excluded.endpoint_hash, sealed = excluded.sealed returning id`,
        values: [org, randomUUID(), actor, session, endpointHash, seal(key, JSON.stringify({ endpoint, keys }))],
      });
      return rows[0]?.id ?? null;
    }),

  async list({ org, actor, session }) {
    const { rows } = await pool.query<Device>({
      name: 'push-devices',
      text: `select d.id, coalesce(s.user_agent, '') as agent, d.session = $3 as here, ${toMs('d.created_at')} as since
             from push_devices d join account_sessions s on s.id = d.session
             where d.org = $1 and d.actor = $2 and s.expires_at > proceed_now() order by here desc, d.created_at desc, d.id`,
      values: [org, actor, session],
    });
    return rows;
  },

  async remove({ org, actor }, id) {
    const { rowCount } = await pool.query({
      name: 'push-device-remove',
      text: 'delete from push_devices where org = $1 and actor = $2 and id = $3',
      values: [org, actor, id],
    });
    return rowCount === 1;
  },
});
