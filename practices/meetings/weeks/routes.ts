import { z } from 'zod';
import { refuse } from '#kernel/stream/refusal.ts';
import { zoneAt } from '#kernel/time/calendar.ts';
import { spaceId, spaceName } from '#practices/spaces';
import { created, instant, route } from '#server/route.ts';
import { gather, openMeetings, type OpenMeeting } from './gathering.ts';

export const weekRoutes = [
  route({
    method: 'POST',
    path: '/api/meetings/decision-weeks',
    name: 'meetings.decision-week',
    summary: 'Gather the open questions of meetings to come into one decision week',
    description:
      'The document by Monday, comments on Tuesday and Wednesday, half an hour on Thursday for those who have read. Of the meetings that you see, in a space or in all of them: at most thirty questions, each once. What is settled here is settled in the meeting from which it comes, and the other way round; a meeting of which nothing is left is cancelled with thanks. `nothing-open`: there is no such question.',
    tag: 'meetings',
    who: 'member',
    changes: 'meeting',
    body: z.strictObject({
      space: spaceName
        .nullable()
        .default(null)
        .describe('Where it stands, and of which meetings; null: all that you see, for those who take part'),
      from: instant
        .optional()
        .describe('The half hour; otherwise the next Thursday at ten on your clock, with two days before it'),
    }),
    reply: z.object({ id: z.string(), number: z.number(), version: z.number(), questions: z.number(), meetings: z.number() }),
    status: 201,
    async act({ body, principal, fresh }, services) {
      const known = await services.directory(principal.org);
      const space = spaceId(body.space, principal.actor, known);
      if (space.refused) return space;
      // Who asks may have been recalled, with the moment at which they asked before.
      const now = await services.now();
      const zone = zoneAt(known.actors.get(principal.actor)?.calendars ?? [], now);
      const open = await services.db.rows<OpenMeeting>(openMeetings(principal.org, principal.keys, space.ok, now));
      const asked = { by: principal.actor, space: space.ok, now, zone };
      const data = gather(open, body.from === undefined ? asked : { ...asked, from: Date.parse(body.from) });
      if (data === null)
        return refuse('nothing-open', 'No meeting to come has a question that is still open and not gathered yet.', {
          field: '/space',
        });
      const meetings = new Set(data.gathers.map(({ meeting }) => meeting));
      const sent = await services.send({ kind: 'meeting', artifact: fresh, name: 'request', data, refs: [...meetings] });
      if (sent.refused) return sent;
      const { number, version } = sent.ok;
      const counts = { questions: data.questions.length, meetings: meetings.size };
      return created({ id: fresh, number, version, ...counts }, `/api/meetings/${number}`);
    },
  }),
] as const;
