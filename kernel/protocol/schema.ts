import {
  EFFECTS,
  EVENT,
  FLOOR,
  FRACTION,
  ID,
  LEASE,
  MAX_STEPS,
  NAME,
  OBJECTION,
  PROTOCOL,
  ROLE,
  STAY,
  STEP,
  type Field,
  type Form,
  type Table,
} from './grammar.ts';

type Json = Readonly<Record<string, unknown>>;

const DURATION = '(\\d{1,9}(\\.\\d{1,3})?(m|h|d|w|wh)|\\d{1,9}wd)';
const SOME_DURATION = `(?!0+(\\.0+)?[a-z])${DURATION}`;
const POINT = '((mon|tue|wed|thu|fri|sat|sun|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\\s+)?([01]?\\d|2[0-3]):[0-5]\\d(\\s+in\\s+\\S+)?';
const END = `(0|${DURATION}|${POINT})`;
/** Not every editor knows `\\p{L}`. */
const spelt = ({ source }: RegExp): string => source.replaceAll('\\p{L}', 'A-Za-z\u00c0-\uffff').replaceAll('\\p{N}', '0-9');
const ROLE_NAME = spelt(ROLE).slice(1, -1);

const text = (pattern: string, more: Json = {}): Json => ({ type: 'string', pattern, ...more });
const oneOrMany = (one: Json): Json => ({ anyOf: [one, { type: 'array', minItems: 1, items: one }] });
const WHO: Json = { type: 'string', minLength: 1, maxLength: 2_000, pattern: spelt(/^[\s(]*@?[\p{L}_]/u) };
/** CEL; `true` and `false` need no quotes. */
const CEL: Json = { anyOf: [{ type: 'string', minLength: 1, maxLength: 2_000 }, { type: 'boolean' }] };

/** What ballots name; a year needs no quotes. */
const OPTION: Json = { anyOf: [{ type: 'string', minLength: 1, maxLength: 200 }, { type: 'number' }, { type: 'boolean' }] };

const FORMS: Readonly<Record<Exclude<Form, 'word' | 'words' | 'count'>, Json>> = {
  id: text(ID.source, { maxLength: 100 }),
  trigger: { anyOf: [text(EVENT.source), text('^schedule:.*\\d{1,2}:\\d{2}')] },
  condition: CEL,
  truth: { type: 'boolean' },
  name: text(spelt(NAME)),
  role: text(`^@?${ROLE_NAME}$`),
  roles: oneOrMany(text(`^@?${ROLE_NAME}$`)),
  names: oneOrMany({ type: 'string', minLength: 1 }),
  who: oneOrMany(WHO),
  roster: oneOrMany(WHO),
  window: {
    anyOf: [text(`^${SOME_DURATION}$|^${POINT}$|^${END}\\s*\\.\\.\\s*(${SOME_DURATION}|${POINT})$`), text('[?\'"(]')],
  },
  expression: CEL,
  working: text(`^(?!0)\\d{1,9}((\\.\\d{1,3})?wh|wd)$`),
  duration: text(`^${SOME_DURATION}$`),
  remind: { anyOf: [text(FRACTION.source), text(`^(0|${DURATION})$`)] },
  otherwise: text(
    `^(proceed|lapse|release|reroute|reroute:\\s*([1-9]|1\\d|20|${ROLE_NAME})|(escalate|goto|back|open):\\s*${ROLE_NAME})$`,
  ),
  after: text(spelt(NAME)),
  method: text('^(condorcet|ranked|(score|dot)(:\\s*[1-9]\\d{0,3})?)$'),
  option: OPTION,
  options: {
    anyOf: [
      { type: 'array', minItems: 1, maxItems: 50, uniqueItems: true, items: OPTION },
      { type: 'string', minLength: 1 },
    ],
  },
  effect: text(`^(block|count|record|back:\\s*${ROLE_NAME})$`),
  stay: { anyOf: [text(`^${SOME_DURATION}$`), { $ref: '#/definitions/stay' }] },
  steps: { type: 'array', minItems: 1, maxItems: MAX_STEPS, items: { $ref: '#/definitions/step' } },
  objection: { anyOf: [text(`^(block|count|record|back:\\s*${ROLE_NAME})$`), { $ref: '#/definitions/objection' }] },
  lease: { $ref: '#/definitions/lease' },
  floor: { $ref: '#/definitions/floor' },
  effects: { $ref: '#/definitions/effects' },
};

const propertyOf = ({ form, says, words, count, eg }: Field): Json => {
  const shape: Json =
    form === 'word'
      ? { type: 'string', enum: words }
      : form === 'words'
        ? oneOrMany({ type: 'string', enum: words })
        : form === 'count'
          ? { type: 'integer', minimum: count?.[0] ?? 0, maximum: count?.[1] ?? 100 }
          : FORMS[form];
  return { description: says, ...(eg === undefined ? {} : { examples: [eg] }), ...shape };
};

const objectOf = (table: Table): Json => {
  const required = Object.entries(table).flatMap(([key, { needed }]) => (needed ? [key] : []));
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(Object.entries(table).map(([key, field]) => [key, propertyOf(field)])),
  };
};

/** [P1] The grammar as a JSON Schema (draft 7, which editors read), made from the tables by which protocols are read. */
export const protocolSchema = (): Json => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A protocol of Proceed',
  description: 'Who is asked, how long they have, what passes, and what happens when nobody answers.',
  ...objectOf(PROTOCOL),
  oneOf: [{ required: ['steps'] }, { required: ['lease'] }],
  definitions: {
    step: objectOf(STEP),
    objection: objectOf(OBJECTION),
    stay: objectOf(STAY),
    lease: objectOf(LEASE),
    floor: objectOf(FLOOR),
    effects: objectOf(EFFECTS),
  },
});
