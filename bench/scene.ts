import { randomUUID } from 'node:crypto';
import type { Pool } from '#store/connection.ts';
import { found, post } from './stage.ts';

/** Who looks, each with a key of their own. They see different things. */
export interface Scene {
  readonly readers: readonly { readonly name: string; readonly authorization: string }[];
  /** As many artifacts and events as these; what there is stays. */
  grow(artifacts: number, events: number): Promise<void>;
}

/** A tenth of what there is, in turn: three tenths are comments on the one before, two tenths are closed to Ines. */
const ROUND = ['hers', 'comment', 'comment', 'his', 'comment', 'asksHer', 'asksHim', 'hidden', 'hidden', 'his'] as const;
/** So many of each stay open, the oldest; the others were decided or answered. */
const OPEN = 4;
const BATCHES = 20;

/**
 * Northwind with Ines, Raj and Tomás, made by the product: decisions and requests that ask each other, comments, and a space that is
 * closed to Ines. Of these, copies: with titles, numbers, times, parents and awaits of their own, and the events of the first.
 */
export const scene = async (port: number, pool: Pool): Promise<Scene> => {
  const ines = await found(port);
  const raj = await joined(port, ines.authorization, 'Raj Mehta', 'Asia/Kolkata');
  const tomas = await joined(port, ines.authorization, 'Tomás Lima', 'America/Sao_Paulo');
  const open = (who: string, name: string, slug: string, access: string) =>
    post(port, '/api/spaces', who, { name, slug, access });
  await open(ines.authorization, 'Platform', 'platform', 'open');
  await open(raj.authorization, 'Hiring', 'hiring', 'closed');
  const text = {
    problem: 'Every new region asks for its own replica set.',
    recommendation: 'One primary per region, streaming to a warm standby.',
    open: true,
  };
  const decide = (who: string, space: string, affected: readonly string[]) =>
    post(port, '/api/decisions', who, { title: 'Keep one PostgreSQL per region', space, affected, ...text });
  const ask = (who: string, to: string, space: string) =>
    post(port, '/api/requests', who, { title: 'Who can read the backups?', to, question: 'Who can read the backups?', space });
  const hers = await decide(ines.authorization, 'platform', [raj.person, tomas.person]);
  const made = {
    hers,
    his: await decide(raj.authorization, 'platform', [ines.person, tomas.person]),
    hidden: await decide(raj.authorization, 'hiring', []),
    asksHer: await ask(raj.authorization, 'ines', 'platform'),
    asksHim: await ask(ines.authorization, 'raj', 'platform'),
    comment: await post(port, `/api/artifacts/${String(hers['id'])}/comments`, tomas.authorization, {
      body: 'Monthly rehearsal is not enough with four people.',
    }),
  };
  const ids = ROUND.map((name) => String(made[name]['id']));
  let there = 0;
  return {
    readers: [
      { name: 'Ines', authorization: ines.authorization },
      { name: 'Raj', authorization: raj.authorization },
    ],
    grow: async (artifacts, events) => {
      const step = Math.ceil((artifacts - there) / BATCHES);
      for (; there < artifacts; there += step)
        for (const statement of COPY)
          await pool.query(statement, [ids, there, Math.min(there + step, artifacts), events / artifacts, artifacts]);
      await pool.query('update organizations set last_number = $1', [FIRST + artifacts]);
      for (const table of ['artifacts', 'events', 'awaits', 'links']) await pool.query(`vacuum analyze ${table}`);
    },
  };
};

const joined = async (port: number, host: string, name: string, zone: string) => {
  const invited = await post(port, '/api/invitations', host, { name, mail: `${randomUUID()}@northwind.example` });
  const write = async (path: string, body: object, cookie: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { cookie, origin: 'http://127.0.0.1', 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response;
  };
  const token = String(invited['link']).split('#')[1];
  const hours = { zone, week: { 'mon-fri': '09:00-17:00' } };
  const accepted = await write('/api/invitations/acceptances', { token, password: 'three quiet mornings', hours }, '');
  const [cookie = ''] = (accepted.headers.get('set-cookie') ?? '').split(';');
  const key = (await (await write('/api/keys', { name: 'bench', scope: 'admin' }, cookie)).json()) as { readonly token: string };
  return { person: String(invited['person']), authorization: `Bearer ${key.token}` };
};

/** The number of the first copy. */
const FIRST = 100;
/** Its id follows from its place, so that the statements agree. */
const idOf = (place: string): string => `md5('copy ' || ${place})::uuid`;
/** What a comment is about. */
const ABOUT = idOf('n - case n % 10 when 3 then 2 else 1 end');
/** $1: what is copied, in turn; the copies after $2 up to $3; $4 events each; the newest of $5 is of now. */
const COPIES = `(
  select n, ($1::uuid[])[1 + (n - 1) % ${ROUND.length}] as of, now() - interval '3 days' - ($5::int - n) * interval '10 minutes' as at,
         n > ${OPEN * ROUND.length} and $4::int > 0 as past
  from generate_series($2::int + 1, $3::int) n) c`;
const COPY = [
  `insert into artifacts (org, id, kind, number, title, status, space, audience, author, parent, version, state, summary, line, opened_at, closed_at,
                          due_at, next_at, created_at, updated_at)
   select a.org, ${idOf('n')}, a.kind, case when a.number > 0 then ${FIRST} + n else 0 end,
          (array['Rotate the signing keys', 'Move the ledger to Frankfurt', 'Retire the old importer', 'Name the on-call pair'])[1 + n % 4] || ' ' || n,
          case when past and a.number > 0 then case a.kind when 'request' then 'answered' else 'accepted' end else a.status end,
          a.space, a.audience, a.author, case when a.parent is not null then ${ABOUT} end, $4,
          a.state, a.summary, regexp_replace(a.line, '^\\{"number":\\d+', '{"number":' || ${FIRST} + n), at, case when past and a.number > 0 then at + interval '3 days' end, case when not past then a.due_at end,
          null, at, at
   from ${COPIES} join artifacts a on a.id = c.of`,
  `insert into events (org, artifact, version, kind, type, at, by, command, seq, last_version, digest, body)
   select e.org, ${idOf('n')}, v, e.kind, e.type, c.at + v * interval '1 minute', e.by, gen_random_uuid(), 0, v, '',
          case when e.body ? 'on' then jsonb_set(e.body, '{on}', to_jsonb(${ABOUT})) else e.body end
   from ${COPIES} join artifacts a on a.id = c.of, generate_series(1, $4::int) v
   join lateral (select * from events e where e.artifact = c.of and e.version = 1 + (v - 1) % a.version) e on true`,
  `insert into awaits (org, artifact, key, kind, status, asker, asked, step, why, opened_at, due_at, max_at, closed_at, otherwise, minutes, urgent)
   select w.org, ${idOf('n')}, w.key, w.kind, case when past then 'answered' else w.status end, w.asker, w.asked, w.step, w.why, c.at,
          w.due_at, w.max_at, case when past then c.at end, w.otherwise, w.minutes, w.urgent
   from ${COPIES} join awaits w on w.artifact = c.of`,
] as const;
