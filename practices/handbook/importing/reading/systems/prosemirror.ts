import { isRecord } from '../front.ts';

/** How an href of the other system is written here; null: as it is. */
export type Rewrite = (href: string) => string | null;

interface Writing {
  readonly rewrite: Rewrite;
  /** Kinds of nodes that nobody knows here. */
  readonly unknown: Set<string>;
}

const DEEPEST = 60;

/** A document of Outline's editor (ProseMirror's JSON) as Markdown. Never throws; what it does not know leaves its words. */
export const markdownOf = (
  document: unknown,
  rewrite: Rewrite,
): { readonly text: string; readonly unknown: ReadonlySet<string> } => {
  const writing: Writing = { rewrite, unknown: new Set() };
  return { text: `${blocks(document, writing, 0)}\n`, unknown: writing.unknown };
};

const childrenOf = (node: unknown): readonly unknown[] =>
  isRecord(node) && Array.isArray(node['content']) ? node['content'] : [];
const attributesOf = (node: unknown): Readonly<Record<string, unknown>> =>
  isRecord(node) && isRecord(node['attrs']) ? node['attrs'] : {};
const typeOf = (node: unknown): string => (isRecord(node) && typeof node['type'] === 'string' ? node['type'] : '');
const said = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const blocks = (node: unknown, writing: Writing, depth: number): string =>
  depth > DEEPEST
    ? ''
    : childrenOf(node)
        .map((child) => block(child, writing, depth + 1))
        .filter((text) => text !== '')
        .join('\n\n');

const block = (node: unknown, writing: Writing, depth: number): string => {
  const attributes = attributesOf(node);
  const within = (): string => blocks(node, writing, depth);
  switch (typeOf(node)) {
    case 'paragraph':
      return inline(node, writing).replace(/^([#>+-]|\d+[.)])(?=\s|$)/, '\\$1');
    case 'heading':
      return `${'#'.repeat(Math.min(6, Math.max(1, Number(attributes['level']) || 1)))} ${inline(node, writing).replaceAll('\n', ' ')}`;
    case 'bullet_list':
    case 'checkbox_list':
      return items(node, writing, depth, (item) =>
        typeOf(item) === 'checkbox_item' ? `- [${attributesOf(item)['checked'] === true ? 'x' : ' '}] ` : '- ',
      );
    case 'ordered_list': {
      const first = Number(attributes['order']) || 1;
      return items(node, writing, depth, (_, index) => `${first + index}. `);
    }
    case 'blockquote':
      return quoted(within());
    case 'container_notice':
      return quoted(`[!${NOTICES[said(attributes['style'])] ?? 'NOTE'}]\n${within()}`);
    case 'code_block':
    case 'code_fence': {
      const text = childrenOf(node).map(plain).join('');
      const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
      return `${fence}${said(attributes['language']).replace(/[^\w+#.-]/g, '')}\n${text}\n${fence}`;
    }
    case 'math_block':
      return `$$\n${childrenOf(node).map(plain).join('')}\n$$`;
    case 'hr':
      return '---';
    case 'table':
      return table(node, writing);
    case 'image':
    case 'attachment':
    case 'embed':
    case 'video':
      return leaf(node, writing);
    case 'text':
      return inline({ content: [node] }, writing);
    default:
      writing.unknown.add(typeOf(node));
      return childrenOf(node).some((child) => typeOf(child) === 'text') ? inline(node, writing) : within();
  }
};

const NOTICES: Readonly<Record<string, string>> = { info: 'NOTE', tip: 'TIP', success: 'TIP', warning: 'WARNING' };

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');

const items = (node: unknown, writing: Writing, depth: number, mark: (item: unknown, index: number) => string): string =>
  childrenOf(node)
    .map((item, index) => {
      const lead = mark(item, index);
      const indent = ' '.repeat(lead.startsWith('- ') ? 2 : lead.length);
      return `${lead}${blocks(item, writing, depth + 1).replace(/\n(?=.)/g, `\n${indent}`)}`;
    })
    .join('\n');

const table = (node: unknown, writing: Writing): string => {
  const rows = childrenOf(node).map((row) =>
    childrenOf(row).map((cell) => blocks(cell, writing, 1).replaceAll('|', '\\|').replace(/\n+/g, '<br>')),
  );
  const width = Math.max(1, ...rows.map((row) => row.length));
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`;
  const [head = [], ...rest] = rows;
  return [line(head), line(Array.from({ length: width }, () => '---')), ...rest.map(line)].join('\n');
};

const plain = (node: unknown): string =>
  isRecord(node) && typeof node['text'] === 'string' ? node['text'] : typeOf(node) === 'br' ? '\n' : '';

const inline = (node: unknown, writing: Writing): string =>
  childrenOf(node)
    .map((child) => (typeOf(child) === 'text' ? marked(child, writing) : leaf(child, writing)))
    .join('');

const leaf = (node: unknown, writing: Writing): string => {
  const attributes = attributesOf(node);
  const href = (key: string): string => {
    const raw = said(attributes[key]);
    return `<${(writing.rewrite(raw) ?? raw).replace(/[<>\n]/g, encodeURIComponent)}>`;
  };
  switch (typeOf(node)) {
    case 'br':
    case 'hard_break':
      return '\\\n';
    case 'image':
      return `![${escaped(said(attributes['alt']))}](${href('src')})`;
    case 'attachment':
      return `[${escaped(said(attributes['title']) || 'file')}](${href('href')})`;
    case 'video':
      return `[${escaped(said(attributes['title']) || 'video')}](${href('src')})`;
    case 'embed':
      return href('href');
    case 'mention':
      return `@${escaped(said(attributes['label']))}`;
    case 'emoji':
      return said(attributes['data-name']) === '' ? '' : `:${said(attributes['data-name'])}:`;
    case 'math_inline':
      return `$${childrenOf(node).map(plain).join('')}$`;
    default:
      writing.unknown.add(typeOf(node));
      return childrenOf(node).map(plain).map(escaped).join('');
  }
};

const AROUND: Readonly<Record<string, string>> = { strong: '**', em: '*', strikethrough: '~~' };

const marked = (node: unknown, writing: Writing): string => {
  const text = plain(node);
  const marks = isRecord(node) && Array.isArray(node['marks']) ? node['marks'] : [];
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  if (words === '') return text;
  let made = marks.some((mark) => typeOf(mark) === 'code_inline') ? code(words) : escaped(words);
  for (const mark of marks) {
    const around = AROUND[typeOf(mark)];
    if (around !== undefined) made = `${around}${made}${around}`;
  }
  const link = marks.find((mark) => typeOf(mark) === 'link');
  if (link !== undefined) {
    const href = said(attributesOf(link)['href']);
    made = `[${made}](<${(writing.rewrite(href) ?? href).replace(/[<>\n]/g, encodeURIComponent)}>)`;
  }
  return `${before}${made}${after}`;
};

const code = (text: string): string => {
  const ticks = '`'.repeat(Math.max(1, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return text.includes('`') ? `${ticks} ${text} ${ticks}` : `${ticks}${text}${ticks}`;
};

const escaped = (text: string): string => text.replace(/[\\`*_[\]<>]/g, '\\$&');
