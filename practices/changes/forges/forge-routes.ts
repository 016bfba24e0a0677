import { z } from 'zod';
import { calledIn } from '#kernel/actors/names.ts';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import { answer, created, iso, route, uuid, type Principal, type Question, type Services } from '#server/route.ts';
import { credentials, readCredentials } from './credentials.ts';
import { VENDORS, type ForgeState } from './forge.ts';
import { stateOf } from './queries.ts';
import type { Forges } from './service.ts';

export interface ForgeRouteServices extends Services {
  readonly forges: Forges;
}

const tag = 'changes';
const params = z.strictObject({ id: uuid });
const when = z.string().nullable();
const NONE = refuse('not-found', 'There is no such forge here.');

const shown = z.object({
  id: uuid,
  called: z.string(),
  vendor: z.enum(VENDORS),
  api: z.string(),
  deliveryAddress: z.string().describe('Where its webhook delivers to'),
  people: z.array(z.object({ login: z.string(), actor: z.object({ id: z.string(), name: z.string() }) })),
  deliveries: z.number(),
  delivered: z
    .object({ at: z.string(), event: z.string(), told: z.string() })
    .nullable()
    .describe('The last delivery that was taken in'),
  refused: z
    .object({ at: z.string(), code: z.string(), message: z.string() })
    .nullable()
    .describe('The last delivery, where it was sent away; known to one server, and until it restarts'),
  hasCredentials: z.boolean().describe('Whether its API may be asked'),
  failure: z.string().nullable().describe('Why its API could not be asked the last time'),
  failedAt: when,
});

const list = ({ org, keys }: Principal): Question => ({
  name: 'forges.list',
  text: `select id, state from artifacts where org = $1 and kind = 'forge' and number = 0 and parent is null and status = 'connected' and audience && $2::text[]
    order by title, id limit 100`,
  values: [org, keys],
});
type Row = { readonly id: ArtifactId; readonly state: ForgeState };

const LONGEST = 300;

/** By vendor, where nothing else is said. */
const APIS = {
  github: 'https://api.github.com',
  forgejo: 'https://codeberg.org/api/v1',
  gitlab: 'https://gitlab.com/api/v4',
} as const;

const trialReply = z.object({
  as: z.string().nullable().describe('As whom it answers: an account, or an App'),
  why: z.string().nullable().describe('Why it does not open'),
  repositories: z.array(z.object({ name: z.string(), why: z.string().nullable() })),
});
export type Trial = z.output<typeof trialReply>;

const secretReply = z.object({ id: uuid, secret: z.string(), deliveryAddress: z.string() });

