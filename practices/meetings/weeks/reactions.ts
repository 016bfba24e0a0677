import { keysOf } from '#kernel/actors/access.ts';
import { SYSTEM, type ActorId } from '#kernel/stream/event.ts';
import type { ReactionMaker } from '#kernel/stream/reaction.ts';
import { zoneAt } from '#kernel/time/calendar.ts';
import { nameId } from '#practices/protocols';
import type { MeetingState } from '../meeting/state.ts';
import { gather, openMeetings, type OpenMeeting } from './gathering.ts';

const STATE = `select state from artifacts where org = $1 and id = $2 and kind = 'meeting'`;
const GATHERING = `
  select id, state from artifacts where org = $1 and kind = 'meeting' and number > 0 and status in ('preparing', 'unprepared', 'ready')
    and state->'gathers' @> $2::jsonb`;

/** What is settled in a decision week is settled in the meeting from which it comes, and the other way round. */
export const settleGathered: ReactionMaker = ({ send, rows }) => ({
  name: 'meetings.gathered',
  types: new Set(['question-settled']),
  react: async ({ org, artifact, version, kind, by, body }) => {
    if (kind !== 'meeting' || !('question' in body) || !('words' in body)) return;
    const [question, words] = [Number(body.question), String(body.words)];
    const who: ActorId = 'elsewhere' in body ? String(body.elsewhere) : by;
    // By its document, nobody settled it by hand: whoever has the other meeting reads the same words.
    const tell = (meeting: string, of: number): Promise<unknown> =>
      send({
        id: nameId('gathered', artifact, version, meeting),
        ...{
          org,
          by: SYSTEM,
          kind: 'meeting',
          artifact: meeting,
          name: 'settle-gathered',
          data: { question: of, words, by: who },
        },
        causedBy: { artifact, version },
      });
    const [own] = await rows<{ state: MeetingState }>({ name: 'meetings.gathered', text: STATE, values: [org, artifact] });
    for (const one of own?.state.gathers ?? []) if (one.question === question) await tell(one.meeting, one.of);
    const wanted = JSON.stringify([{ meeting: artifact, of: question }]);
    const weeks = await rows<{ id: string; state: MeetingState }>({
      ...{ name: 'meetings.gathering', text: GATHERING, values: [org, wanted] },
    });
    for (const { id, state } of weeks)
      for (const one of state.gathers) if (one.meeting === artifact && one.of === question) await tell(id, one.question);
  },
});

/** The protocol of a decision week: when its clock begins a run, the open questions of its space are gathered by whoever answers for it. */
export const beginDecisionWeek: ReactionMaker = ({ send, rows, directory }) => ({
  name: 'meetings.decision-week',
  types: new Set(['run-begun']),
  react: async ({ org, artifact, version, at, body }) => {
    const begun = body as typeof body & {
      readonly author?: ActorId;
      readonly space?: string | null;
      readonly protocol?: { readonly id: string };
    };
    if (!/(^|\/)decision-week$/.test(begun.protocol?.id ?? '') || begun.author === undefined) return;
    const known = await directory(org);
    const author = known.actors.get(begun.author);
    if (author?.status !== 'active') return;
    const space = begun.space ?? null;
    const open = await rows<OpenMeeting>(openMeetings(org, keysOf(author, known), space, at));
    const zone = zoneAt(author.calendars, at);
    const data = gather(open, { by: author.id, space, now: at, zone });
    if (data === null) return;
    await send({
      id: nameId('decision-week', artifact, version),
      ...{ org, by: author.id, kind: 'meeting', artifact: nameId('decision-week-of', artifact), name: 'request', data },
      ...{ refs: data.gathers.map(({ meeting }) => meeting), causedBy: { artifact, version } },
    });
  },
});
