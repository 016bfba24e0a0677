import markdownIt from 'markdown-it';
import { abbreviations } from './rules/abbreviations.ts';
import { attributes } from './rules/attributes.ts';
import { comments } from './rules/comments.ts';
import { containers } from './rules/containers.ts';
import { definitions } from './rules/definitions.ts';
import { directives } from './rules/directives.ts';
import { emptyLines } from './rules/empty-lines.ts';
import { footnotes } from './rules/footnotes.ts';
import { gitBook } from './rules/gitbook.ts';
import { htmlWithMarkdown } from './rules/html.ts';
import { icons } from './rules/icons.ts';
import { marks } from './rules/marks.ts';
import { mathMarks } from './rules/math-marks.ts';
import { mdx } from './rules/mdx.ts';
import { shortcodes } from './rules/shortcodes.ts';
import { wikiLinks } from './rules/wiki.ts';

/** Deeper than people write; beyond it a text goes on flat. */
const DEEPEST = 60;

/** CommonMark with tables, strikethrough and addresses, and what handbooks write besides. What is written of it, `write.ts` decides. */
export const parser = markdownIt({ html: true, linkify: true, maxNesting: DEEPEST });

parser.linkify.set({ fuzzyLink: false, fuzzyEmail: true, fuzzyIP: false });
parser.linkify.add('www.', {
  validate: (text, pos) =>
    /^[\w-]+(?:\.[\w-]+)+(?:[/?#][^\s<]*)?/.exec(text.slice(pos, pos + 2_000))?.[0].replace(/[.,:;!?'"*_~)]+$/, '').length ?? 0,
  normalize: (match) => {
    match.url = `http://${match.url}`;
  },
});
for (const scheme of ['ftp:', '//']) parser.linkify.add(scheme, null);
// Addresses are looked up as they are written, and judged where they are written.
parser.validateLink = () => true;
parser.normalizeLink = (address) => address;
parser
  .use(comments)
  .use(containers)
  .use(gitBook)
  .use(directives)
  .use(shortcodes)
  .use(mdx)
  .use(htmlWithMarkdown)
  .use(mathMarks)
  .use(footnotes)
  .use(wikiLinks)
  .use(marks)
  .use(icons)
  .use(definitions)
  .use(abbreviations)
  .use(attributes)
  .use(emptyLines);
