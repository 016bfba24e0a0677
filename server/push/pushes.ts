import type { ActorId, OrgId } from '#kernel/stream/event.ts';
import type { Queryable } from '#store/connection.ts';
import { seal } from '../mail/seal.ts';
import type { Stretch } from './stretches.ts';

export interface Push {
  readonly org: OrgId;
  readonly to: ActorId;
  /** What the device shows; web/public/push.js reads it. */
  readonly message: { readonly title: string; readonly body: string; readonly path: string };
  readonly urgent: boolean;
  readonly stretches: readonly Stretch[];
}

/** Notes a push for each device of somebody's, in the transaction of whoever calls. Returns for how many. */
export type QueuePush = (db: Queryable, push: Push) => Promise<number>;

export const pushQueue =
  (key: Buffer): QueuePush =>
  async (db, { org, to, message, urgent, stretches }) => {
    // The same on every attempt: a device, and a push service, put what carries it in the place of what carried it before.
    const tag = crypto.randomUUID().replaceAll('-', '');
    const { rowCount } = await db.query({
      name: 'push-queue',
      text: `insert into pushes (org, id, device, sealed, tag, urgent, stretches, next_at, created_at)
             select d.org, gen_random_uuid(), d.id, $3, $4, $5, $6::jsonb, proceed_now(), proceed_now()
             from push_devices d join account_sessions s on s.id = d.session
             join actors c on c.org = d.org and c.id = d.actor
             where d.org = $1 and d.actor = $2 and s.expires_at > proceed_now() and s.role = c.role and c.status = 'active'`,
      values: [org, to, seal(key, JSON.stringify({ ...message, tag })), tag, urgent, JSON.stringify(stretches)],
    });
    return rowCount ?? 0;
  };
