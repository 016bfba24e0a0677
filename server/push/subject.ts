import type { OrgId } from '#kernel/stream/event.ts';
import type { Pool } from '#store/connection.ts';

/**
 * Whom a push service writes to when something is wrong with an installation's pushes (RFC 8292, 2.1): its https address, which names
 * nobody; else the sender of its mails; else the organization's first steward.
 */
export const pushSubject =
  (pool: Pool, { origin, from }: { readonly origin: string; readonly from: string | null }) =>
  async (org: OrgId): Promise<string> => {
    if (origin.startsWith('https:')) return origin;
    const sender = /[^<\s]+@[^>\s]+/.exec(from ?? '')?.[0];
    if (sender !== undefined) return `mailto:${sender}`;
    const { rows } = await pool.query<{ mail: string }>({
      name: 'push-subject',
      text: `select a.mail from accounts a join actors c on c.org = a.org and c.id = a.actor
             where a.org = $1 and c.role = 'steward' and c.status = 'active' order by a.created_at limit 1`,
      values: [org],
    });
    return `mailto:${rows[0]?.mail ?? 'nobody@localhost'}`;
  };
