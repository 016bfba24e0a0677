import { coalesce } from '#store/coalesce.ts';
import type { Queryable } from '#store/connection.ts';
import type { LetIn } from '#store/load.ts';
import { toMs } from '#store/sql-time.ts';
import type { Credentials } from '../credentials.ts';
import type { Presumed } from '../holding.ts';
import type { Principal, Scope } from '../route.ts';
import { tokenHash } from './token.ts';

/**
 * [safety] One question for all who ask at this moment: which of these tokens is of a session or key that is valid now, by the
 * database's clock, of an account whose actor is active now and, for sessions, still has the role with which they signed in. With it,
 * how far the organization's stream is: transactions commit out of their order, so only below the oldest that is still under way is
 * that settled.
 */
const TEXT = `
  select h.hash, p.via, p.id, p.account, p.org, p.actor, p.scopes, c.role, c.keys, o.directory_version,
         case when m.xid < pg_snapshot_xmin(pg_current_snapshot()) then m.xid::text end as head, ${toMs('(select proceed_now())')} as at
  from unnest($1::text[]) as h (hash)
  cross join lateral (
    select 'session' as via, s.id, s.account, a.org, a.actor, '{admin}'::text[] as scopes, s.role
    from account_sessions s join accounts a on a.id = s.account
    where s.token_hash = h.hash and s.expires_at > proceed_now()
    union all
    select 'key', k.id, k.account, k.org, k.actor, k.scopes, null
    from api_keys k join accounts a on a.id = k.account
    where k.token_hash = h.hash and (k.expires_at is null or k.expires_at > proceed_now())
      -- [safety] An agent's key is of whoever answers for it now: who no longer does holds a token that opens nothing.
      and (a.actor = k.actor or exists (select from artifacts g where g.org = k.org and g.id = k.actor and g.author = a.actor))
  ) p
  cross join lateral (select * from actors c where c.org = p.org and c.id = p.actor limit 1) c
  join organizations o on o.id = p.org
  left join lateral (select xid from events e where e.org = p.org order by xid desc, position desc limit 1) m on true
  where c.status = 'active' and (p.role is null or p.role = c.role)`;

type Row = {
  readonly hash: string;
  readonly via: 'session' | 'key';
  readonly id: string;
  readonly account: string;
  readonly org: string;
  readonly actor: string;
  readonly scopes: readonly Scope[];
  readonly role: 'member' | 'steward';
  readonly keys: readonly string[];
  readonly directory_version: string;
  readonly head: string | null;
  readonly at: number;
};

/** [safety] Which tokens are of a session or key that is valid now. Whom they let in follows from them and the directory's version. */
export const letIn: LetIn = (tokens) => `
  select from account_sessions where token_hash = any(${tokens}) and expires_at > proceed_now()
  union all
  select from api_keys where token_hash = any(${tokens}) and (expires_at is null or expires_at > proceed_now())`;

/** So many of those who asked last are presumed to be who they were. */
const MOST_PRESUMED = 10_000;

export interface Principals {
  /** Who shows these credentials now; null: nobody. */
  resolve(credentials: Credentials): Promise<Principal | null>;
  /** Who showed them last, and what has to hold for it to be so still; null: not known. */
  presume(credentials: Credentials): Presumed | null;
}

export const principals = (db: Queryable): Principals => {
  const find = coalesce<string, Row | null>({
    key: (hash) => hash,
    // Those who ask together go on together, and their commands share one commit: a second batch under way would split them.
    atOnce: 1,
    answer: async (hashes) => {
      const { rows } = await db.query<Row>({ name: 'principals', text: TEXT, values: [hashes] });
      const byHash = new Map(rows.map((row) => [row.hash, row]));
      return hashes.map((hash) => byHash.get(hash) ?? null);
    },
  });
  // Oldest answer first.
  const last = new Map<string, Principal>();
  const remember = (hash: string, principal: Principal): Principal => {
    last.delete(hash);
    last.set(hash, principal);
    if (last.size > MOST_PRESUMED) last.delete(last.keys().next().value ?? '');
    return principal;
  };
  return {
    resolve: async ({ via, token }) => {
      const hash = tokenHash(token);
      const row = await find(hash);
      // A key in a cookie, or a session's token in a header, is neither.
      if (!row || row.via !== via) {
        last.delete(hash);
        return null;
      }
      const { org, actor, keys, role, scopes, id, account, at, head } = row;
      const directoryVersion = Number(row.directory_version);
      return remember(hash, { org, actor, keys, role, via, scopes, session: id, account, at, directoryVersion, head });
    },
    presume: ({ via, token }) => {
      const hash = tokenHash(token);
      const principal = last.get(hash);
      if (principal?.via !== via) return null;
      return { principal, warrant: { token: hash, directoryVersion: principal.directoryVersion } };
    },
  };
};
