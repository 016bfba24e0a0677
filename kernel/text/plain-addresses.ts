import { withPlainReferences } from './hugo-references.ts';
import { withPlainTags } from './jsx-addresses.ts';
import { withPlainLiquid } from './liquid-addresses.ts';
import { withPlainRoles } from './myst.ts';
import { withPlainPictures } from './sized-pictures.ts';

/**
 * Markdown in which the addresses that other systems fill in (Hugo, Jekyll, Docusaurus, VitePress, MyST) stand as everybody reads them. What is kept is what was
 * written; this is how it is read and shown. As many lines as before.
 */
export const withPlainAddresses = (text: string): string =>
  withPlainTags(withPlainLiquid(withPlainPictures(withPlainReferences(withPlainRoles(text)))));
