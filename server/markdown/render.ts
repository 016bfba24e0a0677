import { createHash } from 'node:crypto';
import type { ArtifactId, OrgId } from '#kernel/stream/event.ts';
import { aside } from './aside.ts';
import { plainText } from './plain-text.ts';
import { recent } from './recent.ts';
import { VERSION } from './version.ts';
import type { Job, Rendered } from './pipeline.ts';

export interface RenderedMarkdown extends Rendered {
  /** Why the text is shown as it was typed instead; null: it is not. */
  readonly plain: 'too-large' | 'too-deep' | 'too-slow' | null;
}

export interface Source {
  readonly text: string;
  /** Each address in it, without its anchor, that leads to an artifact; left out: a text that belongs to no page. */
  readonly links?: Readonly<Record<string, ArtifactId>>;
  /** Addresses in it that lead nowhere; left out: those that look as if they led to a page or file here. */
  readonly broken?: readonly string[];
}

/** What was rendered in an earlier life of the process, or in another one. */
export interface Shelf {
  find(org: OrgId, hash: string): Promise<RenderedMarkdown | null>;
  keep(org: OrgId, hash: string, rendered: RenderedMarkdown): Promise<void>;
}

/** Characters. Longer texts are shown as they were typed. */
export const LONGEST = 2_000_000;
/** Cells of tables. A table of more is data, which a browser would not show either. */
const MOST_CELLS = 100_000;
/** Longer ones leave this thread, and are kept. */
export const SHORT = 32 * 1024;
const CACHE_BYTES = 32 * 1024 * 1024;
const PATIENCE = 60_000;

/**
 * Markdown as sanitized HTML in pieces (`fill.ts` puts them together for a reader). The same text with the same links gives the same pieces,
 * from memory or the shelf when it was asked for before. Long texts, and those made to be slow, are rendered aside within a time limit.
 * Never rejects on account of the text. `home`: where people reach this server; null: nobody does.
 */
export const renderer = (shelf: Shelf | null, home: string | null = null) => {
  const cache = recent<RenderedMarkdown>(CACHE_BYTES);
  const underway = new Map<string, Promise<RenderedMarkdown>>();
  const renderAside = aside();

  const make = async (source: Source, hash: string, org: OrgId | null, whose: string): Promise<RenderedMarkdown> => {
    const tame = isTame(source.text);
    if (!tame && shelf && org !== null) {
      const found = await shelf.find(org, hash).catch(() => null);
      if (found !== null) return keep(hash, found);
    }
    const rendered = await render(source, hash, tame, whose);
    keep(hash, rendered);
    // The machine may have been busy with something else.
    if (rendered.plain === 'too-slow') setTimeout(() => cache.drop(hash), PATIENCE).unref();
    else if (!tame && shelf && org !== null) shelf.keep(org, hash, rendered).catch(() => undefined);
    return rendered;
  };

  const keep = (hash: string, rendered: RenderedMarkdown): RenderedMarkdown => {
    cache.keep(hash, rendered, 2 * rendered.parts.reduce((sum, part) => sum + part.length, 200) + 200 * rendered.slots.length);
    return rendered;
  };

  const render = async (source: Source, hash: string, tame: boolean, whose: string): Promise<RenderedMarkdown> => {
    const { text, links = null, broken = null } = source;
    const job: Job = { text, mark: hash.replace(/[^A-Za-z0-9]/g, '').slice(0, 6), links, broken, home, enrich: true };
    if (tame) return outcome(text, await here(job));
    const limit = limitOf(text);
    const done = await renderAside(job, limit, whose);
    // It may be its code or its formulas that are slow.
    const again = done === 'too-slow' && /```|~~~|\$/.test(text);
    return outcome(text, again ? await renderAside({ ...job, enrich: false }, limit, whose) : done);
  };

  /** `org` null: kept in memory alone. `whose`: who asks for it; those who ask for much wait for one another, and not the others for them. */
  return async (source: Source, org: OrgId | null = null, whose = ''): Promise<RenderedMarkdown> => {
    if (isTooLarge(source.text)) return { ...plainText(source.text), plain: 'too-large' };
    const hash = hashOf(source, home);
    const known = cache.get(hash) ?? underway.get(hash);
    if (known !== undefined) return known;
    const rendering = make(source, hash, org, whose).finally(() => underway.delete(hash));
    underway.set(hash, rendering);
    return rendering;
  };
};

const isTooLarge = (text: string): boolean => {
  if (text.length > LONGEST) return true;
  if (text.length <= MOST_CELLS || !TABLE.test(text)) return false;
  let cells = 0;
  for (let at = text.indexOf('|'); at >= 0 && cells <= MOST_CELLS; at = text.indexOf('|', at + 1)) cells += 1;
  return cells > MOST_CELLS;
};
/** The line below the head of a table. */
const TABLE = /^[ \t>]*(?:\|[ \t]*)?:?-+:?[ \t]*\|/m;

const outcome = (text: string, done: Rendered | null | 'too-slow' | 'busy'): RenderedMarkdown => {
  if (done === null) return { ...plainText(text), plain: 'too-deep' };
  if (typeof done === 'string') return { ...plainText(text), plain: 'too-slow' };
  return { ...done, plain: null };
};

const hashOf = ({ text, links, broken }: Source, home: string | null): string => {
  const hash = createHash('sha256').update(`${VERSION}\n`).update(text);
  // Of a text that does not name this server it makes no difference where it is.
  if (home !== null && text.toLowerCase().includes(home.toLowerCase())) hash.update(`\0${home}`);
  if (links !== undefined)
    hash.update(`\0${JSON.stringify(Object.entries(links).toSorted(byKey))}\0${JSON.stringify(broken ?? null)}`);
  return hash.digest('base64url');
};

const byKey = ([one]: readonly [string, string], [other]: readonly [string, string]): number =>
  one < other ? -1 : Number(one > other);

/** The libraries cost a twentieth of a second and some memory: whoever renders nothing does not load them. */
const here = async (job: Job): Promise<Rendered | null> => {
  const { renderNow } = await import('./pipeline.ts');
  try {
    return renderNow(job);
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
  text.length <= SHORT && !DEEP.test(text) && (text.match(/[[\]*_~`<|&=$:]/g)?.length ?? 0) < 2_500;
