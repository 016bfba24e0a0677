import { createHmac, hash } from 'node:crypto';
import type { ArtifactId, CommandId, OrgId } from '#kernel/stream/event.ts';
import type { Pool } from '#store/connection.ts';
import type { Services } from '#server/route.ts';

/** What sharing needs beyond what every practice may use. */
export interface Shares {
  /** Where people reach the server: `https://proceed.example.org`. */
  readonly origin: string;
  /**
   * The token of the link that a command makes: 256 bits that follow from the installation's key, so that a retry gives the same and nobody who
   * has the database alone can make one.
   */
  tokenOf(org: OrgId, command: CommandId): string;
  /** Counts that a link was opened. */
  opened(org: OrgId, share: ArtifactId): Promise<void>;
}

export interface ShareServices extends Services {
  readonly shares: Shares;
}

export const pageShares = ({
  pool,
  key,
  origin,
}: {
  readonly pool: Pool;
  readonly key: Buffer;
  readonly origin: string;
}): Shares => {
  // A key of its own: what is made for links tells nothing of what else the installation's key seals.
  const own = createHmac('sha256', key).update('proceed share links').digest();
  return {
    origin,
    tokenOf: (org, command) => createHmac('sha256', own).update(`${org} ${command}`).digest('base64url'),
    opened: async (org, share) => {
      await pool.query({
        name: 'handbook.share-counted',
        text: `insert into share_openings as o (org, share, opened, last_at) values ($1, $2, 1, proceed_now())
               on conflict (org, share) do update set opened = o.opened + 1, last_at = excluded.last_at`,
        values: [org, share],
      });
    },
  };
};

export const hashOfToken = (token: string): string => hash('sha256', token, 'hex');
