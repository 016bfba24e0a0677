import { z } from 'zod';
import { refuse } from '#kernel/stream/refusal.ts';
import { hoursSchema } from '#practices/people';
import { answer, route } from '../route.ts';
import { mailAddress } from '../schemas.ts';
import type { ServerServices } from '../services.ts';
import { entering } from './session-routes.ts';

export const setupRoutes = [
  route({
    method: 'GET',
    path: '/api/setup',
    name: 'setup.look',
    summary: 'Ask whether this installation still waits for its organization',
    tag: 'organization',
    who: 'anyone',
    reply: z.object({ needed: z.boolean() }),
    async act(_, { setup }: ServerServices) {
      return answer({ needed: await setup.needed() });
    },
  }),
  route({
    method: 'POST',
    path: '/api/setup',
    name: 'setup.run',
    summary: 'Found the organization, as its first steward',
    description:
      'Once in the life of an installation; `already-set-up` afterwards. The answer sets the cookie of your first session.',
    tag: 'organization',
    who: 'anyone',
    changes: 'organization',
    body: z.strictObject({
      organization: z.string().trim().min(1, 'must not be empty').max(1000),
      name: z.string().trim().min(1, 'must not be empty').max(1000).describe('Yours'),
      mail: mailAddress,
      password: z.string().min(1, 'must not be empty').max(1000),
      hours: hoursSchema.describe('Your working hours'),
    }),
    reply: z.strictObject({}),
    status: 201,
    async act({ body, from }, { setup, accounts, secure }: ServerServices) {
      const founded = await setup.run(body);
      if (founded.refused) return founded;
      const entered = await accounts.signIn({ mail: founded.ok.mail, password: body.password }, from);
      return entered.refused
        ? refuse('founded-not-signed-in', 'The organization is founded. Sign in with your mail and password.')
        : entering(entered.ok, secure);
    },
  }),
] as const;
