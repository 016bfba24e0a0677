import type { Sentence } from '#kernel/stream/sentence.ts';
import type { AcknowledgementEvent } from './acknowledgement.ts';
import type { PageEvent } from './page.ts';
import type { ShareEvent } from './sharing/share.ts';

export const pageSentence: Sentence<PageEvent> = ({ body, by, artifact }, names) => {
  const [who, what] = [names.actor('for' in body && body.for !== undefined ? body.for : by), names.artifact(artifact)];
  switch (body.type) {
    case 'page-created':
      return body.from === null ? `${who} published ${what}.` : `${who} imported ${what}.`;
    case 'page-revised':
      return `${who} revised ${what}: ${beginning(body.reason)}`;
    case 'page-moved':
      return because(`${who} moved ${what}`, body.reason);
    case 'page-verified':
      return `${who} verified ${what}: it still holds.`;
    case 'page-found-wanting':
      return `${who} says that ${what} needs work.`;
    case 'page-archived':
      return because(`${who} archived ${what}`, body.reason);
    case 'page-unarchived':
      return `${who} brought ${what} back.`;
    case 'page-deleted':
      return because(`${who} deleted ${what}`, body.reason);
    case 'page-links-found':
    case 'page-restricted':
    case 'page-owned':
    case 'page-names-noted':
    case 'page-verification-set':
    case 'page-verification-asked':
    case 'page-verification-lapsed':
    case 'page-verification-moved':
    case 'page-scheduled':
    case 'page-schedule-came':
      return null;
    default:
      return body satisfies never;
  }
};

/** Of which the feed never tells: nobody looks them up. */
export const pageSilence = [
  'page-links-found',
  'page-restricted',
  'page-owned',
  'page-names-noted',
  'page-verification-set',
  'page-verification-asked',
  'page-verification-lapsed',
  'page-verification-moved',
  'page-scheduled',
  'page-schedule-came',
] as const satisfies readonly PageEvent['type'][];

export const acknowledgementSentence: Sentence<AcknowledgementEvent> = ({ body, by, artifact }, names) => {
  if (body.type !== 'acknowledgement-asked') return null;
  const many = Object.keys(body.asked).length;
  return `${names.actor(by)} asked ${many === 1 ? 'somebody' : `${many} people`} to read ${names.artifact(artifact)}.`;
};

export const shareSentence: Sentence<ShareEvent> = ({ body, by }, names) =>
  body.type === 'page-shared'
    ? `${names.actor(by)} made a link by which people outside may read ${names.artifact(body.page)}.`
    : `${names.actor(by)} took back a link to ${names.artifact(body.page)}.`;

/** [privacy] Who has read what is between the one who asked and the one who was asked. */
export const acknowledgementSilence = [
  'page-acknowledged',
  'acknowledgement-asked-again',
  'acknowledgement-lapsed',
  'acknowledgement-followed',
  'acknowledgement-moved',
  'acknowledgement-withdrawn',
] as const satisfies readonly AcknowledgementEvent['type'][];

/** What was done, and why as far as they said. */
const because = (done: string, reason = ''): string => (reason.trim() === '' ? `${done}.` : `${done}: ${beginning(reason)}`);

const beginning = (reason: string): string => {
  const line = [...(reason.split('\n', 1)[0] ?? '').trim()];
  const short = line.length > 140 ? `${line.slice(0, 139).join('')}…` : line.join('');
  return /[.!?…]$/.test(short) ? short : `${short}.`;
};
