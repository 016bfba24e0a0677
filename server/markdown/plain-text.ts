import type { Rendered } from './pipeline.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text that was not made into HTML, as it was typed. */
export const plainText = (text: string): Rendered => ({
  html: `<pre class="plain">${text.replace(/[&<>"]/g, (mark) => ENTITIES[mark] ?? mark)}</pre>`,
  headings: [],
});
