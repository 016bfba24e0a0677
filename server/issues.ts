import { z } from 'zod';
import type { FieldError, RequestRefusal } from './errors.ts';

type Issue = z.core.$ZodIssue;
type Part = 'params' | 'query' | 'body';

/** A body's fields are pointed at as they are (`/window/each`); those of the address with the part before them (`/query/limit`). */
export const refusalOfIssues = (part: Part, issues: readonly Issue[], schema: z.ZodType): RequestRefusal => {
  const errors = issues.flatMap((issue) => errorsOf(issue, part === 'body' ? [] : [part], schema));
  const [first] = errors;
  if (!first) return { refused: true, code: 'invalid-request', message: 'The request is not as this address takes it.' };
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const where = first.pointer === '' ? 'The body' : `"${first.pointer.slice(1)}"`;
  return {
    refused: true,
    code: 'invalid-request',
    message: `${where} ${first.detail}${more}. Nothing was written.`,
    field: first.pointer,
    ...(first.accepted === undefined ? {} : { accepted: first.accepted }),
    errors: errors.slice(0, 20),
  };
};

const errorsOf = (issue: Issue, before: readonly PropertyKey[], schema: z.ZodType): readonly FieldError[] => {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => ({
      pointer: pointerOf([...before, ...issue.path, key]),
      detail: 'is not a field that is known here',
      ...(known ? { accepted: known } : {}),
    }));
  }
  if (issue.code === 'invalid_union') {
    const nearest = nearestBranch(issue.errors);
    if (nearest) return nearest.flatMap((inner) => errorsOf(inner, [...before, ...issue.path], z.unknown()));
    const ways = [...new Set(issue.errors.flatMap(([inner]) => (inner ? (acceptedOf(inner) ?? []) : [])))];
    if (ways.length > 0)
      return [
        { pointer: pointerOf([...before, ...issue.path]), detail: 'is not of the accepted form', accepted: ways.join(', or ') },
      ];
  }
  const accepted = acceptedOf(issue);
  return [
    { pointer: pointerOf([...before, ...issue.path]), detail: detailOf(issue), ...(accepted === undefined ? {} : { accepted }) },
  ];
};

/** RFC 6901. */
const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Of a union's branches the one that came furthest, or whose kind at least it was; with none ahead, each says what it would have taken. */
const nearestBranch = (branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined => {
  const depth = (branch: readonly Issue[]): number => Math.max(0, ...branch.map((issue) => issue.path.length));
  const deepest = branches.toSorted((one, other) => depth(other) - depth(one))[0];
  if (deepest && depth(deepest) > 0) return deepest;
  const ofItsKind = branches.filter(([issue]) => issue && issue.code !== 'invalid_type' && issue.code !== 'invalid_value');
  return ofItsKind.length === 1 ? ofItsKind[0] : undefined;
};

const WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  record: 'an object',
  null: 'null',
};

const detailOf = (issue: Issue): string => {
  // A sentence that the schema itself gives is better than a general one.
  if (!/^(Invalid|Too|Unrecognized|Expected)\b/.test(issue.message)) return issue.message;
  if (issue.code === 'invalid_type')
    return issue.input === undefined && issue.message.endsWith('undefined')
      ? 'is missing'
      : `must be ${WORDS[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value') return `must be ${issue.values.length === 1 ? 'this value' : 'one of these values'}`;
  if (isEmpty(issue)) return 'must not be empty';
  if (issue.code === 'too_small') return `must be at least ${amount(issue.minimum, issue.origin)}`;
  if (issue.code === 'too_big') return `must be at most ${amount(issue.maximum, issue.origin)}`;
  if (issue.code === 'invalid_format') return `must be written like ${EXAMPLES[issue.format] ?? issue.format}`;
  return 'is not of the accepted form';
};

/** A text that must have something in it: an amount of characters would say less. */
const isEmpty = (issue: Issue): boolean => issue.code === 'too_small' && issue.origin === 'string' && Number(issue.minimum) === 1;

const amount = (limit: number | bigint, origin: string): string => {
  const one = Number(limit) === 1;
  const unit = origin === 'string' ? ` character${one ? '' : 's'}` : origin === 'array' ? ` item${one ? '' : 's'}` : '';
  return `${limit.toLocaleString('en')}${unit}`;
};

const acceptedOf = (issue: Issue): string | undefined => {
  if (issue.code === 'invalid_type') return WORDS[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value')
    return issue.values.map((value) => (typeof value === 'string' ? value : String(value))).join(', ');
  if (isEmpty(issue)) return undefined;
  if (issue.code === 'too_small') return `at least ${amount(issue.minimum, issue.origin)}`;
  if (issue.code === 'too_big') return `at most ${amount(issue.maximum, issue.origin)}`;
  if (issue.code === 'invalid_format') return EXAMPLES[issue.format] ?? issue.pattern;
  return undefined;
};

const EXAMPLES: Readonly<Record<string, string>> = {
  uuid: '0b5f6c1e-93d4-4c5a-8a51-6d5b6a3c9a10',
  datetime: '2026-03-27T09:00:00Z',
  date: '2026-03-27',
  email: 'ines@northwind.example',
  url: 'https://example.org/page',
};

const knownKeys = (schema: z.ZodType, path: readonly PropertyKey[]): string | undefined => {
  let at: unknown = schema;
  for (const step of path) {
    while (at instanceof z.ZodOptional || at instanceof z.ZodNullable || at instanceof z.ZodDefault) at = at.unwrap();
    if (at instanceof z.ZodObject) at = at.shape[String(step)];
    else if (at instanceof z.ZodArray) at = at.element;
    else return undefined;
  }
  while (at instanceof z.ZodOptional || at instanceof z.ZodNullable || at instanceof z.ZodDefault) at = at.unwrap();
  return at instanceof z.ZodObject ? Object.keys(at.shape).join(', ') : undefined;
};
