import type { ActorId } from '#kernel/stream/event.ts';
import type { ConversionState } from './conversion.ts';

/** The `ask` of a round to everybody who met. */
export const roundData = (
  { title, question, space }: Pick<ConversionState, 'title' | 'question' | 'space'>,
  people: readonly ActorId[],
  round: number,
) => {
  const [to = '', ...others] = people;
  return {
    title: round === 1 ? title : `${title} (${round})`,
    question,
    to,
    ...(others.length > 0 && { others }),
    urgent: false,
    space,
    audience: space === null ? people : null,
    blocks: [],
  };
};
