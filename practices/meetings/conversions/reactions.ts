import type { ReactionMaker } from '#kernel/stream/reaction.ts';
import { nextWorking } from '#kernel/time/working-time.ts';
import { timeOf } from '#kernel/awaits/window.ts';
import { nameId } from '#practices/protocols';
import { roundData } from './round.ts';
import type { ConversionState } from './conversion.ts';

const STATE = `select state from artifacts where org = $1 and id = $2 and kind = 'conversion'`;

/** A written round comes again: the same question, to the same people, with its clock. Who has left is not asked. */
export const askNextRound: ReactionMaker = ({ send, directory, rows }) => ({
  name: 'meetings.rounds',
  types: new Set(['round-due']),
  react: async ({ org, artifact, version, body }) => {
    if (!('round' in body) || typeof body.round !== 'number') return;
    const [row] = await rows<{ state: ConversionState }>({ name: 'meetings.conversion', text: STATE, values: [org, artifact] });
    if (row?.state.status !== 'running') return;
    const { state } = row;
    const { actors } = await directory(org);
    const here = state.people.filter((id) => actors.get(id)?.status === 'active');
    if (here.length === 0 || actors.get(state.author)?.status !== 'active') return;
    await send({
      id: nameId('round', artifact, version),
      ...{ org, by: state.author, kind: 'request', artifact: nameId('round-of', artifact, body.round), name: 'ask' },
      data: roundData(state, here, body.round),
      causedBy: { artifact, version },
    });
  },
});

const INSTEAD = {
  'decision-document': 'a decision document',
  'written-round': 'a written round',
  'page-with-acknowledgement': 'a page to read',
} as const;

/** Those who met are told by mail, in their own hours, what is there instead. */
export const tellConverted: ReactionMaker = ({ directory, mail, rows }) => ({
  name: 'meetings.converted',
  types: new Set(['series-converted']),
  react: async ({ org, artifact, version, at }) => {
    const [row] = await rows<{ state: ConversionState }>({ name: 'meetings.conversion', text: STATE, values: [org, artifact] });
    if (!row) return;
    const { state } = row;
    const [result] = await rows<{ number: number; title: string }>({
      name: 'meetings.conversion-result',
      text: 'select number::int, title from artifacts where org = $1 and id = $2',
      values: [org, state.result],
    });
    const { actors } = await directory(org);
    const author = actors.get(state.author)?.name ?? 'Somebody';
    for (const to of state.people) {
      const actor = actors.get(to);
      if (!actor) continue;
      await mail({
        org,
        to,
        id: nameId('converted', artifact, version, to),
        subject: `Instead of “${state.title}”: ${INSTEAD[state.form]}`,
        body: [
          `${author} replaces the meeting “${state.title}” with ${INSTEAD[state.form]}: #${result?.number ?? 0} ${result?.title ?? ''}`,
          `Each time, it gives everybody who met most of those ${state.minutes} minutes back. Thank you for the time that it took until now.`,
          'If the meeting still stands in your calendar, take it out there. From a connected calendar, a button in Meetings, Given back, takes it out.',
        ].join('\n\n'),
        notBefore: nextWorking(timeOf(actor.calendars), at),
      });
    }
  },
});
