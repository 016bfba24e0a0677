import { expect, it } from 'vitest';
import { z } from 'zod';
import { refusalOfIssues } from './issues.ts';

const refusal = (schema: z.ZodType, input: unknown) =>
  refusalOfIssues('body', schema.safeParse(input, { reportInput: true }).error?.issues ?? [], schema);
const either = z.strictObject({ mon: z.union([z.string(), z.array(z.string()).max(3)]) });

it('what may be of several forms is told each of them', () => {
  expect(refusal(either, { mon: 7 })).toMatchObject({ field: '/mon', accepted: 'a text, or a list' });
});

it('what is of one of them, and wrong in it, is told what is wrong', () => {
  expect(refusal(either, { mon: ['a', 'b', 'c', 'd'] })).toMatchObject({
    message: '"mon" must be at most 3 items. Nothing was written.',
    field: '/mon',
    accepted: 'at most 3 items',
    errors: [{ pointer: '/mon', detail: 'must be at most 3 items' }],
  });
  expect(refusal(either, { mon: ['a', 7] })).toMatchObject({ field: '/mon/1', accepted: 'a text' });
});

it('an empty text is told that it must not be empty, and no amount of characters', () => {
  const plain = z.strictObject({ question: z.string().min(1) });
  const { message, accepted, errors } = refusal(plain, { question: '' });
  expect(message).toBe('"question" must not be empty. Nothing was written.');
  expect(accepted).toBeUndefined();
  expect(errors).toEqual([{ pointer: '/question', detail: 'must not be empty' }]);
});
