import { sql, type Kysely } from 'kysely';

/**
 * How people prove who they are. An account belongs to one actor of one organization. The first four tables have the shapes that
 * better-auth asks for; they are keyed by account, because whoever signs in has no organization yet. Tokens are kept as SHA-256.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create table accounts (
    id uuid primary key,
    mail text not null unique check (mail = lower(mail)),
    mail_verified boolean not null default false,
    name text not null,
    image text,
    org uuid not null,
    actor uuid not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (org, actor)
  )`,
  `create table account_credentials (
    id uuid primary key,
    account uuid not null references accounts on delete cascade,
    provider text not null,
    provider_account text not null,
    password text,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz,
    refresh_token_expires_at timestamptz,
    scope text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (provider, provider_account)
  )`,
  `create index account_credentials_of on account_credentials (account)`,
  `create table account_sessions (
    id uuid primary key,
    account uuid not null references accounts on delete cascade,
    token_hash text not null unique,
    expires_at timestamptz not null,
    -- The actor's role when they signed in: a session ends with any change of privilege.
    role text not null default '',
    address text,
    user_agent text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  `create index account_sessions_of on account_sessions (account)`,
  `create table account_verifications (
    id uuid primary key,
    identifier text not null,
    value text not null,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  `create index account_verifications_by_identifier on account_verifications (identifier)`,
  `create table api_keys (
    org uuid not null,
    id uuid not null,
    account uuid not null references accounts on delete cascade,
    actor uuid not null,
    name text not null,
    token_hash text not null unique,
    hint text not null,
    scopes text[] not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    used_at timestamptz,
    primary key (org, id)
  )`,
  `create index api_keys_of on api_keys (account)`,
  `create table invitations (
    org uuid not null,
    id uuid not null,
    person uuid not null,
    token_hash text not null unique,
    invited_by uuid not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    claimed_at timestamptz,
    used_at timestamptz,
    primary key (org, id)
  )`,
  `create index invitations_of on invitations (org, person)`,
  // Wrong guesses, counted for all processes together; a bucket is an address or a mail, hashed.
  `create table attempts (
    bucket text primary key,
    count integer not null,
    until timestamptz not null
  )`,
  // Written in the transaction of what they tell of; sent, or shown to the steward, afterwards.
  `create table mails (
    org uuid not null,
    id uuid not null,
    recipient text not null,
    subject text not null,
    body text not null,
    kind text not null,
    secret boolean not null default false,
    status text not null default 'waiting',
    attempts smallint not null default 0,
    next_at timestamptz,
    error text,
    created_at timestamptz not null,
    sent_at timestamptz,
    primary key (org, id)
  )`,
  `create index mails_waiting on mails (next_at) where status = 'waiting'`,
  `create index mails_listed on mails (org, created_at desc, id)`,
] as const;
