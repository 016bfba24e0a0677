import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ok, type Result } from '#kernel/stream/refusal.ts';
import type { Answer, Document } from '#server/route.ts';

/** The one sheet of the plain pages. Its address holds its content's hash. */
export const SHEET = ['./plain.css', './plain-document.css']
  .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
  .join('\n');
const SHEET_ADDRESS = `/public/plain.css?v=${hash('sha256', SHEET, 'hex').slice(0, 12)}`;

export const HTML = 'text/html; charset=utf-8';

/** What draws the diagrams of a page. It stands in the page itself, so that the policy can name it by its content alone. */
const DRAWS = readFileSync(new URL('./plain-drawings.js', import.meta.url), 'utf8');
const DIAGRAM = /<pre[^>]* class="mermaid"/;

const policy = (more: readonly string[], pictures = "'self'"): string =>
  [
    ...["default-src 'none'", "style-src 'self'", `img-src ${pictures}`, ...more],
    ...["form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"],
  ].join('; ');

/** [safety] Text and pictures of ours, and one sheet: nothing runs, nothing loads from elsewhere, nobody frames it. */
const POLICY = policy([]);

/** [safety] Where there is a diagram one script runs, which is ours to the byte, and the page that draws, which has an origin of its own. */
const WITH_DIAGRAMS = policy([`script-src 'sha256-${hash('sha256', DRAWS, 'base64')}'`, "frame-src 'self'"], "'self' blob:");

const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'x-frame-options': 'DENY',
} as const;

/** What one link leads to is nobody else's: no cache keeps it, no search engine lists it, and where it leads on learns nothing. */
export const SECRET = {
  ...HEADERS,
  'cache-control': 'private, no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow, noarchive',
} as const;

/** Everybody's. It may be kept, and is asked for again each time: what is taken back from the public is gone at once. */
export const PUBLIC = { ...HEADERS, 'cache-control': 'public, no-cache' } as const;

/** The headers of a plain page, by what is on it. */
export const headersOf = (html: string, headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  DIAGRAM.test(html) ? { ...headers, 'content-security-policy': WITH_DIAGRAMS } : headers;

export interface Plain {
  readonly title: string;
  /** BCP 47; null: not known. */
  readonly language: string | null;
  /** Search engines keep away. */
  readonly hidden: boolean;
  readonly head?: string;
  readonly top?: string;
  readonly aside?: string;
  readonly main: string;
  readonly foot: string;
}

/** A page that stands by itself: readable without its sheet, and without the one script that draws its diagrams. All but the title is HTML. */
export const plainPage = ({ title, language, hidden, head = '', top = '', aside = '', main, foot }: Plain): string =>
  `<!doctype html>
<html lang="${escape(language || 'en')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${hidden ? '<meta name="robots" content="noindex, nofollow">\n' : ''}<meta name="referrer" content="no-referrer">
<title>${escape(title)}</title>
<link rel="stylesheet" href="${SHEET_ADDRESS}">
${head}</head>
<body${aside === '' ? '' : ' class="wide"'}>
<a class="skip" href="#text">To the text</a>
${top === '' ? '' : `<header lang="en">${top}</header>\n`}<div class="frame">
<main id="text">
${main}
</main>
${aside === '' ? '' : `<nav class="tree" aria-label="Pages" lang="en">${aside}</nav>\n`}</div>
<footer lang="en">${foot}</footer>
${DIAGRAM.test(main) ? `<script>${DRAWS}</script>\n` : ''}</body>
</html>
`;

/** A text with its title above; the title is not said twice where the text begins with it. */
export const article = (title: string, { html, plain }: Document): string => {
  const [whole, inside = ''] = /^\s*<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html) ?? [];
  const same = whole !== undefined && wordsOf(inside) === wordsOf(escape(title));
  const long = plain === null ? '' : '<p class="note" lang="en">This text is shown as it was typed.</p>';
  return `<h1 dir="auto">${escape(title)}</h1>\n${long}<article class="document" dir="auto">${same ? html.slice(whole.length) : html}</article>`;
};

const wordsOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);

/** 21 December 2026 */
export const dayOf = (at: number): string =>
  new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** [safety] One and the same, whatever is not there or not any more. */
export const nothingHere = (headers: Readonly<Record<string, string>>): Result<Answer<string>> =>
  ok({ body: NOTHING, status: 404, headers: { ...headers, 'content-type': HTML, 'cache-control': 'private, no-store' } });

const NOTHING = plainPage({
  title: 'Nothing here',
  language: 'en',
  hidden: true,
  main: `<h1>Nothing here</h1>
<p class="note">This address leads nowhere, or no longer. Links end on a day, can be taken back, and end with what they lead to.</p>
<p class="note">Ask whoever gave it to you for another.</p>`,
  foot: '',
});
