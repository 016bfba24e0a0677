import { isRunEvent } from '#kernel/protocol/run-event.ts';
import type { Sentence, Silent } from '#kernel/stream/sentence.ts';
import { runSentence, runSilence } from '../run-sentences.ts';
import type { StandingRunEvent } from './run.ts';

export const standingRunSentence: Sentence<StandingRunEvent> = (event, names) => {
  const { body, artifact, by } = event;
  if (isRunEvent(body)) return runSentence({ ...event, body }, names);
  switch (body.type) {
    case 'run-begun':
      return `${names.artifact(artifact)} began.`;
    case 'words-said':
      return body.to === null ? null : `${names.actor(by)} answered ${names.actor(body.to)}.`;
    case 'names-noted':
      return null;
    default:
      return body satisfies never;
  }
};

export const standingRunSilence = [...runSilence, 'names-noted'] as const satisfies readonly Silent<StandingRunEvent['type']>[];
