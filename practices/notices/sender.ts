import type { Actor, Directory } from '#kernel/actors/directory.ts';
import type { ActorId, Instant, OrgId } from '#kernel/stream/event.ts';
import type { Repeat } from '#server/route.ts';
import { transaction, type Pool, type Queryable } from '#store/connection.ts';
import { glanceOf, type Glance } from './glance.ts';
import { letterOf } from './letter.ts';
import { reachableFrom, stretchesFrom } from './moment.ts';
import { settingsOf, TAKE, type DueRow } from './queries.ts';
import { paceOf, settingId, type Channel, type Pace } from './setting.ts';

/** Puts a mail into the queue, in the transaction of `db`. */
export type QueueMail = (
  db: Queryable,
  mail: {
    readonly org: OrgId;
    readonly to: string;
    readonly subject: string;
    readonly body: string;
    readonly kind: 'notice';
    readonly secret: true;
  },
) => Promise<void>;

/** Puts a push for each of somebody's devices into the queue, in the transaction of `db`. Returns for how many. */
export type QueuePush = (
  db: Queryable,
  push: {
    readonly org: OrgId;
    readonly to: ActorId;
    readonly message: Glance;
    readonly urgent: boolean;
    readonly stretches: ReturnType<typeof stretchesFrom>;
  },
) => Promise<number>;

interface Options {
  readonly pool: Pool;
  directory(org: OrgId): Promise<Directory>;
  /** Null: no mail is sent here; what would be told is in Today. */
  readonly queueMail: QueueMail | null;
  readonly queuePush: QueuePush;
  /** Where the web app is, without a slash at the end. */
  readonly origin: string;
  readonly repeat: Repeat;
  readonly log: (line: string) => void;
}

/**
 * Turns notices whose moment has come into mails and pushes. Any number of processes may do so: each takes what no other holds, and what
 * it tells is marked in the transaction that queues the mail or the push, so that nobody is told twice.
 */
