import type { ChangedFile } from '../score.ts';

/** What `--raw --numstat -z` says of one file, before it is known what is generated. */
export type RawFile = Omit<ChangedFile, 'light'>;

const GITLINK = '160000';
/** What stands before each commit of a log: git ends fields with NUL, and no path holds one. */
export const COMMIT = '\u0001';

/**
 * Reads git's `--raw --numstat -z -M`, in pieces as they come. Names are bytes there; what is no UTF-8 becomes U+FFFD. With `begins`, a field
 * that begins with {@link COMMIT} begins another commit.
 */
export const diffReader = (begins: (head: string) => void = () => undefined) => {
  let rest: Buffer = Buffer.alloc(0);
  let raw: { how: string; old: string; fresh: string; paths: string[] } | null = null;
  let renamed: { added: string; deleted: string; paths: string[] } | null = null;
  let known = new Map<string, { how: ChangedFile['how']; from: string | null; submodule: boolean }>();
  let files: RawFile[] = [];

  const count = (path: string, from: string | null, added: string, deleted: string): void => {
    const { how, submodule } = known.get(path) ?? { how: 'modified' as const, submodule: false };
    const binary = added === '-';
    files.push({ path, from, how, added: binary ? 0 : Number(added), deleted: binary ? 0 : Number(deleted), binary, submodule });
  };

  const field = (text: string): void => {
    if (raw) {
      raw.paths.push(text);
      if (raw.paths.length < (/^[RC]/.test(raw.how) ? 2 : 1)) return;
      const [first = '', second] = raw.paths;
      known.set(second ?? first, {
        how: HOW[raw.how[0] ?? ''] ?? 'modified',
        from: second === undefined ? null : first,
        submodule: raw.old === GITLINK || raw.fresh === GITLINK,
      });
      raw = null;
      return;
    }
    if (renamed) {
      renamed.paths.push(text);
      if (renamed.paths.length < 2) return;
      const [from = '', path = ''] = renamed.paths;
      count(path, from, renamed.added, renamed.deleted);
      renamed = null;
      return;
    }
    const line = text.startsWith('\n') ? text.slice(1) : text;
    if (line.startsWith(COMMIT)) return begins(line.slice(1));
    const change = /^:(\d+) (\d+) [0-9a-f]+ [0-9a-f]+ ([A-Z]\d*)$/.exec(line);
    if (change) {
      const [, old = '', fresh = '', how = ''] = change;
      raw = { how, old, fresh, paths: [] };
      return;
    }
    const numbers = /^(\d+|-)\t(\d+|-)\t(.*)$/s.exec(line);
    if (!numbers) return;
    const [, added = '', deleted = '', path = ''] = numbers;
    if (path === '') renamed = { added, deleted, paths: [] };
    else count(path, null, added, deleted);
  };

  return {
    push: (piece: Buffer): void => {
      const all = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      let from = 0;
      for (let end = all.indexOf(0); end >= 0; end = all.indexOf(0, from)) {
        field(all.toString('utf8', from, end));
        from = end + 1;
      }
      rest = all.subarray(from);
    },
    /** The files since it was last asked. */
    take: (): readonly RawFile[] => {
      const taken = files;
      files = [];
      known = new Map();
      return taken;
    },
  };
};

const HOW: Readonly<Record<string, ChangedFile['how']>> = {
  A: 'added',
  C: 'copied',
  D: 'deleted',
  M: 'modified',
  R: 'renamed',
  T: 'modified',
};
