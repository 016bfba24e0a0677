import { changes } from '#practices/changes';
import { commentsRoutes } from '#practices/comments';
import { decisions } from '#practices/decisions';
import { exportRoutes } from '#practices/export';
import { handbook } from '#practices/handbook';
import { meetings } from '#practices/meetings';
import { notices } from '#practices/notices';
import { peopleRoutes } from '#practices/people';
import { planning } from '#practices/planning';
import { protocols } from '#practices/protocols';
import { requests } from '#practices/requests';
import { sample } from '#practices/sample';
import { searchRoutes } from '#practices/search';
import { spacesRoutes } from '#practices/spaces';
import { streamRoutes } from '#practices/stream';
import { todayRoutes } from '#practices/today';
import { work } from '#practices/work';
import { aboutRoutes } from './about-routes.ts';
import { invitationRoutes } from './auth/invitation-routes.ts';
import { keyRoutes } from './auth/key-routes.ts';
import { sessionRoutes } from './auth/session-routes.ts';
import { setupRoutes } from './auth/setup-routes.ts';
import { liveRoutes } from './live-routes.ts';
import { outboxRoutes } from './mail/outbox-routes.ts';
import { markdownRoutes } from './markdown/markdown-routes.ts';
import { meRoutes } from './me.ts';
import { deviceRoutes } from './push/device-routes.ts';
import { sentences, silence, takes } from './practices.ts';
import type { RouteMap } from './route.ts';

/** Everything that can be asked of the server. A practice adds its routes here, in one line. */
export const routes = [
  ...setupRoutes,
  ...sessionRoutes,
  ...keyRoutes,
  ...invitationRoutes,
  ...meRoutes,
  ...deviceRoutes,
  ...liveRoutes,
  ...outboxRoutes,
  ...markdownRoutes,
  ...aboutRoutes,
  ...peopleRoutes,
  ...spacesRoutes,
  ...commentsRoutes,
  ...protocols.routes,
  ...decisions.routes,
  ...requests.routes,
  ...changes.routes,
  ...handbook.routes,
  ...meetings.routes,
  ...work.routes,
  ...planning.routes,
  ...todayRoutes,
  ...notices.routes,
  ...streamRoutes(sentences, silence),
  ...searchRoutes,
  ...exportRoutes(takes),
  ...sample.routes,
] as const;

export type Api = RouteMap<typeof routes>;
