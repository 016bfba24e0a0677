import { bookingPage } from './booking/booking-page.ts';
import { bookingRoutes } from './booking/routes.ts';
import { bookRoutes } from './books/routes.ts';
import { conversion } from './conversions/conversion.ts';
import { askNextRound, tellConverted } from './conversions/reactions.ts';
import { conversionRoutes } from './conversions/routes.ts';
import { feedRoutes } from './feeds/feed-routes.ts';
import { leaveCancelled, leaveConverted, moveMoved } from './leaving/reactions.ts';
import { meeting } from './meeting/meeting.ts';
import { inviteByMail } from './meeting/inviting.ts';
import { settledByDecision, thankForCancelled } from './meeting/reactions.ts';
import { governedMeeting } from './meeting/run.ts';
import { meetingRoutes } from './meeting/routes.ts';
import { meetingSentence, meetingSilence } from './meeting/sentences.ts';
import { meetingsTaken } from './taking.ts';
import { beginDecisionWeek, settleGathered } from './weeks/reactions.ts';
import { weekRoutes } from './weeks/routes.ts';

export type { Answer, Attendee, CalendarReading, Details, Fault, Occurrence, Series, Window } from './calendar.ts';
export type { Access, Came, Change, Changed, Consenting, Did, Item, Place, Source, SourceKind, Wanted } from './feeds/source.ts';
export { audit } from './audit/audit.ts';
export type { Given } from './audit/people.ts';
export type { AuditReport } from './audit/report.ts';
export type { AuditSettings } from './audit/settings.ts';
export { adjusted, RULES, rulesFile, type Rules } from './advisor/rules.ts';
export { dayAfter, dayBegins, lastWeeks, trimmed, whereItIs, within } from './audit/period.ts';
export { markdown } from './report/markdown.ts';
export { htmlPage } from './report/html.ts';
export { cancel, invite, reply, type CalendarPart, type Invitation } from './invitations/invitation.ts';
export { bookingDesk, type Desk } from './booking/desk.ts';
export { meetingBooks, type Books } from './books/books.ts';
export { calendarErrands } from './leaving/errands.ts';
export { calendarFeeds, type FeedReading, type Feeds } from './feeds/feeds.ts';

/** What the server composes. */
export const meetings = {
  deciders: [meeting, conversion, bookingPage],
  governed: [governedMeeting],
  routes: [...feedRoutes, ...bookRoutes, ...bookingRoutes, ...conversionRoutes, ...weekRoutes, ...meetingRoutes],
  reactions: [
    settledByDecision,
    thankForCancelled,
    askNextRound,
    tellConverted,
    leaveConverted,
    leaveCancelled,
    moveMoved,
    inviteByMail,
    settleGathered,
    beginDecisionWeek,
  ],
  sentences: { meeting: meetingSentence },
  silence: { meeting: meetingSilence },
  takes: [meetingsTaken],
} as const;
