import { z } from 'zod';
import { ok } from '#kernel/stream/refusal.ts';
import { route } from './route.ts';
import type { ServerServices } from './services.ts';

export const liveRoutes = [
  route({
    method: 'GET',
    path: '/api/stream',
    name: 'stream.listen',
    summary: 'Hear of events as they happen',
    description: `Server-sent events. Each says where to look again: cursor, artifact, kind, number, version, type, at, by, parent. You hear of what
you may see, and of nothing else. After a cut, send the last id that you got as \`Last-Event-ID\` (browsers do), and you go on there;
whoever missed more than 10,000 events is cut again and begins anew. A line with a colon every 20 seconds keeps the connection.`,
    tag: 'stream',
    who: 'member',
    query: z.strictObject({
      after: z.string().max(60).optional().describe('As Last-Event-ID, for those who cannot send headers'),
    }),
    reply: z.string(),
    type: 'text/event-stream; charset=utf-8',
    async act({ principal, from, query }, { live }: ServerServices) {
      const opened = live.listen(principal, from.lastEventId ?? query.after ?? null);
      return opened.refused ? opened : ok({ body: '', open: opened.ok });
    },
  }),
] as const;
