import { sql, type Kysely } from 'kysely';

/** What web push needs: the key pair of this installation, the devices that people let it reach, and what waits to leave for them. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  // One row: push services know an installation by its key.
  `create table push_pair (
    one boolean primary key default true check (one),
    public text not null,
    -- Sealed.
    private text not null,
    created_at timestamptz not null
  )`,
  // A device ends with the session that it was turned on in.
  `create table push_devices (
    org uuid not null,
    id uuid not null,
    actor uuid not null,
    session uuid not null unique references account_sessions on delete cascade,
    endpoint_hash text not null unique,
    -- Address and keys, sealed: whoever has them can be heard there.
    sealed text not null,
    created_at timestamptz not null,
    primary key (org, id)
  )`,
  `create index push_devices_of on push_devices (org, actor)`,
  // Written in the transaction that marks what they tell of; gone once they were taken.
  `create table pushes (
    org uuid not null,
    id uuid not null,
    device uuid not null,
    -- The words, sealed.
    sealed text not null,
    tag text not null,
    urgent boolean not null,
    -- When their reader can be reached: nothing is handed over outside of it, nor kept beyond it by a push service.
    stretches jsonb not null,
    attempts smallint not null default 0,
    next_at timestamptz not null,
    created_at timestamptz not null,
    primary key (org, id),
    foreign key (org, device) references push_devices on delete cascade
  )`,
  `create index pushes_waiting on pushes (next_at)`,
  `create index pushes_of on pushes (org, device)`,
] as const;
