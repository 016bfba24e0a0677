import { dirOf } from '../paths.ts';
import { between } from '../relinking.ts';

/** Logseq's blocks that are named elsewhere, by their ids: where they are, and what they say. */
export type Blocks = ReadonlyMap<string, { readonly path: string; readonly words: string }>;

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
const [MOST, LONGEST] = [50_000, 120];

/** Whether a source is a graph of Logseq. */
export const isGraph = (paths: readonly string[]): boolean => paths.some((path) => /(?:^|\/)logseq\/config\.edn$/.test(path));

export const noteBlocks = (
  path: string,
  text: string,
  blocks: Map<string, { readonly path: string; readonly words: string }>,
): void => {
  if (!text.includes('id:: ')) return;
  let item = '';
  for (const line of text.split(/\r\n|\n|\r/)) {
    const id = new RegExp(String.raw`^[ \t]*id:: (${ID.source})[ \t]*$`).exec(line)?.[1];
    if (id !== undefined && blocks.size < MOST && !blocks.has(id)) blocks.set(id, { path, words: wordsOf(item) });
    else item = /^[ \t]*-[ \t]+(.{1,2000})/.exec(line)?.[1] ?? item;
  }
};

/** What a block says, as the words of a link. */
const wordsOf = (item: string): string => {
  const words = item
    .replace(/^#{1,6}[ \t]+/, '')
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/\(\([^()]*\)\)|\{\{[^{}]*\}\}/g, '')
    .replace(/[[\]*_`\\]/g, '')
    .trim();
  return words.length > LONGEST ? `${words.slice(0, LONGEST).replace(/\s+\S*$/, '')}…` : words || 'block';
};

const CALLED = new RegExp(
  String.raw`(\[[^[\]\n]{1,300}\])\(\(\((${ID.source})\)\)\)|\{\{embed[ \t]+\(\((${ID.source})\)\)[ \t]*\}\}|\(\((${ID.source})\)\)`,
  'g',
);

/** A text in which blocks that are named, `((64b1…))`, are links to where they are, with what they say. Ids that nobody has stay. */
export const withBlocks = (path: string, text: string, blocks: Blocks | null): string =>
  blocks === null || blocks.size === 0 || !text.includes('((')
    ? text
    : text.replace(
        CALLED,
        (
          whole: string,
          words: string | undefined,
          named: string | undefined,
          embedded: string | undefined,
          bare: string | undefined,
        ) => {
          const id = named ?? embedded ?? bare ?? '';
          const block = blocks.get(id);
          if (block === undefined) return whole;
          const to = block.path === path ? '' : between(dirOf(path), block.path);
          return `${words ?? `[${block.words}]`}(${to}#${id})`;
        },
      );

/** Those that stayed: nobody has their ids. */
export const lostBlocks = (text: string): readonly { readonly id: string; readonly line: number }[] =>
  !text.includes('((')
    ? []
    : text
        .split(/\r\n|\n|\r/)
        .flatMap((line, index) => [...line.matchAll(LOST)].map(([id]) => ({ id, line: index + 1 })))
        .slice(0, 1_000);
const LOST = new RegExp(String.raw`\(\(${ID.source}\)\)`, 'g');
