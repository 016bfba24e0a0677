import { lineOf, nameOf, textOf } from '#kernel/actors/names.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import type { TaskBody } from './state.ts';

export const LONGEST_TITLE = 300;
export const LONGEST_TEXT = 20_000;
export const LONGEST_LINE = 1000;
const LONGEST_WORD = 80;
/** A month of work is a goal, not a task. */
const MOST_MINUTES = 30 * 8 * 60;

/** What may be said: nothing is an empty text. */
export const wordsOf = (text: string, field: string): Result<string> =>
  text.trim() === '' ? ok('') : textOf(text, field, LONGEST_TEXT);

/** What must be said. */
export const sentenceOf = (text: string, field: string): Result<string> => textOf(text, field, LONGEST_TEXT);

/** The parts of a task that were given, as they are kept; the first fault otherwise. */
export const bodyOf = (given: Partial<TaskBody>): Result<Partial<TaskBody>> => {
  const faults: Refusal[] = [];
  const read = <T>(result: Result<T>, otherwise: T): T => {
    if (!result.refused) return result.ok;
    faults.push(result);
    return otherwise;
  };
  const { title, text, criteria, minutes, needs, context } = given;
  const kept: Partial<TaskBody> = {
    ...given,
    ...(title === undefined ? {} : { title: read(nameOf(title, '/title', LONGEST_TITLE), '') }),
    ...(text === undefined ? {} : { text: read(wordsOf(text, '/text'), '') }),
    ...(criteria === undefined
      ? {}
      : { criteria: criteria.map((one, at) => read(nameOf(one, `/criteria/${at}`, LONGEST_LINE), '')) }),
    ...(minutes === undefined ? {} : { minutes: read(sizeOf(minutes), 0) }),
    ...(needs === undefined
      ? {}
      : {
          needs: [
            ...new Set(needs.map((one, at) => read(nameOf(one, `/needs/${at}`, LONGEST_WORD), '').toLocaleLowerCase('en'))),
          ],
        }),
    ...(context === undefined ? {} : { context: read(lineOf(context, '/context', LONGEST_WORD), '') }),
  };
  return faults[0] ?? ok(kept);
};

const sizeOf = (minutes: number): Result<number> =>
  minutes >= 5 && minutes <= MOST_MINUTES
    ? ok(minutes)
    : refuse('size-out-of-range', 'A task takes between five minutes and a month of work. Split what is larger.', {
        field: '/minutes',
        accepted: `5 to ${MOST_MINUTES}`,
      });
