import { loudIn, newsIn, owedIn, pathOf, start, things, timeFor, type News, type Owed, type Reader } from './letter.ts';
import type { DueRow } from './queries.ts';

/** What a device shows: a title, a sentence, and where to go on. */
export interface Glance {
  readonly title: string;
  readonly body: string;
  /** Below the address of the web app. */
  readonly path: string;
}

type At = Omit<Reader, 'origin'>;

/**
 * Everything that somebody is told at one moment, at a glance; null when there is nothing left to tell. Devices show it to whoever
 * stands by: titles and names only, nothing of what anybody wrote below them.
 */
export const glanceOf = (rows: readonly DueRow[], reader: At): Glance | null => {
  const owed = owedIn(rows);
  const news = newsIn(rows, reader);
  const glance = owed.length > 0 ? ofOwed(owed, news.length, reader) : ofNews(news);
  if (glance === null) return null;
  const loud = loudIn(rows, owed);
  return {
    title: shortened(`${loud === null ? '' : 'Urgent: '}${glance.title}`, LONGEST_TITLE),
    body: shortened(`${loud === null ? '' : `At once, because ${loud}. `}${glance.body}`, LONGEST_BODY),
    path: glance.path,
  };
};

const ofOwed = (owed: readonly Owed[], news: number, reader: At): Glance | null => {
  const [one, other] = owed;
  if (!one) return null;
  return other
    ? { title: `${things(owed.length)} for you`, body: allIn(owed, news, reader), path: '/' }
    : { title: start(one.why), body: askedIn(one, reader), path: pathOf(one.subject) };
};

const ofNews = (news: readonly News[]): Glance | null => {
  const [one, other] = news;
  if (!one) return null;
  return other
    ? { title: `${news.length} things happened`, body: one.line, path: '/' }
    : { title: `“${one.subject.title}”`, body: one.line, path: pathOf(one.subject) };
};

const askedIn = ({ asker, minutes, due, otherwise }: Owed, reader: At): string => {
  const by =
    asker === null || asker === reader.actor ? 'About' : `${reader.directory.actors.get(asker)?.name ?? 'Somebody'} asks: about`;
  return `${by} ${minutes} minutes, ${due === null ? 'its clock stands still' : `by ${timeFor(due, reader)}, else ${otherwise}`}.`;
};

const allIn = (owed: readonly Owed[], news: number, reader: At): string => {
  const minutes = owed.reduce((sum, one) => sum + one.minutes, 0);
  const due = owed[0]?.due ?? null;
  const first = due === null ? '' : `, the first by ${timeFor(due, reader)}`;
  const more = news === 0 ? '' : news === 1 ? ', and one thing happened' : `, and ${news} things happened`;
  return `About ${minutes} minutes in all${first}${more}.`;
};

/** In characters. With these the whole stays below 3 kB, whatever the script: push services take 4 kB, sealed. */
const LONGEST_TITLE = 150;
const LONGEST_BODY = 350;

const shortened = (text: string, most: number): string => {
  const characters = [...text.replace(/[\p{Cc}\s]+/gu, ' ').trim()];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : characters.join('');
};
