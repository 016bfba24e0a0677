import type { Sentence } from '#kernel/stream/sentence.ts';
import type { PlanEvent } from './events.ts';

export const planSentence: Sentence<PlanEvent> = ({ body, by, artifact }, names) => {
  const who = names.actor(by);
  const it = names.artifact(artifact);
  switch (body.type) {
    case 'plan-drafted':
      return `${who} began ${it}.`;
    case 'plan-revised':
      return `${who} changed ${it}.`;
    case 'story-proposed':
      return `${who} proposed “${body.body.title}” for ${it}.`;
    case 'story-left-out':
      return `A story was left out of ${it}.`;
    case 'story-taken-in':
      return `A story was taken into ${it} again.`;
    case 'plan-opened':
      return `${who} asked those who plan to read ${it}.`;
    case 'plan-read':
      return `${who} has read ${it}.`;
    case 'concern-raised':
      return `${who} raised something about a story of ${it}.`;
    case 'concern-settled':
      return `${who} settled what was open about a story of ${it}.`;
    case 'settling-began':
      return body.open.length === 1
        ? `One story of ${it} is open still.`
        : `${body.open.length} stories of ${it} are open still.`;
    case 'plan-held':
      return `${it} holds${body.met ? '' : ', without a meeting'}: ${body.stories.length === 1 ? 'one story becomes a task' : `${body.stories.length} stories become tasks`}.`;
    case 'plan-withdrawn':
      return `${who} withdrew ${it}.`;
    case 'story-revised':
    case 'reader-asked':
    case 'reader-moved':
    case 'reader-lapsed':
      return null;
    default:
      return body satisfies never;
  }
};

/** Of which the feed never tells. */
export const planSilence = [
  'story-revised',
  'reader-asked',
  'reader-moved',
  'reader-lapsed',
] as const satisfies readonly PlanEvent['type'][];
