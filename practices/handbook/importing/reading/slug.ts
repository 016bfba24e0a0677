/** Anchors of headings as GitHub makes them: small letters, no punctuation, dashes for spaces, numbered when they repeat. */
export const slugger = (): ((words: string) => string) => {
  const taken = new Map<string, number>();
  return (words) => {
    const slug = slugOf(words);
    let name = slug;
    for (let n = taken.get(slug) ?? 0; taken.has(name); name = `${slug}-${n}`) {
      n += 1;
      taken.set(slug, n);
    }
    taken.set(name, 0);
    return name;
  };
};

export const slugOf = (words: string): string =>
  words
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');

/** Two anchors that differ in punctuation and capitals only: other systems make theirs otherwise. */
export const looseAnchor = (anchor: string): string => anchor.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
