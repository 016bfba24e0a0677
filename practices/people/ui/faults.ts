import type { FieldError } from '#web/ui/field.tsx';
import { fieldError } from '#web/ui/notes.tsx';
import type { ProblemLike } from '#web/ui/notes.tsx';

const pointersOf = (problem: ProblemLike | null): readonly string[] =>
  problem === null
    ? []
    : problem.errors && problem.errors.length > 0
      ? problem.errors.map(({ pointer }) => pointer)
      : problem.field === undefined
        ? []
        : [problem.field];

const isUnder = (pointer: string, field: string): boolean => pointer === field || pointer.startsWith(`${field}/`);

/** What is wrong in a field or in any part of it: `/hours/week/mon` belongs to `/hours/week`. */
export const errorUnder = (problem: ProblemLike | null, field: string): FieldError | undefined => {
  const pointer = pointersOf(problem).find((one) => isUnder(one, field));
  return pointer === undefined ? undefined : fieldError(problem, pointer);
};

/** The pointers of a problem that the fields of a form show already. */
export const shownUnder = (problem: ProblemLike | null, fields: readonly string[]): readonly string[] =>
  pointersOf(problem).filter((pointer) => fields.some((field) => isUnder(pointer, field)));
