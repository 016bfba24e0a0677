import { createRequire } from 'node:module';
import type * as Lowlight from 'lowlight';
import { formula } from './math.ts';
import { element, type Element, type Node } from './tree.ts';

/** Characters of one block that are given colours; longer ones are shown plain. */
const LONGEST = 40_000;
/** Of a diagram; a longer one stays text. */
const LONGEST_DIAGRAM = 10_000;

type Library = Pick<typeof Lowlight, 'createLowlight' | 'common' | 'all'>;

let colours: ReturnType<Library['createLowlight']> | null = null;

/** Loads the grammars, for texts with code. */
const readyCode = (): ReturnType<Library['createLowlight']> => {
  if (colours !== null) return colours;
  const { createLowlight, common, all }: Library = createRequire(import.meta.url)('lowlight');
  const more = MORE.flatMap((name) => (all[name] ? [[name, all[name]] as const] : []));
  colours = createLowlight({ ...common, ...Object.fromEntries(more) });
  return colours;
};

/** Beyond the common ones, what people run things with. */
const MORE = [
  'dockerfile',
  'nginx',
  'powershell',
  'haskell',
  'scala',
  'elixir',
  'clojure',
  'dart',
  'protobuf',
  'latex',
  'pgsql',
  'properties',
  'http',
  'dos',
] as const;

/** A block of code in its language's colours, as classes; a diagram or a formula as what it is. */
export const codeBlock = (info: string, content: string, enrich: boolean): Element => {
  const said = /^[^\s{:,]+/.exec(info.trim())?.[0].toLowerCase() ?? '';
  // As Outline calls it.
  const language = said === 'mermaidjs' ? 'mermaid' : /^[\w+#.-]{1,40}$/.test(said) ? said : '';
  if (language === 'math' && enrich) return element('p', { class: 'formula' }, [formula(content.trim(), true, true)]);
  const isDiagram = language === 'mermaid' && content.length <= LONGEST_DIAGRAM;
  const code = element('code', language === '' ? {} : { class: `language-${language}` }, coloured(language, content, enrich));
  return element('pre', { tabindex: '0', ...(isDiagram ? { class: 'mermaid' } : {}) }, [code]);
};

const coloured = (language: string, content: string, enrich: boolean): Node[] => {
  if (!enrich || language === '' || content.length > LONGEST || PLAIN.has(language)) return [content];
  const known = readyCode();
  if (!known.registered(language)) return [content];
  return nodesOf(known.highlight(language, content).children);
};

const PLAIN = new Set(['mermaid', 'text', 'txt', 'plain', 'plaintext', 'none']);

interface Hast {
  readonly type: string;
  readonly value?: string;
  readonly properties?: { readonly className?: unknown };
  readonly children?: readonly Hast[];
}

const nodesOf = (nodes: readonly Hast[]): Node[] =>
  nodes.map((node): Node => {
    if (node.type === 'text') return node.value ?? '';
    const names = node.properties?.className;
    const shown = (Array.isArray(names) ? names.map(String) : []).filter((name) => /^[a-z][\w-]*$/i.test(name));
    return element('span', shown.length === 0 ? {} : { class: shown.join(' ') }, nodesOf(node.children ?? []));
  });
