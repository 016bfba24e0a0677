import type { RouteMap } from '#web/api/route-map.ts';

export type Node = RouteMap['GET /api/pages']['reply']['items'][number];
export type Place = RouteMap['PUT /api/pages/:id/place']['body'];

/** A move that the server has not taken yet. */
export interface WaitingMove {
  readonly id: string;
  readonly page: string;
  readonly place: Place;
}

interface Here {
  /** Its address; null: the whole organization. */
  readonly space: string | null;
  /** The page below which this branch stands; null: it is the top. */
  readonly under: string | null;
}

export interface Shown {
  readonly node: Node;
  /** It stands here only when a move has been taken. */
  readonly waits: boolean;
  /** Nothing stands below it until then. */
  readonly bare: boolean;
}

/** The pages of a branch as they will stand when all moves have been taken. */
export const asMoved = (
  nodes: readonly Node[],
  here: Here,
  moves: readonly WaitingMove[],
  known: (page: string) => Node | null,
): readonly Shown[] => {
  let list: readonly Shown[] = nodes.map((node) => ({ node, waits: false, bare: false }));
  for (const { page, place } of moves) {
    const at = list.findIndex(({ node }) => node.id === page);
    const rest = list.filter(({ node }) => node.id !== page);
    const node = list[at]?.node ?? known(page);
    list = node && comesTo(here, place, list, at >= 0) ? putInto(rest, node, place, at) : rest;
  }
  return list.map((one) =>
    one.node.below || !moves.some(({ place }) => place.under === one.node.id)
      ? one
      : { ...one, node: { ...one.node, below: true }, bare: true },
  );
};

const comesTo = (here: Here, { under, space, after }: Place, list: readonly Shown[], isHere: boolean): boolean => {
  // What is left out stays: a page that only gets another name, or another place among those beside it.
  if (under === undefined && space === undefined) return isHere;
  if ((under ?? null) !== here.under) return false;
  if (here.under !== null || space === here.space) return true;
  return space === undefined && (isHere || list.some(({ node }) => node.id === after));
};

const putInto = (rest: readonly Shown[], node: Node, { after, under, space }: Place, was: number): readonly Shown[] => {
  const behind = rest.findIndex((one) => one.node.id === after);
  const stays = after === undefined && under === undefined && space === undefined;
  const at = stays ? was : after === null ? 0 : behind < 0 ? rest.length : behind + 1;
  return [...rest.slice(0, at), { node, waits: true, bare: false }, ...rest.slice(at)];
};
