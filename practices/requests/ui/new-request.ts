/** Another artifact, as a field shows it. */
export interface Named {
  readonly id: string;
  readonly words: string;
}

/** Who sees a request: whoever sees what waits for it, everybody, the two alone, or a space by its slug. */
export type Place = 'with' | 'all' | 'two' | `in ${string}`;

/** What the form holds. */
export interface NewRequest {
  readonly to: string | null;
  /** Asked beside them: a written round, which everybody answers. */
  readonly others: readonly string[];
  readonly question: string;
  readonly urgent: boolean;
  /** Null: as the address and what waits for it say. */
  readonly place: Place | null;
  readonly blocks: readonly Named[];
}

/** What `POST /api/requests` takes. */
export const bodyOf = (
  { others, question, urgent, blocks }: NewRequest,
  to: string | null,
  place: Place,
): Readonly<Record<string, unknown>> => ({
  to: to ?? '',
  ...(others.length === 0 ? {} : { others }),
  question,
  urgent,
  ...(blocks.length === 0 ? {} : { blocks: blocks.map(({ id }) => id) }),
  ...(place === 'with' ? {} : place === 'two' ? { audience: [] } : { space: spaceOf(place) }),
});

/** What `GET /api/requests/asking` is asked. */
export const foresightOf = ({ others, urgent, blocks }: NewRequest, to: string, place: Place) => {
  const [first] = blocks;
  const space = spaceOf(place);
  return {
    to,
    ...(others.length === 0 ? {} : { others: others.join(',') }),
    urgent: urgent ? ('true' as const) : ('false' as const),
    ...(space === null ? {} : { space }),
    ...(place === 'two' ? { audience: 'two' as const } : {}),
    ...(place === 'with' && first ? { blocks: first.id } : {}),
  };
};

const spaceOf = (place: Place): string | null => (place.startsWith('in ') ? place.slice('in '.length) : null);

/** A question's first line: its title will be made of it. */
export const firstLine = (question: string): string => question.split('\n').find((line) => /[\p{L}\p{N}]/u.test(line)) ?? '';
