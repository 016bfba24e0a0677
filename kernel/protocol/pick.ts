/**
 * Picks without replacement, likelier the heavier, and always the same for the same seed: each draws u^(1/w) from a hash of the seed
 * and its id, and the highest draws win (Efraimidis and Spirakis, Weighted random sampling, 2006).
 */
export const weightedPick = <P extends { readonly id: string }>(
  people: readonly P[],
  count: number,
  seed: string,
  weight: (person: P) => number,
): readonly P[] =>
  people
    .map((person) => {
      const heavy = weight(person);
      return { person, draw: heavy > 0 ? Math.log(uniform(`${seed}/${person.id}`)) / heavy : -Infinity };
    })
    .filter(({ draw }) => draw > -Infinity)
    .toSorted((a, b) => b.draw - a.draw || (a.person.id < b.person.id ? -1 : 1))
    .slice(0, count)
    .map(({ person }) => person);

/** FNV-1a with a final mixing (murmur3's), as a number in (0, 1). */
const uniform = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) + 0.5) / 2 ** 32;
};
