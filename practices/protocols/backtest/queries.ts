import type { Principal, Question } from '#server/route.ts';

/** What an artifact of a report is called now, as far as the reader may see it. */
export type Titled = {
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  readonly title: string;
};

export const titled = ({ org, keys }: Pick<Principal, 'org' | 'keys'>, ids: readonly string[]): Question => ({
  name: 'backtests.titled',
  text: `select id, kind, number::int, title from artifacts where org = $1 and id = any($3::uuid[]) and audience && $2::text[]`,
  values: [org, keys, ids],
  byKey: true,
});
