import { baseOf, dirOf } from '../paths.ts';

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
  if (/^(?:pages|journals)$/.test(baseOf(dirOf(path)))) return withFront(text);
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

/** What Logseq says of a page in its first lines: `title:: Hiring`. */
const PAGE_PROPERTIES = /^\uFEFF?((?:[A-Za-z][\w-]{0,60}::[^\r\n]{0,2000}(?:\r?\n|$)){1,100})/;

/** The same as front matter, where every system looks for a title. Lists are lists there, too. */
const withFront = (text: string): string => {
  const [whole, lines] = PAGE_PROPERTIES.exec(text) ?? [];
  if (whole === undefined || lines === undefined) return text;
  const fields = new Map(
    lines
      .trim()
      .split(/\r?\n/)
      .map((line): [string, string] => {
        const cut = line.indexOf('::');
        return [line.slice(0, cut).toLowerCase(), line.slice(cut + 2).trim()];
      }),
  );
  const written = [...fields].map(([key, value]) => {
    const names = value.split(',').map((one) =>
      one
        .replace(/^[\s#]*\[\[|\]\]\s*$/g, '')
        .replace(/^\s*#(?=\S)/, '')
        .trim(),
    );
    const said: unknown = /^(?:alias|aliases|tags)$/.test(key) ? names.filter((one) => one !== '') : value;
    return `${key}: ${JSON.stringify(said)}\n`;
  });
  return `---\n${written.join('')}---\n${text.slice(whole.length)}`;
};
