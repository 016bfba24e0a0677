import { z } from 'zod';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import { endedCookie, sessionCookie } from '../credentials.ts';
import { answer, route, uuid } from '../route.ts';
import { mailAddress } from '../schemas.ts';
import type { ServerServices } from '../services.ts';
import type { Entered } from './accounts.ts';

const TAG = 'accounts';
const mail = z.string().max(320).describe('ines@northwind.example');
const password = z.string().max(1000);
const done = z.strictObject({});

/** The browser keeps the token in a cookie that no script can read. */
export const entering = (entered: Entered, secure: boolean) =>
  ok({ body: {}, headers: { 'set-cookie': sessionCookie(entered.token, entered.seconds, secure) } });

export const sessionRoutes = [
  route({
    method: 'POST',
    path: '/api/sessions',
    name: 'sessions.begin',
    summary: 'Sign in with mail and password',
    description:
      'The answer sets the cookie of a new session. After ten wrong attempts for one mail: `too-many-requests` for a quarter of an hour.',
    tag: TAG,
    who: 'anyone',
    changes: 'account',
    body: z.strictObject({ mail, password }),
    reply: done,
    status: 201,
    async act({ body, principal, from }, { accounts, secure }: ServerServices) {
      const entered = await accounts.signIn(body, from);
      if (entered.refused) return entered;
      if (principal?.via === 'session') await accounts.endSessions(principal.account, { only: principal.session });
      return entering(entered.ok, secure);
    },
  }),
  route({
    method: 'GET',
    path: '/api/sessions',
    name: 'sessions.list',
    summary: 'List your sessions',
    tag: TAG,
    who: 'member',
    shows: 'account',
    reply: z.object({
      items: z.array(
        z.object({
          id: uuid,
          current: z.boolean(),
          device: z.string(),
          address: z.string(),
          since: z.string(),
          until: z.string(),
        }),
      ),
    }),
    async act({ principal }, { tables }: ServerServices) {
      const { rows } = await tables.query<{
        id: string;
        user_agent: string | null;
        address: string | null;
        created_at: Date;
        expires_at: Date;
      }>({
        name: 'sessions',
        text: 'select id, user_agent, address, created_at, expires_at from account_sessions where account = $1 and expires_at > proceed_now() order by created_at desc, id',
        values: [principal.account],
      });
      const items = rows.map((row) => ({
        id: row.id,
        current: row.id === principal.session,
        device: row.user_agent ?? '',
        address: row.address ?? '',
        since: row.created_at.toISOString(),
        until: row.expires_at.toISOString(),
      }));
      return answer({ items });
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/sessions/current',
    name: 'sessions.sign-out',
    summary: 'Sign out',
    tag: TAG,
    who: 'member',
    changes: 'account',
    reply: done,
    async act({ principal }, { accounts, secure }: ServerServices) {
      await accounts.endSessions(principal.account, { only: principal.session });
      return ok({ body: {}, headers: { 'set-cookie': endedCookie(secure) } });
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/sessions/:id',
    name: 'sessions.end',
    summary: 'End one of your sessions',
    description: 'Live connections of that session close at once.',
    tag: TAG,
    who: 'member',
    changes: 'account',
    params: z.strictObject({ id: uuid }),
    reply: done,
    async act({ params, principal }, { accounts }: ServerServices) {
      const ended = await accounts.endSessions(principal.account, { only: params.id });
      return ended > 0 ? answer({}) : refuse('not-found', 'You have no such session.', { field: '/params/id' });
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/sessions',
    name: 'sessions.end-others',
    summary: 'End all of your sessions but this one',
    tag: TAG,
    who: 'member',
    changes: 'account',
    reply: z.strictObject({ ended: z.int() }),
    async act({ principal }, { accounts }: ServerServices) {
      return answer({ ended: await accounts.endSessions(principal.account, { except: principal.session }) });
    },
  }),
  route({
    method: 'POST',
    path: '/api/password-resets',
    name: 'passwords.forgot',
    summary: 'Ask for a mail with a link to a new password',
    description: 'The answer is the same whether or not somebody has this mail.',
    tag: TAG,
    who: 'anyone',
    changes: 'account',
    body: z.strictObject({ mail: mailAddress }),
    reply: done,
    status: 202,
    async act({ body, from }, { accounts }: ServerServices) {
      const asked = await accounts.forgot(body.mail, from);
      return asked.refused ? asked : answer({});
    },
  }),
  route({
    method: 'PUT',
    path: '/api/password-resets',
    name: 'passwords.reset',
    summary: 'Choose a new password with the link of the mail',
    description: 'The link works once, within an hour. Every session of the account ends.',
    tag: TAG,
    who: 'anyone',
    changes: 'account',
    body: z.strictObject({ token: z.string().min(1).max(200), password }),
    reply: done,
    async act({ body, from }, { accounts }: ServerServices) {
      const reset = await accounts.reset(body.token, body.password, from);
      return reset.refused ? reset : answer({});
    },
  }),
  route({
    method: 'PUT',
    path: '/api/password',
    name: 'passwords.change',
    summary: 'Change your password',
    description: 'Every session ends; the answer sets the cookie of a new one.',
    tag: TAG,
    who: 'member',
    changes: 'account',
    body: z.strictObject({ current: password, next: password }),
    reply: done,
    async act({ body, principal, from }, { accounts, secure }: ServerServices) {
      const entered = await accounts.changePassword(principal.account, body.current, body.next, from);
      return entered.refused ? entered : entering(entered.ok, secure);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/mail',
    name: 'mail.change',
    summary: 'Change the mail address with which you sign in',
    description:
      'With your password. The address before is told, links to a new password that went there end, and what concerns you is mailed to the new one.',
    tag: TAG,
    who: 'member',
    changes: 'account',
    body: z.strictObject({ mail: mailAddress, password }),
    reply: z.strictObject({ mail: z.string() }),
    async act({ body, principal, from }, { accounts, send }: ServerServices) {
      const address = body.mail.normalize('NFC').trim().toLowerCase();
      const may = await accounts.mayChangeMail(principal.account, address, body.password, from);
      if (may.refused) return may;
      const changed = await send({ kind: 'person', artifact: principal.actor, name: 'change-mail', data: { mail: address } });
      if (changed.refused) return changed;
      await accounts.changeMail(principal.account, address);
      return answer({ mail: address });
    },
  }),
] as const;
