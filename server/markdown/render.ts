import { createHash } from 'node:crypto';
import { aside } from './aside.ts';
import { plainText } from './plain-text.ts';
import { recent } from './recent.ts';
import type { Rendered } from './pipeline.ts';

export interface RenderedMarkdown extends Rendered {
  /** Why the text is shown as it was typed instead; null: it is not. */
  readonly plain: 'too-large' | 'too-deep' | 'too-slow' | null;
}

/** Characters. Longer texts are shown as they were typed. */
export const LONGEST = 1024 * 1024;
/** Longer ones leave this thread. */
const SHORT = 16 * 1024;
const CACHE_BYTES = 32 * 1024 * 1024;
const PATIENCE = 60_000;

const cache = recent<RenderedMarkdown>(CACHE_BYTES);
const underway = new Map<string, Promise<RenderedMarkdown>>();
const renderAside = aside();

/**
 * Markdown (GFM) as sanitized HTML: no raw HTML, ids of its own, `#142` and `@ines` named, links that lead away marked so. The same
 * text gives the same HTML, from memory when it was asked for lately. Long texts, and those made to be slow, are rendered aside within
 * a time limit. Never rejects on account of the text.
 */
export const renderMarkdown = async (text: string): Promise<RenderedMarkdown> => {
  if (text.length > LONGEST) return { ...plainText(text), plain: 'too-large' };
  const key = createHash('sha256').update(text).digest('base64url');
  const known = cache.get(key) ?? underway.get(key);
  if (known !== undefined) return known;
  const rendering = render(text, key).finally(() => underway.delete(key));
  underway.set(key, rendering);
  return rendering;
};

const render = async (text: string, key: string): Promise<RenderedMarkdown> => {
  const mark = key.replace(/[^A-Za-z0-9]/g, '').slice(0, 6);
  const done = isTame(text) ? await here(text, mark) : await renderAside({ text, mark }, limitOf(text));
  if (done === 'busy') return { ...plainText(text), plain: 'too-slow' };
  const rendered: RenderedMarkdown =
    done === null
      ? { ...plainText(text), plain: 'too-deep' }
      : done === 'too-slow'
        ? { ...plainText(text), plain: 'too-slow' }
        : { ...done, plain: null };
  cache.keep(key, rendered, 2 * (rendered.html.length + 200));
  // The machine may have been busy with something else.
  if (rendered.plain === 'too-slow') setTimeout(() => cache.drop(key), PATIENCE).unref();
  return rendered;
};

/** The libraries cost a tenth of a second and some memory: whoever renders nothing does not load them. */
const here = async (text: string, mark: string): Promise<Rendered | null> => {
  const { renderNow } = await import('./pipeline.ts');
  try {
    return renderNow(text, mark);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

/** In ms: what any text that people wrote needs several times over. */
const limitOf = (text: string): number => 1_000 + text.length / 150;

// A line that opens many containers, or a text that opens more than people do, makes the parser slow beyond its length.
const DEEP = /^(?:[ \t]{0,8}(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){9}|^[ \t]{64}/m;
const isTame = (text: string): boolean =>
  text.length <= SHORT && !DEEP.test(text) && (text.match(/[[\]*_~`<|&=]/g)?.length ?? 0) < 800;
