import type { Rendered } from './pipeline.ts';
import { escaped } from './write.ts';

/** A text that was not made into HTML, as it was typed. */
export const plainText = (text: string): Rendered => ({
  parts: [`<pre class="plain" tabindex="0">${escaped(text)}</pre>`],
  slots: [],
  headings: [],
});
