import { createECDH } from 'node:crypto';
import { z } from 'zod';
import { created, answer, iso, route, uuid } from '../route.ts';
import { refuse } from '#kernel/stream/refusal.ts';
import type { ServerServices } from '../services.ts';

const TAG = 'today';

const bytes = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]+=*$/, 'must be base64url, as the browser gives it');

export const deviceRoutes = [
  route({
    method: 'GET',
    path: '/api/me/devices',
    name: 'devices.list',
    summary: 'List the devices on which you are told by web push, with the key to subscribe for',
    description: 'The address under which a device is reached is shown to nobody.',
    tag: TAG,
    who: 'member',
    reply: z.object({
      key: z
        .string()
        .describe('Public key of this installation (VAPID), base64url: the `applicationServerKey` of a subscription'),
      mailIsSent: z.boolean().describe('Whether there is a mail server; without one you are told on devices and in Today alone'),
      items: z.array(z.object({ id: uuid, device: z.string(), here: z.boolean(), since: z.string() })),
    }),
    async act({ principal }, { devices, pushKey, mailIsSent }: ServerServices) {
      const [key, items] = await Promise.all([pushKey(), devices.list(principal)]);
      return answer({
        key,
        mailIsSent,
        items: items.map(({ id, agent, here, since }) => ({ id, device: agent, here, since: iso(since) })),
      });
    },
  }),
  route({
    method: 'POST',
    path: '/api/me/devices',
    name: 'devices.add',
    summary: 'Be told on this device',
    description:
      'What `PushManager.subscribe()` gives, as JSON. It belongs to your session and ends with it; what this session had before is replaced. `unreachable-endpoint`: the address is not https, or leads into a private network.',
    tag: TAG,
    who: 'member',
    changes: 'account',
    body: z.strictObject({
      endpoint: z.url({ error: 'must be the address that the browser gives' }).max(2000),
      keys: z.strictObject({ p256dh: bytes(100), auth: bytes(32) }),
      expirationTime: z.number().nullish(),
    }),
    reply: z.object({ id: uuid }),
    status: 201,
    async act({ body: { endpoint, keys }, principal }, { devices, egress }: ServerServices) {
      const plain = !endpoint.startsWith('https:') && !egress.isNamed(endpoint);
      const fault = egress.fault(endpoint) ?? (plain ? 'it is not https' : null);
      if (fault !== null)
        return refuse('unreachable-endpoint', `This device cannot be reached there: ${fault}.`, {
          field: '/endpoint',
          accepted: 'an https address of a push service',
        });
      if (!isPoint(keys.p256dh) || Buffer.from(keys.auth, 'base64url').length !== 16)
        return refuse('invalid-keys', 'These are not the keys of a push subscription.', {
          field: '/keys',
          accepted: 'p256dh: a point of P-256 (65 bytes); auth: 16 bytes; both base64url',
        });
      const id = await devices.add(principal, { endpoint, keys });
      return id === null ? refuse('not-signed-in', 'Your session has ended.') : created({ id }, '/api/me/devices');
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/me/devices/:id',
    name: 'devices.remove',
    summary: 'No longer be told on a device',
    tag: TAG,
    who: 'member',
    changes: 'account',
    params: z.strictObject({ id: uuid }),
    reply: z.strictObject({}),
    async act({ params, principal }, { devices }: ServerServices) {
      return (await devices.remove(principal, params.id))
        ? answer({})
        : refuse('not-found', 'You have no such device.', { field: '/params/id' });
    },
  }),
] as const;

/** Whether a secret can be shared with it: it is a point on the curve. */
const isPoint = (p256dh: string): boolean => {
  const point = Buffer.from(p256dh, 'base64url');
  if (point.length !== 65) return false;
  const own = createECDH('prime256v1');
  own.generateKeys();
  try {
    own.computeSecret(point);
    return true;
  } catch {
    return false;
  }
};
