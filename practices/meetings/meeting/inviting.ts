import { nextWorking } from '#kernel/time/working-time.ts';
import { timeOf } from '#kernel/awaits/window.ts';
import type { Actor, Directory } from '#kernel/actors/directory.ts';
import type { ArtifactId, Instant } from '#kernel/stream/event.ts';
import type { ReactionMaker } from '#kernel/stream/reaction.ts';
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

/** As calendars are told of it; null: nobody has an address by whom it could be. */
const invitationTo = (artifact: ArtifactId, state: MeetingState, directory: Directory, at: Instant): Invitation | null => {
  const [organizer, ...guests] = guestsOf(state, directory);
  if (organizer?.id !== state.author) return null;
  return {
    uid: artifact,
    sequence: state.moves,
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
export const cancelling = (
  artifact: ArtifactId,
  state: MeetingState,
  directory: Directory,
  at: Instant,
  reason: string,
): CalendarPart | null => {
  const invitation = wasInvited(state) ? invitationTo(artifact, state, directory, at) : null;
  return invitation && cancel({ ...invitation, sequence: state.moves + 1 }, reason);
};

/** A meeting that takes place, and of which no calendar knows, comes to those who take part by mail, with what their calendars need; moved, it comes again. */
export const inviteByMail: ReactionMaker = ({ directory, mail, rows }) => ({
  name: 'meetings.invite',
  types: new Set(['outcome']),
  react: async ({ org, artifact, kind, at }) => {
    if (kind !== 'meeting') return;
    const [row] = await rows<{ number: number; state: MeetingState }>({
      name: 'meetings.invite',
      text: `select number::int, state from artifacts where org = $1 and id = $2 and kind = 'meeting'`,
      values: [org, artifact],
    });
    if (!row || row.state.source !== null || wordOf(row.state) !== 'ready') return;
    const { state, number } = row;
    const known = await directory(org);
    const invitation = invitationTo(artifact, state, known, at);
    if (invitation === null) return;
    const calendar = invite(invitation);
    const guests = guestsOf(state, known);
    for (const { id, calendars } of guests) {
      const zone = calendars.at(-1)?.calendar.zone ?? 'UTC';
      const working = nextWorking(timeOf(calendars), at);
      await mail({
        ...{ org, to: id, calendar },
        id: nameId('meeting-invited', artifact, state.moves, id),
        subject: `${state.moves === 0 ? 'Meeting' : 'Moved'}: ${state.title}`,
        body: [
          `“${state.title}” (#${number}): ${inZone(state.from, zone)}, ${state.minutes} minutes.`,
          `With ${guests
            .filter((one) => one.id !== id)
            .map(({ name }) => name)
            .join(', ')}.`,
          state.purpose,
          agendaOf(state)
            .map(({ text }) => `- ${text}`)
            .join('\n'),
          ...(state.document === null
            ? []
            : [`There is something to read beforehand: see #${number}. What is settled in writing by then needs no meeting.`]),
        ]
          .filter((one) => one !== '')
          .join('\n\n'),
        // In their hours, unless it would come too late.
        notBefore: working < state.from ? working : at,
      });
    }
  },
});
