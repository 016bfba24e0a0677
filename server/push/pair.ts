import type { Pool } from '#store/connection.ts';
import { seal, unseal } from '../mail/seal.ts';

/** By which push services know this installation (VAPID, RFC 8292). */
export interface Pair {
  /** Base64url; browsers subscribe for it. */
  readonly public: string;
  /** Null: it was sealed with another secret key. */
  readonly private: string | null;
}

/** Made once per installation, when it is first asked for; of servers that make one at the same time, all take the first. */
export const pushPair = (pool: Pool, key: Buffer): (() => Promise<Pair>) => {
  const read = async (): Promise<Pair | null> => {
    const { rows } = await pool.query<{ public: string; private: string }>({
      name: 'push-pair',
      text: 'select public, private from push_pair',
    });
    const [row] = rows;
    return row ? { public: row.public, private: unseal(key, row.private) } : null;
  };
  const make = async (): Promise<Pair> => {
    const { default: webPush } = await import('web-push');
    const fresh = webPush.generateVAPIDKeys();
    await pool.query({
      text: 'insert into push_pair (public, private, created_at) values ($1, $2, proceed_now()) on conflict do nothing',
      values: [fresh.publicKey, seal(key, fresh.privateKey)],
    });
    const made = await read();
    if (!made) throw new Error('the key pair of web push was not kept');
    return made;
  };
  let known: Pair | null = null;
  return async () => (known ??= (await read()) ?? (await make()));
};
