/** Whether one name of a path fits, or `null`: any folders, also none. */
export type Part = ((name: string) => boolean) | null;

export const anyName: Part = () => true;

/**
 * Whether a name fits: `*` means any run of signs, `?` one. What stands between two stars is sought once, from the left, so it takes no longer however
 * many stars there are: files of owners are written by whoever may push.
 */
export const namePattern = (pattern: string): ((name: string) => boolean) => {
  const [first = '', ...others] = pattern.split(/\*+/);
  const last = others.pop();
  if (last === undefined) return (name) => name.length === first.length && standsAt(name, first, 0);
  const least = first.length + last.length;
  return (name) => {
    const end = name.length - last.length;
    if (name.length < least || !standsAt(name, first, 0) || !standsAt(name, last, end)) return false;
    let at = first.length;
    for (const piece of others) {
      at = placeOf(name, piece, at);
      if (at < 0 || at + piece.length > end) return false;
      at += piece.length;
    }
    return true;
  };
};

const standsAt = (name: string, piece: string, at: number): boolean => {
  if (!piece.includes('?')) return name.startsWith(piece, at);
  for (let index = 0; index < piece.length; index += 1)
    if (piece[index] !== '?' && piece[index] !== name[at + index]) return false;
  return name.length >= at + piece.length;
};

const placeOf = (name: string, piece: string, from: number): number => {
  if (!piece.includes('?')) return name.indexOf(piece, from);
  for (let at = from; at + piece.length <= name.length; at += 1) if (standsAt(name, piece, at)) return at;
  return -1;
};

/** Whether all names of a path fit all parts, in order. It comes back to the last `null` only: no more looks than parts times names. */
export const partsFit = (parts: readonly Part[], names: readonly string[]): boolean => {
  let [part, anywhere, from] = [0, -1, 0];
  for (let at = 0; at < names.length;) {
    const fits = parts[part];
    if (fits === null) [anywhere, from, part] = [part, at, part + 1];
    else if (fits?.(names[at] ?? '')) [part, at] = [part + 1, at + 1];
    else if (anywhere < 0) return false;
    else {
      from += 1;
      [part, at] = [anywhere + 1, from];
    }
  }
  while (parts[part] === null) part += 1;
  return part === parts.length;
};

let latest: { readonly path: string; readonly names: readonly string[] } = { path: '', names: [''] };
/** The same path is held against all lines of a file, one after the other. */
export const namesOf = (path: string): readonly string[] => {
  if (latest.path !== path) latest = { path, names: path.split('/') };
  return latest.names;
};
