import { nameOf, textOf } from '#kernel/actors/names.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Data } from './commands.ts';
import type { Document, Prepared, Question } from './events.ts';

/** Of a purpose or an answer, in characters. */
export const LONGEST_TEXT = 4_000;
export const LONGEST_TITLE = 300;
const LONGEST_QUESTION = 500;
const LONGEST_ADDRESS = 2_000;

export const titleOf = (title: string): Result<string> => nameOf(title, '/title', LONGEST_TITLE);

/** What somebody may say; nothing becomes null. */
export const optionalText = (text: string | undefined, field: string): Result<string | null> =>
  text === undefined || text.trim() === '' ? ok(null) : textOf(text, field, LONGEST_TEXT);

/** What was prepared. A question of the same words as one before keeps what was said to it. */
export const preparedFrom = (
  { purpose: said, questions: lines, document: given }: Pick<Data<'prepare'>, 'purpose' | 'questions' | 'document'>,
  before: readonly Question[],
): Result<Prepared> => {
  const purpose = optionalText(said, '/purpose');
  if (purpose.refused) return purpose;
  const document = documentFrom(given);
  if (document.refused) return document;
  const questions: Question[] = [];
  let fresh = before.reduce((most, { id }) => Math.max(most, id), 0);
  for (const [index, line] of lines.entries()) {
    const text = nameOf(line, `/questions/${index}`, LONGEST_QUESTION);
    if (text.refused) return text;
    if (questions.some((one) => one.text === text.ok))
      return refuse('named-twice', 'This question stands here twice.', { field: `/questions/${index}` });
    const known = before.find((one) => one.text === text.ok);
    questions.push(known ?? { id: (fresh += 1), text: text.ok, settled: null });
  }
  return ok({ purpose: purpose.ok ?? '', document: document.ok, questions });
};

const documentFrom = (given: Data<'prepare'>['document']): Result<Document | null> => {
  if (given === null || 'artifact' in given) return ok(given);
  const address = URL.canParse(given.address.trim()) ? new URL(given.address.trim()) : null;
  if (address === null || !['http:', 'https:'].includes(address.protocol) || address.href.length > LONGEST_ADDRESS)
    return refuse('not-an-address', 'This is no address that a browser opens.', {
      field: '/document',
      accepted: '#142 for something here, or an address like https://docs.northwind.example/plan',
    });
  return ok({ address: address.href });
};
