import type { ReplyOf } from '#web/api/route-map.ts';

export type Item = ReplyOf<'GET', '/api/protocols'>['items'][number];
type Space = Pick<ReplyOf<'GET', '/api/spaces'>['items'][number], 'id' | 'parent'>;

/** Protocols that govern the same, those of the whole organization first. */
export interface Governed {
  /** "when a decision is opened" */
  readonly governs: string;
  readonly items: readonly Item[];
}

export const governed = (items: readonly Item[]): readonly Governed[] =>
  [...Map.groupBy(items, ({ governs }) => governs)]
    .map(([governs, list]) => ({ governs, items: list.toSorted(widestFirst) }))
    .toSorted((a, b) => Number(isSchedule(a)) - Number(isSchedule(b)) || a.governs.localeCompare(b.governs));

const isSchedule = ({ governs }: Governed): boolean => governs.startsWith('every ');

const widestFirst = (a: Item, b: Item): number =>
  Number(a.space !== null) - Number(b.space !== null) ||
  (a.space?.name ?? '').localeCompare(b.space?.name ?? '') ||
  a.title.localeCompare(b.title);

/** [P4] Those that hold where this space is, the closest first: its own, those of the spaces around it, the organization's. */
export const holdingIn = (items: readonly Item[], space: string, spaces: readonly Space[]): readonly Item[] => {
  const levels = around(space, spaces);
  return items
    .filter((item) => item.space === null || levels.includes(item.space.id))
    .toSorted((a, b) => levelOf(a, levels) - levelOf(b, levels));
};

const levelOf = (item: Item, levels: readonly string[]): number =>
  item.space === null ? levels.length : levels.indexOf(item.space.id);

const around = (space: string, spaces: readonly Space[]): readonly string[] => {
  const found: string[] = [];
  for (let at: string | null | undefined = space; at && !found.includes(at);) {
    found.push(at);
    const here: string = at;
    at = spaces.find(({ id }) => id === here)?.parent;
  }
  return found;
};
