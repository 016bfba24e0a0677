import { feedRoutes } from './feeds/feed-routes.ts';

export type {
  Answer,
  Attendee,
  CalendarReading,
  Details,
  Fault,
  FeedAnswer,
  FeedState,
  Occurrence,
  Series,
  Window,
} from './calendar.ts';
export { audit } from './audit/audit.ts';
export type { Given } from './audit/people.ts';
export type { AuditReport } from './audit/report.ts';
export type { AuditSettings } from './audit/settings.ts';
export { adjusted, RULES, rulesFile, type Rules } from './advisor/rules.ts';
export { dayAfter, dayBegins, lastWeeks, trimmed, whereItIs, within } from './audit/period.ts';
export { markdown } from './report/markdown.ts';
export { htmlPage } from './report/html.ts';
export { cancel, invite, reply, type CalendarPart, type Invitation } from './invitations/invitation.ts';
export { calendarFeeds, type FeedReading, type Feeds } from './feeds/feeds.ts';

/** What the server composes. */
export const meetings = { routes: feedRoutes } as const;
