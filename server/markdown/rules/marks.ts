import type { MarkdownIt, StateInline } from 'markdown-it';

/** `==words==` as Outline and Obsidian mark them, and `~words~` struck as GitHub strikes them: around words, not around spaces. */
export const marks = (md: MarkdownIt): void => {
  md.inline.ruler.before('emphasis', 'mark', (state, silent) => around(state, silent, MARKED, 'mark'));
  md.inline.ruler.before('emphasis', 'struck', (state, silent) => around(state, silent, STRUCK, 's'));
};

const [MARKED, STRUCK] = [
  /^==(?![=\s])([^=\n]{0,500}[^=\s])==(?![=\p{L}\p{N}])/u,
  /^~(?![~\s])([^~\n]{0,500}[^~\s])~(?![~\p{L}\p{N}])/u,
];
const LONGEST = 520;

const around = (state: StateInline, silent: boolean, form: RegExp, tag: 'mark' | 's'): boolean => {
  const { src, pos, posMax } = state;
  const sign = src.charCodeAt(pos);
  if (sign !== (tag === 'mark' ? 61 : 126) || /[=~\\\p{L}\p{N}]$/u.test(src.slice(Math.max(0, pos - 2), pos))) return false;
  const found = form.exec(src.slice(pos, Math.min(posMax, pos + LONGEST)));
  if (found === null) return false;
  if (!silent) {
    const width = tag === 'mark' ? 2 : 1;
    state.push(`${tag}_open`, tag, 1);
    state.pos = pos + width;
    state.posMax = pos + found[0].length - width;
    state.md.inline.tokenize(state);
    state.push(`${tag}_close`, tag, -1);
    state.posMax = posMax;
  }
  state.pos = pos + found[0].length;
  return true;
};
