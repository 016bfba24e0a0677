import { z } from 'zod';
import { ok } from '#kernel/stream/refusal.ts';
import { answer, iso, route } from './route.ts';
import type { ServerServices } from './services.ts';

export const aboutRoutes = [
  route({
    method: 'GET',
    path: '/api',
    name: 'api.page',
    summary: 'Read this page',
    tag: 'api',
    who: 'anyone',
    reply: z.string(),
    type: 'text/html; charset=utf-8',
    async act(_, { about }: ServerServices) {
      const { html, policy } = await about.page();
      return ok({ body: html, headers: { 'content-security-policy': policy, 'cache-control': 'no-cache' } });
    },
  }),
  route({
    method: 'GET',
    path: '/api/openapi.json',
    name: 'api.document',
    summary: 'Get this API as an OpenAPI 3.1 document',
    tag: 'api',
    who: 'anyone',
    reply: z.string().meta({ type: 'object', description: 'An OpenAPI 3.1 document' }),
    type: 'application/json; charset=utf-8',
    async act(_, { about }: ServerServices) {
      return ok({ body: await about.document(), headers: { 'cache-control': 'no-cache' } });
    },
  }),
  route({
    method: 'GET',
    path: '/api/health',
    name: 'api.health',
    summary: 'Ask whether the server and its database answer',
    tag: 'api',
    who: 'anyone',
    reply: z.object({ now: z.string().describe('By the clock that decides'), version: z.string() }),
    async act(_, { now, about }: ServerServices) {
      return answer({ now: iso(await now()), version: about.version });
    },
  }),
] as const;
