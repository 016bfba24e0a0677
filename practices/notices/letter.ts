import type { Directory } from '#kernel/actors/directory.ts';
import { zoneAt } from '#kernel/time/calendar.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { placeOf } from '#kernel/time/place.ts';
import { newsOf } from './news.ts';
import type { DueRow, OwedRow } from './queries.ts';

export interface Words {
  readonly subject: string;
  readonly body: string;
}

export interface Reader {
  readonly actor: ActorId;
  readonly directory: Directory;
  readonly now: Instant;
  /** Where the web app is, without a slash at the end. */
  readonly origin: string;
}

type Subject = NonNullable<DueRow['subject']>;

export interface Owed extends OwedRow {
  readonly subject: Subject;
}

/** Everything that somebody is told at one moment, as one mail; null when there is nothing left to tell. */
export const letterOf = (rows: readonly DueRow[], reader: Reader): Words | null => {
  const owed = owedIn(rows);
  const news = newsIn(rows, reader, true);
  if (owed.length + news.length === 0) return null;
  const name = reader.directory.actors.get(reader.actor)?.name ?? '';
  const loud = loudIn(rows, owed);
  const minutes = owed.reduce((sum, one) => sum + one.minutes, 0);
  const parts = [
    `${name},`,
    ...(loud ? [`this comes at once, at whatever hour, because ${loud}.`] : []),
    ...(owed.length > 0
      ? [`${things(owed.length)} for you, about ${minutes} minutes in all.`, ...owed.map((one) => owedLines(one, reader))]
      : []),
    ...(news.length > 0
      ? [
          owed.length > 0 ? 'And this happened:' : 'This happened:',
          ...news.map(({ line, subject }) => `${line}\n  ${addressOf(subject, reader)}`),
        ]
      : []),
    ...(owed.some(({ due }) => due !== null) ? [`Times are those of ${placeOf(zoneOf(reader))}.`] : []),
    `Mails come when you can be reached: in your working hours, outside of focus, together. To have them otherwise, or not at all:\n${reader.origin}/settings/notices`,
  ];
  return { subject: `${loud ? 'Urgent: ' : ''}${subjectLine(owed, news, reader)}`, body: `${parts.join('\n\n')}\n` };
};

/** Why it comes at whatever hour, if what a protocol calls urgent is still asked. */
export const loudIn = (rows: readonly DueRow[], owed: readonly Owed[]): string | null =>
  rows.find((row) => row.loud !== null && owed.some(({ subject }) => subject.id === row.subject?.id))?.loud ?? null;

/** Each await once, however many notices name it; what is due first, first. */
export const owedIn = (rows: readonly DueRow[]): readonly Owed[] => {
  const found = new Map<string, Owed>();
  for (const { about, subject, awaits } of rows) {
    if (subject === null || about === 'outcome' || about === 'mention' || about === 'watched') continue;
    for (const one of awaits) found.set(`${subject.id} ${one.key}`, { ...one, subject });
  }
  return [...found.values()].toSorted((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity));
};

export interface News {
  readonly line: string;
  readonly subject: Subject;
}

/** `quoting`: with the beginning of what somebody wrote. */
export const newsIn = (rows: readonly DueRow[], { directory }: Pick<Reader, 'directory'>, quoting = false): readonly News[] =>
  rows.flatMap((row) => {
    const line = newsOf(row, directory, quoting);
    return line === null || row.subject === null ? [] : [{ line, subject: row.subject }];
  });

const owedLines = ({ why, asker, minutes, due, otherwise, subject }: Owed, reader: Reader): string => {
  const by =
    asker === null || asker === reader.actor ? '' : `asked by ${reader.directory.actors.get(asker)?.name ?? 'somebody'}, `;
  const until = due === null ? 'its clock stands still' : `by ${timeFor(due, reader)}, else ${otherwise}`;
  return `${start(why)} (#${subject.number})\n  ${by}about ${minutes} minutes, ${until}\n  ${addressOf(subject, reader)}`;
};

const subjectLine = (owed: readonly Owed[], news: readonly News[], reader: Reader): string => {
  const [one] = owed;
  if (owed.length > 1) return `${things(owed.length)} for you`;
  if (one) return `${start(one.why)}${one.due === null ? '' : `, by ${timeFor(one.due, reader)}`}`;
  return news.length === 1 ? (news[0]?.line ?? '') : `${news.length} things happened`;
};

export const things = (count: number): string => (count === 1 ? 'One thing waits' : `${count} things wait`);

export const start = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

const addressOf = (subject: Subject, { origin }: Reader): string => `${origin}${pathOf(subject)}`;

export const pathOf = ({ kind, number }: Pick<Subject, 'kind' | 'number'>): string => `/${kind}s/${number}`;

/** On the reader's own clocks: `15:00` today, else `Thu 26 March, 11:00`. */
export const timeFor = (at: Instant, reader: Omit<Reader, 'origin'>): string => {
  const { now } = reader;
  const zone = zoneOf(reader);
  const [then, today] = [at, now].map((moment) => Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone));
  const clock = then?.toPlainTime().toString({ smallestUnit: 'minute' }) ?? '';
  if (!then || !today || then.toPlainDate().equals(today.toPlainDate())) return clock;
  return `${then.toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'long' }).replace(',', '')}, ${clock}`;
};

const zoneOf = ({ actor, directory, now }: Omit<Reader, 'origin'>): string =>
  zoneAt(directory.actors.get(actor)?.calendars ?? [], now);
