import { z } from 'zod';
import { refuse } from '#kernel/stream/refusal.ts';
import { hoursSchema } from '#practices/people';
import { created, answer, route, uuid } from '../route.ts';
import { mailAddress } from '../schemas.ts';
import type { ServerServices } from '../services.ts';
import { entering } from './session-routes.ts';

const TAG = 'accounts';
const token = z.string().min(1).max(200).describe('What comes after the # of the link');
const link = z.object({ person: uuid, link: z.string().describe('To be opened once, by the invited'), expiresAt: z.string() });

export const invitationRoutes = [
  route({
    method: 'POST',
    path: '/api/invitations',
    name: 'invitations.make',
    summary: 'Invite somebody',
    description:
      'They get a mail with a link, which is also in the answer. It works once, within 14 days. Only stewards invite stewards.',
    tag: TAG,
    who: 'member',
    changes: 'invitation',
    body: z.strictObject({
      name: z.string().max(1000),
      mail: mailAddress,
      handle: z.string().max(100).optional(),
      role: z.enum(['member', 'steward']).optional(),
    }),
    reply: link,
    status: 201,
    async act({ body, principal, fresh, command }, { send, invitations }: ServerServices) {
      const { name, mail, handle, role } = body;
      const data = { name, mail, ...(handle === undefined ? {} : { handle }), ...(role === undefined ? {} : { role }) };
      const invited = await send({ kind: 'person', artifact: fresh, name: 'invite', data });
      if (invited.refused) return invited;
      const made = await invitations.link(principal, fresh, command);
      return made.refused ? made : created(made.ok, `/api/people/${fresh}`);
    },
  }),
  route({
    method: 'POST',
    path: '/api/invitations/:person/links',
    name: 'invitations.renew',
    summary: 'Make a new link for somebody who has not joined',
    description: 'The links before it end.',
    tag: TAG,
    who: 'steward',
    changes: 'invitation',
    params: z.strictObject({ person: uuid }),
    reply: link,
    status: 201,
    async act({ params, principal, command }, { invitations }: ServerServices) {
      const made = await invitations.link(principal, params.person, command);
      return made.refused ? made : created(made.ok, `/api/people/${params.person}`);
    },
  }),
  route({
    method: 'POST',
    path: '/api/invitations/previews',
    name: 'invitations.look',
    summary: 'See to what a link invites',
    tag: TAG,
    who: 'anyone',
    changes: 'account',
    body: z.strictObject({ token }),
    reply: z.object({ organization: z.string(), name: z.string(), mail: z.string() }),
    async act({ body, from }, { invitations, accounts }: ServerServices) {
      const wait = await accounts.guess('invitation', from.address);
      if (wait) return wait;
      const seen = await invitations.look(body.token);
      return seen.refused ? seen : answer(seen.ok);
    },
  }),
  route({
    method: 'POST',
    path: '/api/invitations/acceptances',
    name: 'invitations.accept',
    summary: 'Join with the link of an invitation',
    description:
      'Choose your working hours: nothing reaches you outside of them. The answer sets the cookie of your first session.',
    tag: TAG,
    who: 'anyone',
    changes: 'account',
    body: z.strictObject({
      token,
      name: z.string().max(1000).optional(),
      password: z.string().min(1, 'must not be empty').max(1000),
      hours: hoursSchema,
    }),
    reply: z.strictObject({}),
    status: 201,
    async act({ body, command, from }, { invitations, accounts, secure }: ServerServices) {
      const wait = await accounts.guess('invitation', from.address);
      if (wait) return wait;
      const { name, ...rest } = body;
      const accepted = await invitations.accept({ ...rest, ...(name === undefined ? {} : { name }) }, command);
      if (accepted.refused) return accepted;
      const entered = await accounts.signIn({ mail: accepted.ok.mail, password: body.password }, from);
      return entered.refused
        ? refuse('joined-not-signed-in', 'You have joined. Sign in with your mail and password.')
        : entering(entered.ok, secure);
    },
  }),
] as const;
