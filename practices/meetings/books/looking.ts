import type { Directory } from '#kernel/actors/directory.ts';
import type { ActorId } from '#kernel/stream/event.ts';
import { audited, type Audited } from '../audit/audit.ts';
import type { Given } from '../audit/people.ts';
import type { AuditSettings } from '../audit/settings.ts';
import { RULES } from '../advisor/rules.ts';
import type { Details } from '../calendar.ts';

/** Who takes part in a series, as far as its calendar names them. */
export interface Attendance {
  readonly series: string;
  /** As calendars call it; null: single meetings of one title. */
  readonly uid: string | null;
  /** Those who are here, whoever asks left out. */
  readonly people: readonly ActorId[];
  /** How many others there are whom nobody here knows. */
  readonly others: number;
  /** Whether whoever asks invites to it. */
  readonly mine: boolean;
}

/** What an audit finds, and who of the organization is in what it advises. */
export const lookAt = (
  calendars: readonly Given[],
  settings: AuditSettings,
  directory: Directory,
): Audited & { readonly attendance: readonly Attendance[] } => {
  const found = audited(calendars, settings, RULES);
  const byMail = peopleByMail(directory);
  const attendance = found.report.advice.items.flatMap(({ series }) => {
    const details = found.said.get(series);
    return details ? [{ series, ...attendanceOf(series, details, settings.me, byMail) }] : [];
  });
  return { ...found, attendance };
};

export const peopleByMail = ({ actors }: Pick<Directory, 'actors'>): ReadonlyMap<string, ActorId> =>
  new Map(
    [...actors.values()].flatMap(({ id, kind, status, mail }) =>
      kind === 'person' && status === 'active' && mail !== undefined ? [[mail.toLowerCase(), id] as const] : [],
    ),
  );

export const attendanceOf = (
  series: string,
  { attendees, organizer }: Pick<Details, 'attendees' | 'organizer'>,
  me: string | null,
  byMail: ReadonlyMap<string, ActorId>,
): Omit<Attendance, 'series'> => {
  const there = attendees.filter(({ is, answer, mail }) => is === 'person' && answer !== 'declined' && mail !== me);
  const mails = new Set(
    [...there.map(({ mail }) => mail), organizer?.mail ?? null].filter((mail) => mail !== null && mail !== me),
  );
  const people = [...mails].flatMap((mail) => byMail.get(mail ?? '') ?? []);
  const nameless = there.filter(({ mail }) => mail === null).length;
  return {
    uid: series.startsWith('once:') ? null : series,
    people: [...new Set(people)],
    others: mails.size - people.length + nameless,
    mine: organizer?.mail === me && me !== null,
  };
};
