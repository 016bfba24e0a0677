import type { Directory } from '#kernel/actors/directory.ts';
import type { DueRow } from './queries.ts';

/**
 * What happened, as one line; null: it is told by what is asked, or there is nothing left to tell. `quoting`: with the beginning of what
 * somebody wrote.
 */
export const newsOf = (row: DueRow, directory: Directory, quoting: boolean): string | null => {
  const { about, subject, event, awaits } = row;
  if (subject === null) return null;
  const { body } = event;
  const who = directory.actors.get(event.by)?.name ?? 'Somebody';
  const title = `“${subject.title}”`;
  const quoted = quoting ? beginning : (): string => '.';
  switch (about) {
    case 'asked':
    case 'reminded':
      return null;
    case 'objection': {
      const at = typeof body['at'] === 'number' ? body['at'] : 0;
      // It asks its reader for an answer, which is told instead.
      if (awaits.some(({ opened }) => opened >= at)) return null;
      const { objection } = body as { readonly objection?: { readonly by: string; readonly reason: string | null } };
      const objector = directory.actors.get(objection?.by ?? '')?.name ?? who;
      return `${objector} objects to ${title}${quoted(objection?.reason)}`;
    }
    case 'outcome':
      return outcome(row, who, title, quoted);
    case 'mention':
      return `${who} mentions you in a comment on ${title}${quoted(body['body'])}`;
    case 'watched':
      if (event.type === 'page-revised') return `${who} changed ${title}${quoted(body['reason'])}`;
      return event.type === 'comment-written'
        ? `${who} comments on ${title}${quoted(body['body'])}`
        : outcome(row, who, title, quoted);
    default:
      return about satisfies never;
  }
};

const outcome = (
  { subject, event: { type, body } }: DueRow,
  who: string,
  title: string,
  quoted: (text: unknown) => string,
): string => {
  if (type === 'request-answered') return `${who} answered ${title}${quoted(body['text'])}`;
  if (type === 'resumed') return `${who} answered your question about ${title}. Your clock goes on.`;
  if (subject?.kind === 'request') return `Nobody answered ${title} in time.`;
  if (body['outcome'] === 'accepted')
    return body['byTime'] === true ? `${title} proceeds: nobody blocked it.` : `${title} is accepted.`;
  return `${title} is ${String(body['outcome'])}.`;
};

const SHOWN = 300;

/** The beginning of what somebody wrote, on one line. */
const beginning = (text: unknown): string => {
  if (typeof text !== 'string') return '.';
  const characters = [...text.replace(/\s+/gu, ' ').trim()];
  if (characters.length === 0) return '.';
  return `: ${characters.length > SHOWN ? `${characters.slice(0, SHOWN - 1).join('')}…` : characters.join('')}`;
};
