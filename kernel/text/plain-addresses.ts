import { withPlainReferences } from './hugo-references.ts';
import { withPlainTags } from './jsx-addresses.ts';
import { withPlainLiquid } from './liquid-addresses.ts';
import { withPlainRoles } from './myst.ts';
import { outsideCode, outsideSpans } from './outside-code.ts';
import { withPlainPictures } from './sized-pictures.ts';

/**
 * Markdown in which the addresses that other systems fill in (Hugo, Jekyll, Docusaurus, VitePress, MyST) stand as everybody reads them. What is kept is what was
 * written; this is how it is read and shown. As many lines as before.
 */
export const withPlainAddresses = (text: string): string =>
  withPlainTags(withPlainLiquid(withPlainPictures(withPlainReferences(withPlainRoles(withPlainRoutes(text))))));

/** Docsify's `#/people/leave?id=sick` is `/people/leave#sick`, and its `leave.md?id=sick` is `leave.md#sick`. */
const withPlainRoutes = (text: string): string =>
  /\]\(\/?#\/|\.md\?id=/.test(text)
    ? outsideCode(text, (line) => (line.includes('](') ? outsideSpans(line, routed) : line))
    : text;

const routed = (part: string): string =>
  part
    .replace(
      /(\]\()\/?#(\/[^\s()#?]{0,500})(?:\?id=([^\s()#&]{1,200}))?(?=[\s)])/g,
      (_, before: string, path: string, id?: string) => `${before}${path}${id === undefined ? '' : `#${id}`}`,
    )
    .replace(/(\]\([^\s()#?]{1,500}\.md)\?id=([^\s()#&]{1,200})(?=[\s)])/g, '$1#$2');
