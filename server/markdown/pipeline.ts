import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { mendLinks, mendPictures, nameFootnotes, nameHeadings, PREFIX, wrapTables, type MarkdownHeading } from './html-tree.ts';
import { nameReferences, tameHtml } from './markdown-tree.ts';
import type { Mark } from './tree.ts';

export interface Rendered {
  readonly html: string;
  readonly headings: readonly MarkdownHeading[];
}

/** What may be in the HTML at all; everything else is dropped, whatever made it. */
const SCHEMA: typeof defaultSchema = {
  ancestors: defaultSchema.ancestors ?? {},
  attributes: {
    a: [
      'href',
      'dataFootnoteRef',
      'dataFootnoteBackref',
      'ariaDescribedBy',
      'ariaLabel',
      ['className', 'data-footnote-backref', 'reference'],
      'id',
      'title',
    ],
    code: [['className', /^language-[\w+#.-]{1,40}$/]],
    h2: [['className', 'sr-only'], 'id'],
    img: ['src', 'alt', 'title'],
    input: [['disabled', true], ['type', 'checkbox'], 'checked'],
    li: [['className', 'task-list-item'], 'id'],
    ol: ['start', ['className', 'contains-task-list']],
    section: ['dataFootnotes', ['className', 'footnotes']],
    span: [['className', 'mention'], 'dataHandle'],
    td: ['align'],
    th: ['align'],
    ul: [['className', 'contains-task-list']],
  },
  // Only footnotes carry ids this far: no syntax of Markdown gives one.
  clobber: ['id', 'ariaDescribedBy'],
  clobberPrefix: PREFIX,
  protocols: { href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
  required: { input: { disabled: true, type: 'checkbox' } },
  strip: ['script', 'style'],
  tagNames:
    'a blockquote br code del em h1 h2 h3 h4 h5 h6 hr img input li ol p pre section span strong sup table tbody td th thead tr ul'.split(
      ' ',
    ),
};

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkFrontmatter, ['yaml', 'toml'])
  .use(() => (tree: Mark) => {
    tameHtml(tree);
    nameReferences(tree);
  })
  .use(remarkRehype, { clobberPrefix: '' })
  .use(rehypeSanitize, SCHEMA)
  .use(() => (tree: Mark, file) => {
    mendPictures(tree);
    nameFootnotes(tree, String(file.data['mark']));
    file.data['headings'] = nameHeadings(tree);
    mendLinks(tree);
    wrapTables(tree);
  })
  .use(rehypeStringify)
  .freeze();

/**
 * `mark` tells the ids of this text's footnotes from those of others on the same page. Throws only where the text is nested too deep
 * for the stack.
 */
export const renderNow = (text: string, mark: string): Rendered => {
  const file = processor.processSync({ value: text, data: { mark } });
  return { html: String(file), headings: (file.data['headings'] ?? []) as readonly MarkdownHeading[] };
};
