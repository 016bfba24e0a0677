import type { OwnersFile, Owning } from './owners.ts';
import { pathPattern } from './pattern.ts';

interface Rule {
  readonly line: number;
  readonly matches: (path: string) => boolean;
  readonly owners: readonly string[];
}

interface Section {
  readonly rules: Rule[];
  /** GitLab: whom a rule without owners means. */
  readonly owners: readonly string[];
}

const OWNER = /^(?:@{1,2}[\w.-]+(?:\/[\w.-]+)*|[^\s@]+@[^\s@]+)$/;
/** GitLab: `[Billing]`, `^[Docs]` (may be left out), `[Security][2] @team` (so many have to agree). */
const SECTION = /^\^?\[([^\]]+)\](?:\[(\d+)\])?(?:\s+(.*))?$/;
/** A path that long is no pattern. */
const LONGEST = 1000;

/** Reads CODEOWNERS as GitHub, GitLab and Forgejo do: the last rule that names a path counts, in each section by itself. */
export const codeowners = (text: string, name = 'CODEOWNERS'): OwnersFile => {
  const sections = new Map<string, Section>([['', { rules: [], owners: [] }]]);
  const faults: { line: number; words: string }[] = [];
  let section = sections.get('');
  for (const [index, raw] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\n|\r/u)
    .entries()) {
    const line = index + 1;
    const words = raw.trim();
    if (words === '' || words.startsWith('#')) continue;
    const head = SECTION.exec(words);
    if (head) {
      const key = (head[1] ?? '').toLowerCase();
      section = sections.get(key) ?? { rules: [], owners: ownersIn((head[3] ?? '').split(/\s+/u)) };
      sections.set(key, section);
      continue;
    }
    const [pattern = '', ...rest] = partsOf(words);
    if (pattern.length > LONGEST) faults.push({ line, words: 'The path is too long to be one.' });
    else if (pattern.startsWith('!') || /[[\]]/.test(pattern))
      faults.push({ line, words: `CODEOWNERS knows neither ! nor [ ]: ${pattern}` });
    else {
      const unknown = rest.find((one) => !OWNER.test(one));
      if (unknown !== undefined) faults.push({ line, words: `This is no owner: ${unknown.slice(0, 80)}` });
      else section?.rules.push({ line, matches: pathPattern(pattern), owners: rest.length > 0 ? rest : (section.owners ?? []) });
    }
  }
  const all = [...sections.values()].map(({ rules }) => rules.toReversed());
  return {
    faults,
    of: (path) =>
      all.flatMap((rules): readonly Owning[] => {
        const rule = rules.find(({ matches }) => matches(path));
        // A rule without owners says that nobody looks after it.
        return rule && rule.owners.length > 0 ? [{ owners: rule.owners, because: `${name}:${rule.line}`, last: false }] : [];
      }),
  };
};

const ownersIn = (words: readonly string[]): readonly string[] => words.filter((word) => OWNER.test(word));

/** Split at spaces that no backslash stands before, without what comes behind a `#`. */
const partsOf = (words: string): readonly string[] => {
  const comment = /\s#/u.exec(words);
  return (comment ? words.slice(0, comment.index) : words)
    .split(/(?<!\\)\s+/u)
    .filter((part) => part !== '')
    .map((part) => part.replace(/\\([\s#])/gu, '$1'));
};
