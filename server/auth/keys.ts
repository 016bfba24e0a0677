import { refuse, ok, type Result } from '#kernel/stream/refusal.ts';
import type { Queryable } from '#store/connection.ts';
import type { Principal, Scope } from '../route.ts';
import { freshToken, tokenHash } from './token.ts';

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** Whose rights it has: the person's own, or an agent's for which they are accountable. */
  readonly actor: string;
  readonly scopes: readonly Scope[];
  /** How the token begins, to tell it from others. */
  readonly hint: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
}

/** A moment as ISO 8601, by the database. */
const ISO = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const COLUMNS = `id, name, actor, scopes, hint, ${ISO('created_at')} as "createdAt", ${ISO('expires_at')} as "expiresAt"`;

const PREFIX = 'prk_';

export interface NewKey {
  readonly id: string;
  readonly name: string;
  readonly actor: string;
  readonly scopes: readonly Scope[];
  readonly days: number | null;
}

/** The token is shown this once. Made again with the same id (a retry), it replaces the one that nobody saw. */
export const makeKey = async (
  db: Queryable,
  owner: Pick<Principal, 'org' | 'account'>,
  key: NewKey,
): Promise<Result<ApiKey & { readonly token: string }>> => {
  const token = freshToken(PREFIX);
  const { rows } = await db.query<ApiKey>({
    name: 'key-make',
    text: `insert into api_keys (org, id, account, actor, name, token_hash, hint, scopes, created_at, expires_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, proceed_now(), proceed_now() + make_interval(days => $9::int))
           on conflict (org, id) do update set token_hash = excluded.token_hash, hint = excluded.hint
             where (api_keys.account, api_keys.actor, api_keys.name, api_keys.scopes) = (excluded.account, excluded.actor, excluded.name, excluded.scopes)
               and round(extract(epoch from api_keys.expires_at - api_keys.created_at) / 86400) is not distinct from $9::int
           returning ${COLUMNS}`,
    values: [
      owner.org,
      key.id,
      owner.account,
      key.actor,
      key.name,
      tokenHash(token),
      token.slice(0, PREFIX.length + 4),
      key.scopes,
      key.days,
    ],
  });
  const [made] = rows;
  return made ? ok({ ...made, token }) : REUSED;
};

const REUSED = refuse('idempotency-key-reused', 'This Idempotency-Key made another API key. Nothing was written.', {
  field: '/header/idempotency-key',
  accepted: 'a fresh UUID for each thing that you do',
});

/** [safety] An agent is told of its own: what whoever answers for it uses keys for is not among what an agent may see. */
export const listKeys = async (
  db: Queryable,
  { account, actor }: Pick<Principal, 'account' | 'actor'>,
): Promise<readonly ApiKey[]> => {
  const { rows } = await db.query<ApiKey>({
    name: 'keys',
    text: `select ${COLUMNS} from api_keys k
           where account = $1 and (actor = $2 or exists (select from accounts a where a.id = k.account and a.actor = $2)) order by created_at desc, id`,
    values: [account, actor],
  });
  return rows;
};

export const endKey = async (db: Queryable, account: string, id: string): Promise<Result<string>> => {
  const { rows } = await db.query<{ id: string }>({
    name: 'key-end',
    text: 'delete from api_keys where account = $1 and id = $2 returning id',
    values: [account, id],
  });
  return rows[0] ? ok(rows[0].id) : refuse('not-found', 'You have no such key.', { field: '/params/id' });
};
