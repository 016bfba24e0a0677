import { takesEffect } from '#kernel/protocol/run-event.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import type { ReactionMaker } from '#kernel/stream/reaction.ts';
import { nextWorking } from '#kernel/time/working-time.ts';
import { timeOf } from '#kernel/awaits/window.ts';
import { nameId } from '#practices/protocols';
import { cancelling } from './inviting.ts';
import { WAITING_FOR } from './queries.ts';
import { sizeOf, type MeetingState } from './state.ts';

/** A decision that was to be read before a meeting is taken: what the meeting was to settle is settled. */
export const settledByDecision: ReactionMaker = ({ send, rows }) => ({
  name: 'meetings.settled',
  types: new Set(['outcome', 'effect']),
  react: async ({ org, artifact, version, kind, body }) => {
    if (kind !== 'decision' || !takesEffect(body)) return;
    const [decision] = await rows<{ number: number }>({
      name: 'meetings.decision',
      text: 'select number::int from artifacts where org = $1 and id = $2',
      values: [org, artifact],
    });
    const waiting = await rows<{ id: string }>({ name: 'meetings.waiting-for', text: WAITING_FOR, values: [org, artifact] });
    for (const { id } of waiting)
      await send({
        id: nameId('settled', artifact, version, id),
        ...{ org, by: SYSTEM, kind: 'meeting', artifact: id, name: 'take-document' },
        data: { words: `Decided in #${decision?.number ?? 0}.` },
        causedBy: { artifact, version },
      });
  },
});

/** What was to be a meeting is none: everybody who would have come is told by mail, with thanks, in their own hours. */
export const thankForCancelled: ReactionMaker = ({ directory, mail, rows }) => ({
  name: 'meetings.cancelled',
  types: new Set(['meeting-cancelled']),
  react: async (event) => {
    const { org, artifact, version, by, at } = event;
    const [row] = await rows<{ number: number; state: MeetingState }>({
      name: 'meetings.cancelled',
      text: `select number::int, state from artifacts where org = $1 and id = $2 and kind = 'meeting'`,
      values: [org, artifact],
    });
    if (row?.state.status !== 'cancelled') return;
    const { state, number } = row;
    const known = await directory(org);
    const people = sizeOf(state);
    const settled = state.why === 'settled';
    const body = settled
      ? [
          `“${state.title}” (#${number}) is cancelled, with thanks: everything that it was to settle is settled in writing.`,
          ...state.questions.map(({ text, settled: one }) => `- ${text}\n  ${one?.words ?? ''}`),
          `That gives back ${state.minutes} minutes to ${people === 1 ? 'one person' : `${people} people`}.`,
        ]
      : [
          `${known.actors.get(state.by)?.name ?? 'Somebody'} cancelled “${state.title}” (#${number}).`,
          ...(state.reason === null ? [] : [state.reason]),
        ];
    const calendar = cancelling(event, state, known, settled ? 'Everything is settled in writing.' : (state.reason ?? ''));
    for (const to of [state.author, ...state.people]) {
      const actor = known.actors.get(to);
      // Whoever cancels it knows; only their calendar does not.
      if (!actor || (to === by && calendar === null)) continue;
      await mail({
        ...(calendar && { calendar }),
        org,
        to,
        id: nameId('meeting-cancelled', artifact, version, to),
        subject: `Cancelled: ${state.title}`,
        body: body.join('\n\n'),
        notBefore: nextWorking(timeOf(actor.calendars), at),
      });
    }
  },
});