export const forgeRoutes = [
  route({
    method: 'GET',
    path: '/api/forges',
    name: 'forges.list',
    summary: 'List the forges that deliver, and how that goes',
    tag,
    who: 'steward',
    reply: z.object({ items: z.array(shown) }),
    async act({ principal }, { db, forges, directory, address }: ForgeRouteServices) {
      const [rows, states, here] = await Promise.all([
        db.rows<Row>(list(principal)),
        forges.states(principal.org),
        directory(principal.org),
      ]);
      const byId = new Map(states.map((one) => [one.forge, one]));
      const items = rows.map(({ id, state }): z.output<typeof shown> => {
        const door = byId.get(id);
        return {
          ...{ id, called: state.called, vendor: state.vendor, api: state.api, deliveryAddress: deliveryAddress(address, id) },
          people: Object.entries(state.people).map(([login, actor]) => ({
            login,
            actor: { id: actor, name: calledIn(here, actor) },
          })),
          deliveries: door?.deliveries ?? 0,
          delivered:
            door && door.deliveredAt !== null
              ? { at: iso(door.deliveredAt), event: door.deliveredEvent ?? '', told: door.deliveredTold ?? '' }
              : null,
          refused: door?.refused ? { ...door.refused, at: iso(door.refused.at) } : null,
          ...{ hasCredentials: door?.hasCredentials ?? false, failure: door?.failure ?? null },
          failedAt: door?.failure != null && door.failedAt !== null ? iso(door.failedAt) : null,
        };
      });
      return answer({ items });
    },
  }),
  route({
    method: 'POST',
    path: '/api/forges',
    name: 'forges.connect',
    summary: 'Connect a forge; the secret of its webhook is told this once',
    description:
      'Afterwards it delivers to `deliveryAddress`, signed with `secret`: GitHub and Forgejo by HMAC-SHA256 over the body, GitLab by its token.',
    tag,
    who: 'steward',
    changes: 'organization',
    body: z.strictObject({
      vendor: z.enum(VENDORS),
      called: z.string().trim().min(1).max(120),
      api: z.url().max(LONGEST).exactOptional(),
    }),
    status: 201,
    reply: secretReply,
    async act({ body, fresh, principal }, { send, forges, address }: ForgeRouteServices) {
      const { vendor, called, api = APIS[vendor] } = body;
      const sent = await send({
        ...{ kind: 'forge', artifact: fresh, name: 'connect' },
        data: { vendor, called, api: api.replace(/\/+$/, '') },
      });
      if (sent.refused) return sent;
      const secret = await forges.open(principal.org, fresh, vendor);
      return created({ id: fresh, secret, deliveryAddress: deliveryAddress(address, fresh) }, `/api/forges/${fresh}`);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/forges/:id/people',
    name: 'forges.name-people',
    summary: 'Say whose words on a forge count as whose here',
    description: 'All of them at once. What somebody who is not named says there is shown, and is nobody’s stance.',
    tag,
    who: 'steward',
    changes: 'organization',
    params,
    body: z.strictObject({ people: z.record(z.string().min(1).max(120), uuid) }),
    reply: z.strictObject({}),
    async act({ params: { id }, body }, { send }) {
      const sent = await send({ kind: 'forge', artifact: id, name: 'name-people', data: body });
      return sent.refused ? sent : answer({});
    },
  }),
  route({
    method: 'POST',
    path: '/api/forges/:id/secrets',
    name: 'forges.renew',
    summary: 'Make another secret for its webhook, or give one; the one before no longer opens',
    tag,
    who: 'steward',
    changes: 'organization',
    params,
    body: z.strictObject({ secret: z.string().trim().min(16).max(200).exactOptional().describe('Left out: one is made') }),
    status: 201,
    reply: secretReply,
    async act({ params: { id }, body, principal }, { forges, address }: ForgeRouteServices) {
      const secret = await forges.renew(principal.org, id, body.secret);
      if (secret === null) return NONE;
      return created({ id, secret, deliveryAddress: deliveryAddress(address, id) }, `/api/forges/${id}`);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/forges/:id/credentials',
    name: 'forges.give-credentials',
    summary: 'Give what opens its API: a token, or a GitHub App',
    description: 'Kept sealed, and shown to nobody again. With it changes are looked at and their verdict is shown there.',
    tag,
    who: 'steward',
    changes: 'organization',
    params,
    body: credentials,
    reply: z.strictObject({}),
    async act({ params: { id }, body, principal }, { db, forges }: ForgeRouteServices) {
      const [row] = await db.rows<{ state: ForgeState }>(stateOf(principal.org, 'forge', id));
      if (!row || row.state.status === 'ended') return NONE;
      const read = readCredentials(body, row.state.vendor);
      if (read.refused) return read;
      return (await forges.credentials(principal.org, id, JSON.stringify(read.ok))) ? answer({}) : NONE;
    },
  }),
  route({
    method: 'POST',
    path: '/api/forges/:id/trials',
    name: 'forges.try',
    summary: 'Try whether its API opens: as whom, and each repository that is connected',
    tag,
    who: 'steward',
    changes: 'organization',
    params,
    reply: trialReply,
    async act({ params: { id }, principal }, { forges }: ForgeRouteServices) {
      const tried = await forges.trial(principal.org, id);
      return tried === null ? NONE : answer(tried);
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/forges/:id',
    name: 'forges.end',
    summary: 'End a connection: nothing more is taken in, and its secrets are forgotten',
    tag,
    who: 'steward',
    changes: 'organization',
    params,
    reply: z.strictObject({}),
    async act({ params: { id }, principal }, { send, forges }: ForgeRouteServices) {
      const sent = await send({ kind: 'forge', artifact: id, name: 'end', data: {} });
      if (sent.refused) return sent;
      await forges.close(principal.org, id);
      return answer({});
    },
  }),
  route({
    method: 'POST',
    path: '/api/forges/:id/deliveries',
    name: 'forges.deliver',
    summary: 'Deliver what happened on a forge, signed',
    description:
      'For GitHub, Forgejo and GitLab. The same delivery again says nothing new, and whichever comes first makes no difference. Refused with `wrong-signature`, `not-a-delivery`, `delivery-malformed`, `delivery-unknown`, `unknown-repository`; then nothing was written.',
    tag,
    who: 'anyone',
    changes: 'change',
    signed: true,
    // As GitHub says: https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap
    limit: 25 * 1024 * 1024,
    params,
    reply: z.object({ told: z.string() }),
    async act({ params: { id }, from }, { forges }: ForgeRouteServices) {
      if (!from.sent) return NONE;
      const done = await forges.deliver(id, from.sent);
      return done.refused ? done : ok({ body: done.ok });
    },
  }),
] as const;

const deliveryAddress = (address: string, forge: ArtifactId): string => `${address}/api/forges/${forge}/deliveries`;
