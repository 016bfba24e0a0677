import { feedRoutes } from './feeds/feed-routes.ts';
import { meeting } from './meeting/meeting.ts';
import { settledByDecision, thankForCancelled } from './meeting/reactions.ts';
import { governedMeeting } from './meeting/run.ts';
import { meetingRoutes } from './meeting/routes.ts';
import { meetingSentence, meetingSilence } from './meeting/sentences.ts';

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
export const meetings = {
  deciders: [meeting],
  governed: [governedMeeting],
  routes: [...feedRoutes, ...meetingRoutes],
  reactions: [settledByDecision, thankForCancelled],
  sentences: { meeting: meetingSentence },
  silence: { meeting: meetingSilence },
} as const;