export const noticeSender = (options: Options): { readonly stop: () => Promise<void> } =>
  options.repeat(async () => {
    try {
      return (await sendDue(options)) > 0;
    } catch (error) {
      options.log(`notices: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  });

/** Tells what is due now, in one transaction. Returns how many notices it took. */
const sendDue = (options: Options): Promise<number> =>
  transaction(options.pool, async (db) => {
    const { rows } = await db.query<DueRow>({ name: 'notices.take', text: TAKE });
    for (const [org, ofOrg] of Map.groupBy(rows, (row) => row.org)) {
      const directory = await options.directory(org);
      const settings = await settingsFor(db, org, ofOrg);
      for (const [actor, ofActor] of Map.groupBy(ofOrg, (row) => row.actor)) {
        const setting = settings.get(settingId(actor));
        for (const [channel, all] of Map.groupBy(ofActor, (row) => row.channel))
          await sendBy(channel, all, { org, actor, directory, pace: paceOf(setting, channel), db }, options);
      }
    }
    return rows.length;
  });

interface To {
  readonly org: OrgId;
  readonly actor: ActorId;
  readonly directory: Directory;
  readonly pace: Pace;
  readonly db: Queryable;
}

const sendBy = async (channel: Channel, all: readonly DueRow[], to: To, options: Options): Promise<void> => {
  const { actor, directory, pace, db } = to;
  const person = directory.actors.get(actor);
  const tell = person?.status === 'active' && pace !== 'off' ? tellers[channel](to, person, options) : null;
  if (tell === null) return settle(db, all, false);
  const { ready, held } = sorted(all, person?.calendars ?? []);
  for (const together of pace === 'digest' ? digests(ready) : apart(ready)) await settle(db, together, await tell(together));
  await hold(db, held);
};

/** Tells what belongs together; whether there was anything left to tell, and anywhere to tell it. */
type Tell = (together: readonly DueRow[]) => Promise<boolean>;

/** Null: this person is not reached in this way. */
const tellers: Readonly<Record<Channel, (to: To, person: Actor, options: Options) => Tell | null>> = {
  mail: ({ org, actor, directory, db }, { mail }, { queueMail, origin }) =>
    queueMail === null || mail === undefined
      ? null
      : async (together) => {
          const words = letterOf(together, { actor, directory, now: together[0]?.now ?? 0, origin });
          if (words) await queueMail(db, { org, to: mail, ...words, kind: 'notice', secret: true });
          return words !== null;
        },
  push:
    ({ org, actor, directory, db }, { calendars }, { queuePush }) =>
    async (together) => {
      const now = together[0]?.now ?? 0;
      const message = glanceOf(together, { actor, directory, now });
      if (message === null) return false;
      const urgent = together.some(({ loud }) => loud !== null);
      const devices = await queuePush(db, { org, to: actor, message, urgent, stretches: stretchesFrom(calendars, now, urgent) });
      return devices > 0;
    },
};

const settingsFor = async (db: Queryable, org: OrgId, rows: readonly DueRow[]): Promise<ReadonlyMap<string, unknown>> => {
  const { name, text, values } = settingsOf(org, [...new Set(rows.map(({ actor }) => settingId(actor)))]);
  const found = await db.query<{ id: string; state: unknown }>({ name, text, values: [...values] });
  return new Map(found.rows.map(({ id, state }) => [id, state]));
};

interface Held {
  readonly row: DueRow;
  readonly until: Instant;
}

/** [Quiet] Hours and focus may have changed since a notice was noted: who cannot be reached now is told when they can. */
const sorted = (
  rows: readonly DueRow[],
  calendars: Parameters<typeof reachableFrom>[0],
): { readonly ready: readonly DueRow[]; readonly held: readonly Held[] } => {
  const placed = rows.map((row) => ({
    row,
    until: row.loud === null ? (reachableFrom(calendars, row.now) ?? row.now) : row.now,
  }));
  return {
    ready: placed.flatMap(({ row, until }) => (until <= row.now ? [row] : [])),
    held: placed.filter(({ row, until }) => until > row.now),
  };
};

/** What a protocol calls urgent is told by itself. */
const digests = (rows: readonly DueRow[]): readonly (readonly DueRow[])[] => {
  const quiet = rows.filter(({ loud }) => loud === null);
  return [...apart(rows.filter(({ loud }) => loud !== null)), ...(quiet.length > 0 ? [quiet] : [])];
};

/** Each thing that it is about by itself. */
const apart = (rows: readonly DueRow[]): readonly (readonly DueRow[])[] => [
  ...Map.groupBy(rows, ({ subject, artifact }) => subject?.id ?? artifact).values(),
];

const KEYS = `from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::text[]) as d (org, artifact, version, actor, channel)`;
const SAME = `n.org = d.org and n.artifact = d.artifact and n.version = d.version and n.actor = d.actor and n.channel = d.channel`;

const keysOf = (rows: readonly DueRow[]): unknown[] => [
  rows.map(({ org }) => org),
  rows.map(({ artifact }) => artifact),
  rows.map(({ version }) => version),
  rows.map(({ actor }) => actor),
  rows.map(({ channel }) => channel),
];

const settle = async (db: Queryable, rows: readonly DueRow[], sent: boolean): Promise<void> => {
  await db.query({
    name: 'notices.settle',
    text: `update notices n set due_at = null, sent_at = case when $6 then proceed_now() end ${KEYS} where ${SAME}`,
    values: [...keysOf(rows), sent],
  });
};

const hold = async (db: Queryable, held: readonly Held[]): Promise<void> => {
  if (held.length === 0) return;
  await db.query({
    name: 'notices.hold',
    text: `update notices n set due_at = to_timestamp(d.until / 1000) from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::text[], $6::float8[]) as d (org, artifact, version, actor, channel, until)
           where ${SAME}`,
    values: [...keysOf(held.map(({ row }) => row)), held.map(({ until }) => until)],
  });
};
