import { z } from 'zod';
import { answer, iso, route } from '#server/route.ts';
import { mine, type MineRow } from './queries.ts';
import { paceOf, PACES, settingId } from './setting.ts';

const mail = z
  .enum(PACES)
  .describe('off: none. each: as it happens, while you can be reached. digest: together, when you can be reached again');

export const noticesRoutes = [
  route({
    method: 'GET',
    path: '/api/me/notices',
    name: 'notices.look',
    summary: 'See how you are told of what concerns you, and what waits to be told',
    description:
      'Nothing reaches you outside of your working hours or in focus, unless a protocol says urgent; the mail then says why. What is due too soon to wait for the next moment comes as soon as you can be reached.',
    tag: 'today',
    who: 'member',
    reply: z.object({
      mail,
      waiting: z.number(),
      next: z.string().nullable().describe('When the next mail comes, as things stand'),
    }),
    async act({ principal }, { db }) {
      const [row] = await db.rows<MineRow>(mine(principal, settingId(principal.actor)));
      return answer({ mail: paceOf(row?.setting), waiting: row?.waiting ?? 0, next: row?.next ? iso(row.next) : null });
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
    body: z.strictObject({ mail }),
    reply: z.object({ mail }),
    async act({ body, principal }, { send }) {
      const sent = await send({ kind: 'notice-setting', artifact: settingId(principal.actor), name: 'choose', data: body });
      return sent.refused ? sent : answer(body);
    },
  }),
] as const;
