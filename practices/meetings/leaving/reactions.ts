import type { ActorId } from '#kernel/stream/event.ts';
import type { ReactionMaker } from '#kernel/stream/reaction.ts';
import type { ConversionState } from '../conversions/conversion.ts';
import type { MeetingState } from '../meeting/state.ts';
import { errandFor } from './errand-table.ts';

const STATE = 'select number::int, state from artifacts where org = $1 and id = $2';

const INSTEAD = {
  'decision-document': 'a decision document',
  'written-round': 'a written round',
  'page-with-acknowledgement': 'a page to read',
} as const;

/** A series that something written replaced is ended or declined in the calendar of whoever wants that, with the reason. */
export const leaveConverted: ReactionMaker = ({ rows }) => ({
  name: 'meetings.leave-converted',
  types: new Set(['series-converted', 'leaving-asked']),
  react: async ({ org, artifact, by, at, body }) => {
    if (body.type === 'series-converted' && !('leave' in body && body.leave === true)) return;
    const [row] = await rows<{ state: ConversionState }>({
      name: 'meetings.leaving-conversion',
      text: STATE,
      values: [org, artifact],
    });
    const uid = row?.state.uid;
    if (!row || uid === null || uid === undefined) return;
    const [result] = await rows<{ number: number }>({
      name: 'meetings.leaving-conversion',
      text: STATE,
      values: [org, row.state.result],
    });
    // [safety] Guests from elsewhere may read it: it tells no title.
    const reason = `It is ${INSTEAD[row.state.form]} now (#${result?.number ?? 0}). Thank you for the time that it took until now.`;
    await rows(errandFor({ org, artifact, kind: 'conversion', actor: by, uid, planned: null, since: at, to: null, reason }));
  },
});

/** A meeting that is cancelled here is cancelled or declined in the calendar from which its organizer brought it. */
export const leaveCancelled: ReactionMaker = ({ rows }) => ({
  name: 'meetings.leave-cancelled',
  types: new Set(['meeting-cancelled']),
  react: async ({ org, artifact, at }) => {
    const [row] = await rows<{ number: number; state: MeetingState }>({
      name: 'meetings.leaving-meeting',
      text: STATE,
      values: [org, artifact],
    });
    if (row?.state.status !== 'cancelled' || row.state.source === null) return;
    const { source, why, reason: said } = row.state;
    const actor: ActorId = row.state.author;
    const reason =
      why === 'settled'
        ? `Everything that it was to settle is settled in writing (#${row.number}). Thank you.`
        : (said ?? `It is not needed any more (#${row.number}).`);
    await rows(
      errandFor({ org, artifact, kind: 'meeting', actor, uid: source.uid, planned: source.planned, since: at, to: null, reason }),
    );
  },
});

/** A meeting that is moved here is moved in the calendar from which its organizer brought it. */
export const moveMoved: ReactionMaker = ({ rows }) => ({
  name: 'meetings.move-moved',
  types: new Set(['meeting-moved']),
  react: async ({ org, artifact, at, kind }) => {
    const [row] = await rows<{ number: number; state: MeetingState }>({
      name: 'meetings.leaving-meeting',
      text: STATE,
      values: [org, artifact],
    });
    if (kind !== 'meeting' || row?.state.status !== 'planned' || row.state.source === null) return;
    const { source, author: actor, from, minutes } = row.state;
    const reason = `It was moved (#${row.number}).`;
    await rows(
      errandFor({
        org,
        artifact,
        kind,
        actor,
        uid: source.uid,
        planned: source.planned,
        since: at,
        to: { from, minutes },
        reason,
      }),
    );
  },
});
