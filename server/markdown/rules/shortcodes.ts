import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';
import { shortcodeOf, withoutEscapes } from '#kernel/text/hugo-shortcodes.ts';
import { boxOf, boxed, isCode, lineAt, linkOf, paragraph, type Box } from './containers.ts';

/** `{{% alert title="Note" %}}`, `{{< details "More" >}}`, `{{< tab header="Mac" >}}` and `{{< youtube ID >}}` of Hugo, each alone on its line. */
export const shortcodes = (md: MarkdownIt): void => {
  md.block.ruler.before('fence', 'shortcode', shortcode, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
  md.inline.ruler.before('text', 'shortcode_escaped', escapedShortcode);
};

const TAG = /^\{\{[<%][ \t]*(\/?)[ \t]*((?:blocks\/)?[a-zA-Z][\w-]{0,40})(?![\w/.-])([^{}]{0,500}?)\/?[ \t]*[>%]\}\}[ \t]*$/;

const shortcode = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  const first = (state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0);
  if (state.src.charCodeAt(first) !== 123 || state.src.charCodeAt(first + 1) !== 123 || isCode(state, start)) return false;
  const line = lineAt(state, start);
  const found = TAG.exec(line);
  if (found === null) return inOneLine(state, start, line, silent);
  const [, closing, name = '', rest = ''] = found;
  const kind = shortcodeOf(name);
  if (kind === null) return false;
  const { named, plain } = argumentsIn(rest);
  const title = (named['title'] ?? named['header'] ?? named['heading'] ?? named['summary'] ?? named['name'] ?? '').replace(
    /[*_`]/g,
    '',
  );
  if (kind === 'box' || kind === 'details') {
    if (closing === '/') return false;
    const box = kind === 'details' ? 'details' : boxFor(name, named, plain);
    const words = title || (kind === 'details' ? (plain[0] ?? '') : plain.length > 1 ? (plain.at(-1) ?? '') : '');
    return boxed(state, start, end, silent, { box, title: words, step: stepsOf(name) });
  }
  if (kind === 'code') return closing !== '/' && codeBetween(state, { start, end, silent }, name, plain[0] ?? '');
  if (silent) return true;
  if (closing !== '/' && kind === 'title') titled(state, title || (plain[0] ?? ''), named);
  // The name of a group of tabs is for programs.
  if (closing !== '/' && kind === 'around') titled(state, named['title'] ?? named['heading'] ?? '', {});
  const film = named['id'] ?? plain[0] ?? '';
  if (kind === 'film' && /^[\w-]{1,40}$/.test(film))
    state.push('gitbook_link', '', 0).content =
      name.toLowerCase() === 'vimeo' ? `https://vimeo.com/${film}` : `https://youtu.be/${film}`;
  state.line = start + 1;
  return true;
};

/** What a part is called, where it leads, and what stands below that on its card. */
const titled = (state: StateBlock, title: string, named: Readonly<Record<string, string>>): void => {
  const href = named['link'] ?? named['href'] ?? named['url'] ?? '';
  if (title !== '' && href === '') state.push('gitbook_title', '', 0).content = title;
  if (title !== '' && href !== '') paragraph(state, `**${linkOf(title, href)}**`);
  const below = named['subtitle'] ?? '';
  if (below !== '') paragraph(state, below);
};

/** `{{< note >}}words{{< /note >}}`, alone on its line. */
const inOneLine = (state: StateBlock, start: number, line: string, silent: boolean): boolean => {
  const [, name = '', rest = '', words = ''] = (line.length < LONGEST_LINE && BETWEEN.exec(line)) || [];
  const kind = shortcodeOf(name);
  if (words.trim() === '' || (kind !== 'box' && kind !== 'details' && kind !== 'title' && kind !== 'around')) return false;
  if (silent) return true;
  const { named, plain } = argumentsIn(rest);
  const title = named['title'] ?? named['header'] ?? named['summary'] ?? (kind === 'box' ? '' : (plain[0] ?? ''));
  const box = kind === 'box' ? boxFor(name, named, plain) : kind === 'details' ? 'details' : 'plain';
  state.push('container_open', '', 1).meta = { box, title: title.replace(/[*_`]/g, '') };
  paragraph(state, words.trim());
  state.push('container_close', '', -1);
  state.line = start + 1;
  return true;
};
const LONGEST_LINE = 4_000;
const BETWEEN =
  /^\{\{[<%][ \t]*([a-zA-Z][\w-]{0,40})(?![\w/.-])([^{}]{0,500}?)[>%]\}\}(.*)\{\{[<%][ \t]*\/[ \t]*\1[ \t]*[>%]\}\}[ \t]*$/;

/** `{{< highlight go >}}`, code in its language, and `{{< mermaid >}}`, a diagram, up to the line that closes it. */
const codeBetween = (
  state: StateBlock,
  { start, end, silent }: { readonly start: number; readonly end: number; readonly silent: boolean },
  name: string,
  language: string,
): boolean => {
  const step = stepsOf(name);
  for (let line = start + 1; line < Math.min(end, start + LONGEST_CODE); line += 1) {
    if (step(lineAt(state, line)) !== -1) continue;
    if (silent) return true;
    const token = state.push('fence', 'code', 0);
    token.info = name.toLowerCase() === 'mermaid' ? 'mermaid' : language;
    token.content = state.getLines(start + 1, line, state.sCount[start] ?? 0, true);
    state.line = line + 1;
    return true;
  }
  return false;
};
const LONGEST_CODE = 5_000;

const escapedShortcode = (state: StateInline, silent: boolean): boolean => {
  if (!/^\{\{[<%]\/\*/.test(state.src.slice(state.pos, state.pos + 5))) return false;
  const found = /^\{\{([<%])\/\*[^\n]{0,500}?\*\/[>%]\}\}/.exec(state.src.slice(state.pos, state.pos + 520))?.[0];
  if (found === undefined) return false;
  if (!silent) state.push('text', '', 0).content = withoutEscapes(found);
  state.pos += found.length;
  return true;
};

const COLOURS: Readonly<Record<string, Box>> = {
  primary: 'note',
  secondary: 'note',
  green: 'tip',
  yellow: 'warning',
  red: 'caution',
};

const boxFor = (name: string, named: Readonly<Record<string, string>>, plain: readonly string[]): Box => {
  const said = [named['type'], named['color'], named['style'], named['theme'], named['header-bg'], plain[0]];
  for (const one of said) {
    const box = one === undefined ? null : (COLOURS[one] ?? boxOf(one));
    if (box !== null && box !== 'details') return box;
  }
  const own = boxOf(name);
  return own === null || own === 'details' ? 'note' : own;
};

/** Whether a line opens another of the name, closes one, or neither. */
const stepsOf =
  (name: string) =>
  (line: string): 1 | -1 | 0 => {
    const found = line.startsWith('{{') ? TAG.exec(line) : null;
    return found === null || found[2] !== name ? 0 : found[1] === '/' ? -1 : 1;
  };

const argumentsIn = (rest: string): { readonly named: Readonly<Record<string, string>>; readonly plain: readonly string[] } => {
  const named: Record<string, string> = Object.create(null);
  const plain: string[] = [];
  for (const [, name, double, bare] of rest.matchAll(/(?:([\w-]{1,40})=)?(?:"([^"]*)"|([^\s"=]{1,200}))/g))
    if (name === undefined) plain.push(double ?? bare ?? '');
    else named[name] = double ?? bare ?? '';
  return { named, plain };
};
