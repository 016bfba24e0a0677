import type { ArtifactId, Instant, OrgId } from '#kernel/stream/event.ts';
import type { Pool } from '#store/connection.ts';
import { toMs } from '#server/route.ts';
import type { Vendor } from './forge.ts';

/** A forge that may deliver, and what keeps others from doing so. */
export interface Door {
  readonly org: OrgId;
  readonly forge: ArtifactId;
  readonly vendor: Vendor;
  /** Sealed. */
  readonly secret: string;
  readonly credentials: string | null;
}

export interface DoorState {
  readonly forge: ArtifactId;
  /** In the last sixty days. */
  readonly deliveries: number;
  readonly deliveredAt: Instant | null;
  readonly deliveredEvent: string | null;
  readonly deliveredTold: string | null;
  readonly hasCredentials: boolean;
  readonly failure: string | null;
  readonly failedAt: Instant | null;
}

/** [safety] Secrets of forges: sealed, and read by nobody but whoever opens the door. */
export const doorTable = (pool: Pool) => ({
  async add({ org, forge, vendor, secret, credentials }: Door): Promise<void> {
    await pool.query({
      name: 'forges.add',
      text: `insert into forge_doors (org, forge, vendor, secret, credentials) values ($1, $2, $3, $4, $5) on conflict (org, forge) do nothing`,
      values: [org, forge, vendor, secret, credentials],
    });
  },
  /** The door of an address; those that were closed are none. */
  async at(forge: ArtifactId): Promise<Door | null> {
    const { rows } = await pool.query<Door>({
      name: 'forges.at',
      text: 'select org, forge, vendor, secret, credentials from forge_doors where forge = $1 and not ended',
      values: [forge],
    });
    return rows[0] ?? null;
  },
  async change(
    org: OrgId,
    forge: ArtifactId,
    change: { readonly secret?: string; readonly credentials?: string | null },
  ): Promise<boolean> {
    const { rowCount } = await pool.query({
      name: 'forges.change',
      text: `update forge_doors set secret = coalesce($3, secret), credentials = case when $4 then $5 else credentials end,
               failure = case when $4 then null else failure end
             where org = $1 and forge = $2 and not ended`,
      values: [org, forge, change.secret ?? null, change.credentials !== undefined, change.credentials ?? null],
    });
    return rowCount === 1;
  },
  async end(org: OrgId, forge: ArtifactId): Promise<void> {
    await pool.query({
      name: 'forges.end',
      text: `update forge_doors set ended = true, secret = '', credentials = null where org = $1 and forge = $2`,
      values: [org, forge],
    });
  },
  async states(org: OrgId): Promise<readonly DoorState[]> {
    const { rows } = await pool.query<DoorState>({
      name: 'forges.states',
      text: `select s.forge, (select count(*)::float8 from forge_deliveries d where d.org = s.org and d.forge = s.forge) as deliveries,
               ${toMs('l.at')} as "deliveredAt", l.event as "deliveredEvent", l.told as "deliveredTold",
               s.credentials is not null as "hasCredentials", s.failure, ${toMs('s.failed_at')} as "failedAt"
             from forge_doors s left join lateral (
               select at, event, told from forge_deliveries d where d.org = s.org and d.forge = s.forge order by at desc limit 1) l on true
             where s.org = $1 and not s.ended`,
      values: [org],
    });
    return rows;
  },
  async knows({ org, forge }: Door, id: string, hash: string): Promise<boolean> {
    const { rows } = await pool.query<{ known: boolean }>({
      name: 'forges.knows',
      text: `select exists (select 1 from forge_deliveries where org = $1 and forge = $2 and id = $3)
                 or exists (select 1 from forge_deliveries where org = $1 and forge = $2 and hash = $4) as known`,
      values: [org, forge, id, hash],
    });
    return rows[0]?.known === true;
  },
  async delivered(
    { org, forge }: Door,
    { id, hash, event, told }: { readonly id: string; readonly hash: string; readonly event: string; readonly told: string },
  ): Promise<void> {
    await pool.query({
      name: 'forges.delivered',
      // Nothing else: a row of the forge that each of them changed would make them wait for one another.
      text: `insert into forge_deliveries (org, forge, id, hash, event, told) values ($1, $2, $3, $4, $5, $6) on conflict (org, forge, id) do nothing`,
      values: [org, forge, id, hash, event, told],
    });
  },
  async failed(org: OrgId, forge: ArtifactId, failure: string | null): Promise<void> {
    await pool.query({
      name: 'forges.failed',
      text: `update forge_doors set failure = $3, failed_at = case when $3::text is null then failed_at else now() end
             where org = $1 and forge = $2 and failure is distinct from $3`,
      values: [org, forge, failure],
    });
  },
  /** What was delivered so long ago is not sent again by anybody but an attacker, whom it says nothing new. */
  async sweep(): Promise<void> {
    await pool.query(`delete from forge_deliveries where at < now() - interval '60 days'`);
  },
});

export type Doors = ReturnType<typeof doorTable>;
