import { sql, type Kysely } from 'kysely';

/** What a list shows of a decision or a request, as JSON: put together when it changes, so that a page only strings it together. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const text = (column: string): string => `coalesce(quoted_json(${column}), 'null')`;
const word = (column: string): string => `coalesce('"' || ${column}::text || '"', 'null')`;
const value = (column: string): string => `coalesce((${column})::text, 'null')`;
const moment = (column: string): string => `coalesce('"' || moment_text(${column}) || '"', 'null')`;
const object = (fields: Readonly<Record<string, string>>): string =>
  `'{${Object.entries(fields)
    .map(([name, json]) => `"${name}":' || ${json}`)
    .join(" || ',")} || '}'`;

const decision = object({
  ...{
    id: word('id'),
    number: value('number'),
    title: text('title'),
    status: word('status'),
    space: word('space'),
    author: word('author'),
  },
  ...{ openedAt: moment('opened_at'), decidedAt: moment('closed_at'), dueAt: moment('due_at'), summary: value('summary') },
});

const request = object({
  ...{ id: word('id'), number: value('number'), title: text('title'), status: word('status'), space: word('space') },
  author: object({ id: word('author'), name: value(`summary->'author'`) }),
  to: object({ id: value(`summary->'to'`), name: value(`summary->'toName'`) }),
  ...{ urgent: value(`summary->'urgent'`), round: value(`summary->'round'`), answers: value(`summary->'answers'`) },
  ...{ suggestsCall: value(`summary->'suggestsCall'`), ending: value(`summary->'ending'`) },
  ...{ askedAt: moment('opened_at'), closedAt: moment('closed_at'), dueAt: moment('due_at'), updatedAt: moment('updated_at') },
});

const statements = [
  // Both give the same always; PostgreSQL only knows that of what they are made of for other formats and types.
  `create function moment_text(moment timestamptz) returns text language sql immutable parallel safe
   as $$ select to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$`,
  `create function quoted_json(words text) returns text language sql immutable parallel safe as $$ select to_json(words)::text $$`,
  `alter table artifacts add column line text generated always as (
     case when number > 0 then case kind when 'decision' then ${decision} when 'request' then ${request} end end) stored`,
] as const;
