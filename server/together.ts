import { coalesce } from '#store/coalesce.ts';
import type { Question } from './route.ts';

type Numbered = { readonly n: number };

/**
 * Asks questions that are the same but for what they ask of in one statement, if they come at one moment. [safety] Each gets the rows that
 * bear its number, and no others.
 */
export const together = (ask: (question: Question) => Promise<readonly Numbered[]>) => {
  const byName = new Map<string, (one: string) => Promise<readonly Numbered[]>>();
  const asker = (question: Question) =>
    coalesce<string, readonly Numbered[]>({
      key: (one) => one,
      atOnce: 1,
      answer: async (ones) => {
        const rows = Map.groupBy(await ask({ ...question, values: [`[${ones.join(',')}]`] }), ({ n }) => n);
        return ones.map((_, index) => rows.get(index + 1) ?? []);
      },
    });
  return (question: Question): Promise<readonly Numbered[]> => {
    const known = byName.get(question.name) ?? asker(question);
    byName.set(question.name, known);
    return known(String(question.values[0]).slice(1, -1));
  };
};
