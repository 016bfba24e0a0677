import { roleIn } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Principal } from '#server/route.ts';
import { foldedName, rank } from './names.ts';

/** A person, a team, an agent or a space, and how well its name answers (`rank`). */
export interface Named {
  readonly rank: 1 | 2 | 3 | 4;
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly status: string;
  readonly handle: string;
}

const named = (score: number, one: Omit<Named, 'rank'>): readonly Named[] =>
  score === 1 || score === 2 || score === 3 || score === 4 ? [{ rank: score, ...one }] : [];

/** Who and where: by name or handle, the best first. */
export const namedLike = (typed: string, principal: Principal, directory: Directory): readonly Named[] => {
  const wanted = foldedName(typed);
  return [...actorsLike(wanted, directory), ...spacesLike(wanted, principal, directory)].toSorted((a, b) => b.rank - a.rank);
};

const actorsLike = (typed: string, { actors }: Directory): readonly Named[] => {
  const wanted = typed.startsWith('@') ? typed.slice(1) : typed;
  if (wanted === '') return [];
  return [...actors.values()].flatMap(({ id, kind, name, handle, status }) => {
    if (status === 'left') return [];
    const score = Math.max(rank(foldedName(name), wanted), rank(foldedName(handle), wanted));
    return named(score, { id, kind, name, status, handle });
  });
};

const spacesLike = (typed: string, { actor }: Principal, directory: Directory): readonly Named[] => {
  const self = directory.actors.get(actor);
  if (!self || typed === '') return [];
  return [...directory.spaces.values()].flatMap((space) => {
    if (space.archived || (self.role !== 'steward' && roleIn(self, space, directory) === null)) return [];
    const { id, name, slug, access } = space;
    const score = Math.max(rank(foldedName(name), typed), rank(foldedName(slug), typed));
    return named(score, { id, kind: 'space', name, status: access, handle: slug });
  });
};

export const spaceNames = ({ actor }: Principal, directory: Directory) => {
  const self = directory.actors.get(actor);
  return (id: string): string | null => {
    const space = directory.spaces.get(id);
    return self && space && roleIn(self, space, directory) !== null ? space.name : null;
  };
};
