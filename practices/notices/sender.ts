import type { Directory } from '#kernel/actors/directory.ts';
import type { ActorId, Instant, OrgId } from '#kernel/stream/event.ts';
import { transaction, type Pool, type Queryable } from '#store/connection.ts';
import { letterOf } from './letter.ts';
import { reachableFrom } from './moment.ts';
import { settingsOf, TAKE, type DueRow } from './queries.ts';
import { paceOf, settingId } from './setting.ts';

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

interface Options {
  readonly pool: Pool;
  directory(org: OrgId): Promise<Directory>;
  /** Null: no mail is sent here; what would be told is in Today. */
  readonly queueMail: QueueMail | null;
  /** Where the web app is, without a slash at the end. */
  readonly origin: string;
  readonly log: (line: string) => void;
}

const LOOK_EVERY = 2_000;

/**
 * Turns notices whose moment has come into mails. Any number of processes may do so: each takes what no other holds, and what it tells
 * is marked in the transaction that queues the mail, so that nobody is told twice.
 */
export const noticeSender = (options: Options): { readonly stop: () => Promise<void> } => {
  let stopped = false;
  let rouse: () => void = () => undefined;

  const loop = async (): Promise<void> => {
    while (!stopped) {
      let taken = 0;
      try {
        taken = await sendDue(options);
      } catch (error) {
        options.log(`notices: ${error instanceof Error ? error.message : String(error)}`);
      }
      if (stopped || taken > 0) continue;
      await new Promise<void>((resume) => {
        const timer = setTimeout(resume, LOOK_EVERY);
        rouse = () => {
          clearTimeout(timer);
          resume();
        };
      });
    }
  };

  const running = loop();
  return {
    stop: async () => {
      stopped = true;
      rouse();
      await running;
    },
  };
};

/** Tells what is due now, in one transaction. Returns how many notices it took. */
const sendDue = ({ pool, directory: directoryOf, queueMail, origin }: Options): Promise<number> =>
  transaction(pool, async (db) => {
    const { rows } = await db.query<DueRow>({ name: 'notices.take', text: TAKE });
    for (const [org, ofOrg] of Map.groupBy(rows, (row) => row.org)) {
      const directory = await directoryOf(org);
      const settings = await settingsFor(db, org, ofOrg);
      for (const [actor, all] of Map.groupBy(ofOrg, (row) => row.actor)) {
        const person = directory.actors.get(actor);
        const pace = paceOf(settings.get(settingId(actor)));
        if (queueMail === null || person?.status !== 'active' || person.mail === undefined || pace === 'off') {
          await settle(db, all, false);
          continue;
        }
        const { mail: to, calendars } = person;
        const { ready, held } = sorted(all, calendars);
        for (const together of pace === 'digest' ? digests(ready) : apart(ready)) {
          const words = letterOf(together, { actor, directory, now: together[0]?.now ?? 0, origin });
          if (words) await queueMail(db, { org, to, ...words, kind: 'notice', secret: true });
          await settle(db, together, words !== null);
        }
        await hold(db, held);
      }
    }
    return rows.length;
  });

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

/** What a protocol calls urgent has a mail of its own. */
const digests = (rows: readonly DueRow[]): readonly (readonly DueRow[])[] => {
  const quiet = rows.filter(({ loud }) => loud === null);
  return [...apart(rows.filter(({ loud }) => loud !== null)), ...(quiet.length > 0 ? [quiet] : [])];
};

/** A mail for each thing that it is about. */
const apart = (rows: readonly DueRow[]): readonly (readonly DueRow[])[] => [
  ...Map.groupBy(rows, ({ subject, artifact }) => subject?.id ?? artifact).values(),
];

const KEYS = `from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[]) as d (org, artifact, version, actor)`;
const SAME = `n.org = d.org and n.artifact = d.artifact and n.version = d.version and n.actor = d.actor and n.channel = 'mail'`;

const keysOf = (rows: readonly DueRow[]): unknown[] => [
  rows.map(({ org }) => org),
  rows.map(({ artifact }) => artifact),
  rows.map(({ version }) => version),
  rows.map(({ actor: id }: { readonly actor: ActorId }) => id),
];

const settle = async (db: Queryable, rows: readonly DueRow[], sent: boolean): Promise<void> => {
  await db.query({
    name: 'notices.settle',
    text: `update notices n set due_at = null, sent_at = case when $5 then proceed_now() end ${KEYS} where ${SAME}`,
    values: [...keysOf(rows), sent],
  });
};

const hold = async (db: Queryable, held: readonly Held[]): Promise<void> => {
  if (held.length === 0) return;
  await db.query({
    name: 'notices.hold',
    text: `update notices n set due_at = to_timestamp(d.until / 1000) from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::float8[]) as d (org, artifact, version, actor, until)
           where ${SAME}`,
    values: [...keysOf(held.map(({ row }) => row)), held.map(({ until }) => until)],
  });
};
