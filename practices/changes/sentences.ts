import { isRunEvent } from '#kernel/protocol/run-event.ts';
import type { Sentence, Silent } from '#kernel/stream/sentence.ts';
import { runSentence, runSilence } from '#practices/protocols';
import type { ChangeEvent } from './events.ts';

export const changeSentence: Sentence<ChangeEvent> = (event, names) => {
  const { body, by } = event;
  const it = names.artifact(event.artifact);
  if (isRunEvent(body)) return runSentence({ ...event, body }, names);
  switch (body.type) {
    case 'change-opened':
      return `${body.seen.snapshot.login} proposed ${it} to ${body.repositoryName}.`;
    case 'change-shipped':
      return body.alone ? `${it} shipped at once.` : `${it} shipped.`;
    case 'change-closed':
      return `${it} was closed and is not merged.`;
    case 'change-reverted':
      return body.by === null ? `${it} was reverted.` : `${it} was reverted by ${names.artifact(body.by)}.`;
    case 'sample-asked':
      return `${names.actor(body.asked)} was asked to look at ${it}, which shipped without anybody’s word.`;
    case 'sample-answered':
      return `${names.actor(by)} looked at ${it}: ${FOUND[body.found]}.`;
    case 'sample-called-off':
      return `${it} need not be looked at afterwards.`;
    case 'sample-lapsed':
      return `Nobody looked at ${it} afterwards.`;
    case 'round-failed':
      return `Nobody could be asked about ${it}: ${body.because}`;
    case 'change-seen':
    case 'people-known':
    case 'change-said':
    case 'change-looked':
    case 'checks-seen':
    case 'round-opened':
    case 'stance-brought':
    case 'sample-moved':
    case 'names-noted':
    case 'words-said':
      return null;
    default:
      return body satisfies never;
  }
};

const FOUND = { sound: 'it is sound', better: 'it could be better', faulty: 'something has to be mended' } as const;

/** Of which the feed never tells. */
export const changeSilence = [
  ...runSilence,
  ...(['change-seen', 'people-known', 'change-said', 'change-looked', 'checks-seen', 'round-opened'] as const),
  ...(['stance-brought', 'sample-moved', 'names-noted', 'words-said'] as const),
] as const satisfies readonly Silent<ChangeEvent['type']>[];
