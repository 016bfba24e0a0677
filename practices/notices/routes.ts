import { z } from 'zod';
import { answer, iso, route } from '#server/route.ts';
import { mine, type MineRow } from './queries.ts';
import { paceOf, PACES, settingId, type Channel, type Pace } from './setting.ts';

const pace = z
  .enum(PACES)
  .describe('off: none. each: as it happens, while you can be reached. digest: together, when you can be reached again');

export const noticesRoutes = [
  route({
    method: 'GET',
    path: '/api/me/notices',
    name: 'notices.look',
    summary: 'See how you are told of what concerns you, and what waits to be told',
    description:
      'Nothing reaches you outside of your working hours or in focus, unless a protocol says urgent; it then says why. What is due too soon to wait for the next moment comes as soon as you can be reached.',
    tag: 'today',
    who: 'member',
    reply: z.object({
      mail: pace,
      push: pace.describe('On the devices that you turned on'),
      waiting: z.number(),
      next: z.string().nullable().describe('When the next of it comes, as things stand'),
    }),
    async act({ principal }, { db }) {
      const [row] = await db.rows<MineRow>(mine(principal, settingId(principal.actor)));
      return answer({ ...pacesOf(row?.setting), waiting: row?.waiting ?? 0, next: row?.next ? iso(row.next) : null });
    },
  }),
  route({
    method: 'PUT',
    path: '/api/me/notices',
    name: 'notices.choose',
    summary: 'Choose how you are told',
    tag: 'today',
    who: 'member',
    changes: 'notice-setting',
    description: 'What is left out stays as it is.',
    body: z.strictObject({ mail: pace.optional(), push: pace.optional() }),
    reply: z.object({ mail: pace, push: pace }),
    async act({ body, principal }, { send, db }) {
      const setting = settingId(principal.actor);
      const sent = await send({ kind: 'notice-setting', artifact: setting, name: 'choose', data: body });
      if (sent.refused) return sent;
      const [row] = await db.rows<MineRow>(mine(principal, setting));
      return answer(pacesOf(row?.setting));
    },
  }),
] as const;

const pacesOf = (state: unknown): Readonly<Record<Channel, Pace>> => ({
  mail: paceOf(state, 'mail'),
  push: paceOf(state, 'push'),
});
