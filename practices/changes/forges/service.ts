import { hash, randomBytes } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import type { Send } from '#kernel/stream/commands.ts';
import type { ArtifactId, Instant, OrgId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import type { Db } from '#server/route.ts';
import type { Pool } from '#store/connection.ts';
import { storable } from './storable.ts';
import { doorTable, type Door, type DoorState } from './doors.ts';
import type { ForgeState, Vendor } from './forge.ts';
import { intake, type Watched } from './intake.ts';
import type { Trial } from './forge-routes.ts';
import type { ForgeReader, Headers } from './port.ts';
import { askAnew, repositoryNamed, stateOf } from './queries.ts';
import type { Reaching } from './reach.ts';
import type { RepositoryState } from './repository.ts';
import { trial } from './trial.ts';

export interface ForgeServices {
  readonly pool: Pool;
  readonly db: Db;
  readonly send: Send;
  readonly address: string;
  readonly readers: readonly ForgeReader[];
  api: Reaching['api'];
  seal(text: string): string;
  unseal(text: string): string | null;
}

/** A delivery as it came: nothing of it is believed yet. `body`: reads the bytes; null: there are too many. */
export interface Sent {
  readonly headers: Headers;
  body(): Promise<Buffer | null>;
}

export interface Forges {
  /** Takes in a delivery. Refused with `not-found`, `body-too-large`, `wrong-signature`, `not-a-delivery`, `delivery-malformed`, `delivery-unknown`, `unknown-repository`. */
  deliver(forge: ArtifactId, sent: Sent): Promise<Result<{ readonly told: string }>>;
  /** Opens a door; the secret is told this once. */
  open(org: OrgId, forge: ArtifactId, vendor: Vendor): Promise<string>;
  /** Another secret; null: there is no such door. */
  renew(org: OrgId, forge: ArtifactId, given?: string): Promise<string | null>;
  credentials(org: OrgId, forge: ArtifactId, credentials: string | null): Promise<boolean>;
  /** Asks its API who it is asked as, and for what is connected; null: there is no such forge. */
  trial(org: OrgId, forge: ArtifactId): Promise<Trial | null>;
  close(org: OrgId, forge: ArtifactId): Promise<void>;
  states(org: OrgId): Promise<readonly (DoorState & { readonly refused: Refused | null })[]>;
}

/** The last delivery that was sent away. Nothing of it is written: whoever knows an address could fill the table. */
export interface Refused {
  readonly at: Instant;
  readonly code: string;
  readonly message: string;
}

const MOST_KEPT = 1_000;

export const forges = (services: ForgeServices): Forges => {
  const { pool, db, readers, seal, unseal } = services;
  const doors = doorTable(pool);
  const take = intake(services);
  const sentAway = new Map<ArtifactId, Refused>();

  const watched = async ({ org, forge }: Door, name: string): Promise<Watched | null> => {
    const [[repository], [at]] = await Promise.all([
      db.rows<{ id: string; state: RepositoryState }>(repositoryNamed(org, forge, name)),
      db.rows<{ state: ForgeState }>(stateOf(org, 'forge', forge)),
    ]);
    return repository && at ? { org, id: repository.id, state: repository.state, people: at.state.people } : null;
  };

  const taken = async (door: Door, { headers, body }: Sent): Promise<Result<{ readonly told: string }>> => {
    const reader = readers.find(({ vendor }) => vendor === door.vendor);
    if (!reader) return NO_DOOR;
    const bytes = await body();
    if (bytes === null) return TOO_LARGE;
    // [safety] Over the bytes, before anything in them is read.
    const secret = unseal(door.secret);
    if (secret === null || !reader.isSigned(headers, bytes, secret)) return WRONG_SIGNATURE;
    const about = reader.about(headers);
    if (about.refused) return about;
    const digest = hash('sha256', Buffer.concat([Buffer.from(`${about.ok.event}\n`), bytes]), 'base64url');
    if (await doors.knows(door, about.ok.id, digest)) return ok({ told: 'This was delivered before; nothing more came of it.' });
    const payload = payloadIn(bytes, headers);
    if (payload.refused) return payload;
    const read = reader.read(about.ok.event, payload.ok);
    if (read.refused) return read;
    const { repository, observed, told } = read.ok;
    if (repository !== null && about.ok.event !== 'ping') {
      const known = await watched(door, repository);
      if (!known) return unknownRepository(repository);
      const done = await take(known, observed);
      if (done.refused) return done;
    }
    // Only now: what was cut off before is sent again, and then says nothing new.
    await doors.delivered(door, { ...about.ok, hash: digest, told });
    return ok({ told });
  };

  return {
    async deliver(forge, sent) {
      const door = await doors.at(forge);
      if (!door) return NO_DOOR;
      const done = await taken(door, sent);
      if (!done.refused) sentAway.delete(forge);
      else {
        if (sentAway.size >= MOST_KEPT) sentAway.clear();
        sentAway.set(forge, { at: Date.now(), code: done.code, message: done.message });
      }
      return done;
    },
    async open(org, forge, vendor) {
      const secret = freshSecret();
      await doors.add({ org, forge, vendor, secret: seal(secret), credentials: null });
      return secret;
    },
    async renew(org, forge, given) {
      const secret = given ?? freshSecret();
      return (await doors.change(org, forge, { secret: seal(secret) })) ? secret : null;
    },
    async credentials(org, forge, credentials) {
      const kept = await doors.change(org, forge, { credentials: credentials === null ? null : seal(credentials) });
      // What could not be asked before can be asked now.
      if (kept && credentials !== null) await db.rows(askAnew(org, forge));
      return kept;
    },
    trial: (org, forge) => trial(org, forge, { ...services, doors }),
    close: (org, forge) => doors.end(org, forge),
    states: async (org) => (await doors.states(org)).map((one) => ({ ...one, refused: sentAway.get(one.forge) ?? null })),
  };
};

const freshSecret = (): string => randomBytes(32).toString('base64url');

const NO_DOOR = refuse('not-found', 'Nobody takes deliveries here. Nothing was written.');
const TOO_LARGE = refuse('body-too-large', 'This delivery is larger than any that a forge sends (25 MB). Nothing was written.', {
  field: '',
});
const WRONG_SIGNATURE = refuse(
  'wrong-signature',
  'This is not signed with the secret of this address. Copy the secret into the settings of the webhook there. Nothing was written.',
  { field: '/header' },
);
const unknownRepository = (name: string): Refusal =>
  refuse(
    'unknown-repository',
    `The repository ${name.slice(0, 200)} is not connected here. A steward connects it under Repositories. Nothing was written.`,
    { field: '/repository' },
  );

const MALFORMED = (why: string): Refusal =>
  refuse('delivery-malformed', `This delivery is ${why}. Nothing was written.`, { field: '' });

/** As JSON, or as a form with the JSON in its field `payload`. */
const payloadIn = (bytes: Buffer, headers: Headers): Result<unknown> => {
  if (!isUtf8(bytes)) return MALFORMED('not UTF-8');
  const type = headers['content-type'];
  const isForm = typeof type === 'string' && type.startsWith('application/x-www-form-urlencoded');
  const source = isForm ? (new URLSearchParams(bytes.toString()).get('payload') ?? '') : bytes.toString();
  try {
    const payload: unknown = storable(JSON.parse(source));
    return typeof payload === 'object' && payload !== null && !Array.isArray(payload)
      ? ok(payload)
      : MALFORMED('no object of JSON');
  } catch (error) {
    if (error instanceof RangeError) return MALFORMED('nested too deeply');
    return MALFORMED('no JSON');
  }
};
