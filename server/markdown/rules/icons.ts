import { nameToEmoji } from 'gemoji';
import type { MarkdownIt, StateInline } from 'markdown-it';
import { listWithin } from '#kernel/text/attribute-lists.ts';
import { ICON_SETS } from '#kernel/text/icons.ts';
import { slugOf } from '../slug.ts';

/**
 * `:material-check:` and its like (Material for MkDocs), and `:white_check_mark:` as GitHub, GitLab and Slack write it: the sign that it means. A picture of another
 * set beside words is not shown, and one that stands alone is its name: nothing is asked of other servers.
 */
export const icons = (md: MarkdownIt): void => {
  md.inline.ruler.before('text', 'icon', icon);
  // GitHub takes the name of an emoji for the heading's words: links lead there.
  md.core.ruler.after('block', 'icon', ({ tokens }) => {
    for (const [index, { type }] of tokens.entries()) {
      const words = type === 'heading_open' ? (tokens[index + 1]?.content ?? '') : '';
      if (words.includes(':') && !/[[<`{]/.test(words) && [...words.matchAll(ANY)].some(([, name = '']) => EMOJI.has(name)))
        tokens[index]?.attrSet('id', slugOf(words));
    }
  });
};

const OF_A_SET = new RegExp(`^:(?:${ICON_SETS})-([a-z][a-z0-9-]{0,60}):`);
const ANY = /:([a-z0-9+-][a-z0-9_+-]{0,50}):/g;
const NAMED = /^:([a-z0-9+-][a-z0-9_+-]{0,50}):(?![\w:])/;

const icon = (state: StateInline, silent: boolean): boolean => {
  const { src, pos, posMax } = state;
  if (src.charCodeAt(pos) !== 58 || /[\p{L}\p{N}:/]/u.test(src.charAt(pos - 1))) return false;
  const piece = src.slice(pos, Math.min(posMax, pos + 100));
  const ofSet = OF_A_SET.exec(piece);
  const named = ofSet === null ? NAMED.exec(piece) : null;
  const emoji = EMOJI.get(named?.[1] ?? '');
  if (ofSet === null && emoji === undefined) return false;
  const length = (ofSet ?? named)?.[0].length ?? 0;
  // `:material-check:{ .green }`: a list behind a sign that lists stand behind.
  const dressed = ofSet === null ? null : listWithin(`>${src.slice(pos + length, Math.min(posMax, pos + length + 200))}`, 1);
  const end = pos + length + (dressed?.length ?? 0);
  if (!silent) {
    const words = emoji ?? signOf(ofSet?.[1] ?? '', src.slice(0, pos).trim() === '' && src.slice(end).trim() === '');
    if (words !== '') state.push('text', '', 0).content = words;
  }
  state.pos = end;
  return true;
};

const signOf = (name: string, alone: boolean): string => {
  const bare = name.replace(/-(?:16|24)$/, '');
  const sign = SIGNS.find(([form]) => form.test(bare))?.[1];
  if (sign !== undefined) return sign;
  return alone ? bare.replace(/-(?:outline|circle|variant|box|fill)(?=-|$)/g, '').replaceAll('-', ' ') : '';
};

/** By what the sets call them: with a rim, filled, bold or not, they mean the same. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/^(?:close|cancel|x|xmark|times|no-entry|minus-circle|close-\w+(?:-\w+)?|x-\w+|circle-xmark)$/, '✗'],
  [/^(?:check|checkbox-marked|circle-check|square-check|verified)(?:-|$)/, '✓'],
  [/^checkbox-blank/, '☐'],
  [/^(?:alert|warning|triangle-exclamation|exclamation)(?:-|$)/, '⚠\uFE0E'],
  [/^(?:information|info|circle-info)(?:-|$)/, 'ℹ\uFE0E'],
  [/^(?:arrow|chevron)(?:-\w+)*-right(?:-|$)|^(?:arrow|chevron)-right/, '→'],
  [/^(?:arrow|chevron)(?:-\w+)*-left(?:-|$)/, '←'],
  [/^(?:arrow|chevron)(?:-\w+)*-up(?:-|$)/, '↑'],
  [/^(?:arrow|chevron)(?:-\w+)*-down(?:-|$)/, '↓'],
  [/^star(?:-outline)?$/, '★'],
  [/^heart(?:-outline|-fill)?$/, '♥\uFE0E'],
  [/^(?:plus|plus-thick|plus-circle)$/, '+'],
  [/^(?:minus|minus-thick)$/, '−'],
  [/^(?:help|question|circle-question)(?:-|$)/, '?'],
];

/** By the names that GitHub has for them. */
const EMOJI: ReadonlyMap<string, string> = new Map(Object.entries(nameToEmoji));
