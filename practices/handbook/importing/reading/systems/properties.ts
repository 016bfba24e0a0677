import { baseOf } from '../paths.ts';

const PAGE = /[ -][0-9a-f]{32}\.md$/i;
const HEAD = /^(# [^\r\n]*\r?\n\r?\n)((?:[^\s:#>|*`-][^:\r\n]{0,80}: [^\r\n]*(?:\r?\n|$)){1,100})(?=\r?\n|$)/;
/** `Raj Mehta (ops) (Raj%20Mehta%20(ops)%201a2b….md)`: what a property names, and where its page is. */
export const RELATION =
  /(?<=^|[,:] )([^\s,()[\]][^,[\]]{0,200}?) \(((?:[^()\s]|\([^()\s]{0,200}\)){1,1000}?[0-9a-f]{32}(?:_all)?\.(?:md|csv))\)/gi;

/**
 * What Notion says of a row of a database below the title of its page: `Role: Engineer`, line after line, which in Markdown would be one. Each becomes
 * an item of a list, and what it names (`Raj Mehta (Raj%20Mehta%201a2b….md)`) a link. A text without them stays as it is.
 */
export const withProperties = (path: string, text: string): string => {
  if (!PAGE.test(baseOf(path))) return text;
  const found = HEAD.exec(text);
  const [whole = '', title = '', lines = ''] = found ?? [];
  const all = lines.split(/\r?\n/).filter((line) => line !== '');
  if (found === null || (all.length < 2 && lines.search(RELATION) < 0)) return text;
  const items = all.map((line) => {
    const cut = line.indexOf(': ');
    return `- **${line.slice(0, cut)}:** ${line.slice(cut + 2).replace(RELATION, '[$1]($2)')}`;
  });
  return `${title}${items.join('\n')}\n${text.slice(whole.length)}`;
};
