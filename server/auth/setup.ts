import { randomUUID } from 'node:crypto';
import { SYSTEM, type Instant } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import type { Send } from '#kernel/stream/commands.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { z } from 'zod';
import { readHours, type hoursSchema } from '#practices/people';
import { transaction, type Pool } from '#store/connection.ts';
import { createAccount, passwordFault } from './accounts.ts';
import { makeKey } from './keys.ts';
import { hashPassword } from './password.ts';

export interface FirstRun {
  readonly organization: string;
  readonly name: string;
  readonly mail: string;
  readonly password: string;
  readonly hours: z.output<typeof hoursSchema>;
}

interface Options {
  readonly pool: Pool;
  readonly send: Send;
  directory(org: string): Promise<Directory>;
  now(): Promise<Instant>;
  /** Keeps the key by which the terminal on this machine has the first steward's rights. */
  readonly keepLocalToken: (token: string) => Promise<void>;
}

export type Setup = ReturnType<typeof setup>;

/**
 * The first run: an organization and its first steward. It is over when somebody has an account; a first run that was cut off
 * before that begins again with the same organization.
 */
export const setup = ({ pool, send, directory, now, keepLocalToken }: Options) => {
  const needed = async (): Promise<boolean> => {
    const { rows } = await pool.query<{ needed: boolean }>({
      name: 'setup-needed',
      text: 'select not exists (select from accounts) as needed',
    });
    return rows[0]?.needed ?? false;
  };

  const run = async ({ organization, name, mail, password, hours }: FirstRun): Promise<Result<{ readonly mail: string }>> => {
    if (!(await needed())) return OVER;
    const fault = passwordFault(password, '/password');
    if (fault) return fault;
    const read = readHours(hours, await now());
    if (read.refused) return read;
    const passwordHash = await hashPassword(password);
    const { rows } = await pool.query<{ id: string }>('select id from organizations limit 1');
    const org = rows[0]?.id ?? randomUUID();
    const before = rows[0] ? await directory(org) : null;
    const { actor, join } = firstSteward(before, { name, mail, hours });
    const steps: readonly Step[] = [['organization', org, before?.name ? 'rename' : 'found', { name: organization }], ...join];
    for (const [kind, artifact, command, data] of steps) {
      const sent = await send({ id: randomUUID(), org, by: SYSTEM, kind, artifact, name: command, data });
      if (sent.refused) return kind === 'organization' && sent.field === '/name' ? { ...sent, field: '/organization' } : sent;
    }
    const kept = (await directory(org)).actors.get(actor)?.mail ?? mail;
    const token = await transaction(pool, async (client) => {
      const account = await createAccount(client, { org, actor, mail: kept, name, passwordHash });
      const key = { id: randomUUID(), name: 'The terminal on the server', actor, scopes: ['admin'], days: null } as const;
      const made = await makeKey(client, { org, account }, key);
      if (made.refused) throw new Error(made.message);
      return made.ok.token;
    });
    await keepLocalToken(token);
    return ok({ mail: kept });
  };

  return {
    needed,

    /** One first run at a time, in all processes; whoever comes second is told that it is over. */
    async run(about: FirstRun): Promise<Result<{ readonly mail: string }>> {
      const client = await pool.connect();
      try {
        const { rows } = await client.query<{ held: boolean }>(
          `select pg_try_advisory_lock(hashtextextended('proceed first run', 0)) as held`,
        );
        if (rows[0]?.held !== true) return OVER;
        return await run(about).finally(() =>
          client.query(`select pg_advisory_unlock(hashtextextended('proceed first run', 0))`),
        );
      } finally {
        client.release();
      }
    },
  };
};

type Step = readonly [kind: string, artifact: string, name: string, data: unknown];

/** How the first steward joins; with a first run that was cut off, what it left is taken up or taken back. */
const firstSteward = (
  before: Directory | null,
  { name, mail, hours }: Pick<FirstRun, 'name' | 'mail' | 'hours'>,
): { readonly actor: string; readonly join: readonly Step[] } => {
  const left = [...(before?.actors.values() ?? [])].find(({ kind, status }) => kind === 'person' && status !== 'left');
  const actor = left?.status === 'active' && left.mail === mail.trim().toLowerCase() ? left.id : randomUUID();
  const person = (command: string, data: unknown, whom = actor): Step => ['person', whom, command, data];
  if (left?.id === actor) return { actor, join: [person('change-profile', { name }), person('set-hours', { hours })] };
  const enter = [person('invite', { name, mail, role: 'steward' }), person('join', { hours })];
  if (!left) return { actor, join: enter };
  const leave = person('depart', {}, left.id);
  // An organization is never without a steward, and nobody has a mail that somebody else has.
  return { actor, join: left.status === 'active' ? [...enter, leave] : [leave, ...enter] };
};

const OVER: Refusal = refuse(
  'already-set-up',
  'This installation has its organization. Sign in, or ask a steward for an invitation.',
);
