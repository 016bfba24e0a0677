import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import type { Send } from '#kernel/stream/commands.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { z } from 'zod';
import type { hoursSchema } from '#practices/people';
import { transaction, type Pool } from '#store/connection.ts';
import { derivedId } from '../idempotency.ts';
import { invitationLetter } from '../mail/letters.ts';
import type { QueueMail } from '../mail/mails.ts';
import type { Principal } from '../route.ts';
import { createAccount, passwordFault } from './accounts.ts';
import { hashPassword } from './password.ts';
import { freshToken, tokenHash } from './token.ts';

const DAYS = 14;

export interface InvitationLink {
  readonly person: string;
  /** To be opened once, by the invited. */
  readonly link: string;
  readonly expiresAt: string;
}

interface Options {
  readonly pool: Pool;
  readonly send: Send;
  readonly origin: string;
  readonly queueMail: QueueMail;
  directory(org: string): Promise<Directory>;
}

export interface Accepted {
  readonly token: string;
  readonly name?: string;
  readonly password: string;
  readonly hours: z.output<typeof hoursSchema>;
}

export type Invitations = ReturnType<typeof invitations>;

/**
 * An invitation is a link that works once.
 *
 *     open ──► claimed (30 s, while its bearer joins) ──► used
 *      ▲            │
 *      └────────────┘   what they chose was refused, or the server died
 */
export const invitations = ({ pool, send, origin, queueMail, directory }: Options) => ({
  /** A new link for somebody who has not joined; the ones before it end. */
  async link(by: Pick<Principal, 'org' | 'actor'>, person: string, command: string): Promise<Result<InvitationLink>> {
    const organization = await directory(by.org);
    const invited = organization.actors.get(person);
    if (!invited) return refuse('not-found', 'There is nobody here with this id.', { field: '/params/person' });
    if (invited.status !== 'invited' || invited.mail === undefined)
      return refuse('not-invited', 'Nobody with this id is invited and has not joined yet.', { field: '/params/person' });
    const { mail, name } = invited;
    const token = freshToken();
    const link = `${origin}/join#${token}`;
    const host = organization.actors.get(by.actor)?.name ?? organization.name;
    const expiresAt = await transaction(pool, async (client) => {
      await client.query('delete from invitations where org = $1 and person = $2', [by.org, person]);
      const { rows } = await client.query<{ expires: Date }>(
        `insert into invitations (org, id, person, token_hash, invited_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5, proceed_now(), proceed_now() + make_interval(days => $6)) returning expires_at as expires`,
        [by.org, derivedId(command, 'invitation'), person, tokenHash(token), by.actor, DAYS],
      );
      const letter = invitationLetter({ host, organization: organization.name, name, link, days: DAYS });
      await queueMail(client, { org: by.org, to: mail, ...letter, kind: 'account', secret: true });
      return rows[0]?.expires.toISOString() ?? '';
    });
    return ok({ person, link, expiresAt });
  },

  /** What the page of a link shows before anything is chosen. */
  async look(token: string): Promise<Result<{ readonly organization: string; readonly name: string; readonly mail: string }>> {
    const { rows } = await pool.query<{ org: string; person: string }>({
      name: 'invitation-look',
      text: 'select org, person from invitations where token_hash = $1 and used_at is null and expires_at > proceed_now()',
      values: [tokenHash(token)],
    });
    const found = rows[0];
    const organization = found ? await directory(found.org) : undefined;
    const invited = found ? organization?.actors.get(found.person) : undefined;
    if (!organization || invited?.status !== 'invited') return INVALID;
    return ok({ organization: organization.name, name: invited.name, mail: invited.mail ?? '' });
  },

  /** The invited join with their hours; the account comes to be and the link ends in one transaction. Answers their mail. */
  async accept({ token, name, password, hours }: Accepted, command: string): Promise<Result<{ readonly mail: string }>> {
    const fault = passwordFault(password, '/password');
    if (fault) return fault;
    const passwordHash = await hashPassword(password);
    const { rows } = await pool.query<{ org: string; id: string; person: string }>({
      name: 'invitation-claim',
      text: `update invitations set claimed_at = proceed_now()
             where token_hash = $1 and used_at is null and expires_at > proceed_now() and (claimed_at is null or claimed_at < proceed_now() - interval '30 seconds')
             returning org, id, person`,
      values: [tokenHash(token)],
    });
    const claimed = rows[0];
    if (!claimed) return INVALID;
    const { org, id, person } = claimed;
    const joined = await send({
      id: derivedId(command, 'join'),
      org,
      by: SYSTEM,
      kind: 'person',
      artifact: person,
      name: 'join',
      data: { hours, ...(name === undefined ? {} : { name }) },
    });
    const actor = (await directory(org)).actors.get(person);
    // Whoever joined and was cut off before the account came to be goes on from there.
    if (
      joined.refused &&
      !(joined.code === 'not-invited' && actor?.status === 'active' && !(await hasAccount(pool, org, person)))
    ) {
      await pool.query('update invitations set claimed_at = null where org = $1 and id = $2 and used_at is null', [org, id]);
      return joined;
    }
    const mail = actor?.mail;
    if (!actor || mail === undefined) return INVALID;
    return transaction(pool, async (client) => {
      const used = await client.query(
        'update invitations set used_at = proceed_now() where org = $1 and id = $2 and used_at is null',
        [org, id],
      );
      if (used.rowCount !== 1) return INVALID;
      await createAccount(client, { org, actor: person, mail, name: actor.name, passwordHash });
      return ok({ mail });
    });
  },
});

const INVALID: Refusal = refuse(
  'invalid-link',
  'This link has been used, or its time is over. Ask whoever invited you for a new one.',
  { field: '/token' },
);

const hasAccount = async (pool: Pool, org: string, actor: string): Promise<boolean> => {
  const { rows } = await pool.query('select 1 from accounts where org = $1 and actor = $2', [org, actor]);
  return rows.length > 0;
};
