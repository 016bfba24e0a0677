import { nextWorking } from '#kernel/time/working-time.ts';
import { timeOf } from '#kernel/awaits/window.ts';
import type { Actor, Directory } from '#kernel/actors/directory.ts';
import type { ReactionMaker } from '#kernel/stream/reaction.ts';
import type { StreamEvent } from '#kernel/stream/stream.ts';
import { zoneAt } from '#kernel/time/calendar.ts';
import { nameId } from '#practices/protocols';
import { inZone } from '../invitations/in-zone.ts';
import { cancel, invite, type CalendarPart, type Invitation } from '../invitations/invitation.ts';
import { agendaOf, endOf, wordOf, type MeetingState } from './state.ts';

/** Which stands in nobody's calendar yet: it was asked for here, its gate has passed, so those who take part got it by mail. */
const wasInvited = ({ source, gates }: MeetingState): boolean =>
  source === null && gates.some(({ run }) => run?.outcome?.outcome === 'accepted');

/** Those who take part, with addresses. */
const guestsOf = (state: MeetingState, { actors }: Directory): readonly (Actor & { readonly mail: string })[] =>
  [state.author, ...state.people].flatMap((id) => {
    const actor = actors.get(id);
    return actor?.mail === undefined || actor.status === 'left' ? [] : [{ ...actor, mail: actor.mail }];
  });

/** What happened to it last: calendars pass over what was not said later than what they know. */
type Said = Pick<StreamEvent, 'artifact' | 'version' | 'at'>;

/** As calendars are told of it; null: nobody has an address by whom it could be. */
const invitationTo = ({ artifact, version, at }: Said, state: MeetingState, directory: Directory): Invitation | null => {
  const [organizer, ...guests] = guestsOf(state, directory);
  if (organizer?.id !== state.author) return null;
  return {
    uid: artifact,
    sequence: version,
    title: state.title,
    description: [state.purpose, ...agendaOf(state).map(({ text }) => `- ${text}`)].filter((one) => one !== '').join('\n'),
    from: state.from,
    to: endOf(state),
    organizer: { name: organizer.name, mail: organizer.mail },
    guests: [
      { name: organizer.name, mail: organizer.mail, answer: 'accepted' },
      ...guests.map(({ name, mail }) => ({ name, mail })),
    ],
    at,
  };
};

/** What the mail that cancels it carries for the calendars of those who were invited; null: nobody was. */
export const cancelling = (said: Said, state: MeetingState, directory: Directory, reason: string): CalendarPart | null => {
  const invitation = wasInvited(state) ? invitationTo(said, state, directory) : null;
  return invitation && cancel(invitation, reason);
};

/**
 * A meeting that takes place, and of which no calendar knows, comes to those who take part by mail, with what their calendars need; moved, it comes again, and is cancelled
 * where it is not prepared for its new time.
 */
export const inviteByMail: ReactionMaker = ({ directory, mail, rows }) => ({
  name: 'meetings.invite',
  types: new Set(['outcome']),
  react: async (event) => {
    const { org, artifact, kind, version, at } = event;
    if (kind !== 'meeting') return;
    const [row] = await rows<{ number: number; state: MeetingState }>({
      name: 'meetings.invite',
      text: `select number::int, state from artifacts where org = $1 and id = $2 and kind = 'meeting'`,
      values: [org, artifact],
    });
    const stands = row && wordOf(row.state);
    if (!row || row.state.source !== null || (stands !== 'ready' && stands !== 'unprepared')) return;
    const { state, number } = row;
    const known = await directory(org);
    const off = stands === 'unprepared';
    const invitation = invitationTo(event, state, known);
    const calendar = off ? cancelling(event, state, known, UNPREPARED) : invitation && invite(invitation);
    if (calendar === null) return;
    const guests = guestsOf(state, known);
    for (const { id, calendars } of guests) {
      const zone = zoneAt(calendars, at);
      const working = nextWorking(timeOf(calendars), at);
      await mail({
        ...{ org, to: id, calendar },
        id: nameId('meeting-invited', artifact, version, id),
        subject: `${off ? 'Cancelled' : state.moves === 0 ? 'Meeting' : 'Moved'}: ${state.title}`,
        body: off
          ? `“${state.title}” (#${number}) does not take place. ${UNPREPARED}`
          : bodyFor(
              state,
              number,
              zone,
              guests.filter((one) => one.id !== id),
            ),
        // In their hours, unless it would come too late.
        notBefore: working < state.from ? working : at,
      });
    }
  },
});

const UNPREPARED = 'It was not prepared in time.';

const bodyFor = (state: MeetingState, number: number, zone: string, others: readonly Pick<Actor, 'name'>[]): string =>
  [
    `“${state.title}” (#${number}): ${inZone(state.from, zone)}, ${state.minutes} minutes.`,
    others.length === 0 ? '' : `With ${others.map(({ name }) => name).join(', ')}.`,
    state.purpose,
    agendaOf(state)
      .map(({ text }) => `- ${text}`)
      .join('\n'),
    state.document === null
      ? ''
      : `There is something to read beforehand: see #${number}. What is settled in writing by then needs no meeting.`,
  ]
    .filter((one) => one !== '')
    .join('\n\n');
