import { createRequire } from 'node:module';
import type Katex from 'katex';
import { MATH } from './allowed.ts';
import { piecesOf } from './raw-html.ts';
import { element, type Element } from './tree.ts';

let katex: Pick<typeof Katex, 'renderToString'> | null = null;

/** Loads KaTeX, for texts with formulas. */
const readyMath = (): Pick<typeof Katex, 'renderToString'> => (katex ??= createRequire(import.meta.url)('katex'));

/** Macros that a formula may expand, and how large what it makes may be (KaTeX: maxExpand; em). */
const LIMITS = { maxExpand: 300, maxSize: 30 } as const;
/** Characters of MathML; more is no formula. */
const LONGEST_MADE = 200_000;

const made = new Map<string, string | null>();
const MOST_KEPT = 500;

/** TeX as MathML, which browsers show by themselves; what cannot be read stays as it was typed, with the reason. */
export const formula = (source: string, display: boolean, enrich: boolean): Element => {
  const mathml = enrich ? mathmlOf(source, display) : null;
  return (mathml === null ? null : treeOf(mathml)) ?? element('code', { class: 'formula-source' }, [source]);
};

const mathmlOf = (source: string, display: boolean): string | null => {
  const key = `${display ? 1 : 0}${source}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  let mathml: string | null = null;
  try {
    mathml = readyMath().renderToString(source, {
      output: 'mathml',
      displayMode: display,
      throwOnError: true,
      strict: 'ignore',
      trust: false,
      ...LIMITS,
    });
  } catch {
    mathml = null;
  }
  if (mathml !== null && mathml.length > LONGEST_MADE) mathml = null;
  if (made.size >= MOST_KEPT) made.clear();
  made.set(key, mathml);
  return mathml;
};

/** KaTeX's words are read like anybody's: what is no formula is dropped. */
const treeOf = (mathml: string): Element | null => {
  const root = element('span');
  const stack: Element[] = [root];
  for (const piece of piecesOf(mathml)) {
    const parent = stack.at(-1) ?? root;
    if (piece.is === 'text') parent.children.push(piece.text);
    else if (piece.is === 'close') {
      if (stack.length > 1 && parent.tag === piece.tag) stack.pop();
    } else {
      const child = element(MATH.has(piece.tag) ? piece.tag : 'span', MATH.has(piece.tag) ? { ...piece.attributes } : {});
      parent.children.push(child);
      if (!piece.source.endsWith('/>')) stack.push(child);
    }
  }
  const math = find(root);
  if (math !== null) delete math.attributes['class'];
  return math;
};

const find = (node: Element): Element | null => {
  if (node.tag === 'math') return node;
  for (const child of node.children) {
    const found = typeof child === 'object' && 'tag' in child ? find(child) : null;
    if (found !== null) return found;
  }
  return null;
};
