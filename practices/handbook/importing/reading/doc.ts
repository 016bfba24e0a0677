import { decode, UTF_8 } from './decode.ts';
import { addressesIn } from './front-addresses.ts';
import { wordOf } from './front.ts';
import type { Doc } from './ground.ts';
import { withIncluded } from './included.ts';
import { dirOf } from './paths.ts';
import { withPieces, type Pieces } from './pieces.ts';
import type { Remark } from './remarks.ts';
import { scan } from './scan.ts';
import { withTemplate } from './systems/erb.ts';
import { withAppended } from './systems/appended.ts';
import { lostBlocks, withBlocks, type Blocks } from './systems/blocks.ts';
import { withHero } from './systems/hero.ts';
import { withLabels, type Labels } from './systems/myst.ts';
import { withProperties } from './systems/properties.ts';

export interface Surveyed {
  readonly doc: Doc;
  readonly text: string;
  readonly remarks: readonly Remark[];
  /** Components of another system, which matter where that system is in use. */
  readonly components: ReadonlyMap<string, number>;
}

/** What pages of a source name from elsewhere, without saying where it is. */
export interface Named {
  readonly labels: Labels;
  /** Null: it is no graph of Logseq. */
  readonly blocks: Blocks | null;
  /** Texts of which every page has what it uses. */
  readonly appended: readonly string[];
}

const NOTHING: Named = { labels: new Map(), blocks: null, appended: [] };

/** Reads a page with the pieces that it shows. Null: it is no text. */
export const survey = (path: string, bytes: Uint8Array, pieces: Pieces = new Map(), named: Named = NOTHING): Surveyed | null => {
  const decoded = decode(bytes);
  if (decoded === null) return null;
  const filled = withTemplate(path, decoded.text, pieces);
  const shown = new Set<string>();
  const show = (piece: string): void => void shown.add(dirOf(piece));
  const assembled = withIncluded(
    path,
    withPieces(path, withHero(path, withProperties(path, filled.text)), pieces, show),
    pieces,
    show,
  );
  const whole = withAppended(assembled, named.appended);
  const surveyed = surveyText(path, withBlocks(path, withLabels(path, whole, named.labels), named.blocks), null, shown);
  const remarks: Remark[] = [...filled.remarks];
  if (named.blocks !== null)
    for (const { id, line } of lostBlocks(surveyed.text)) remarks.push({ path, line, code: 'broken-link', detail: id });
  if (decoded.encoding !== UTF_8) remarks.push({ path, line: null, code: 'encoding', detail: decoded.encoding });
  if (decoded.replaced > 0)
    remarks.push({
      path,
      line: lineAt(decoded.text, decoded.text.indexOf('\uFFFD')),
      code: 'characters',
      detail: decoded.replaced === 1 ? '1 character' : `${decoded.replaced} characters`,
    });
  return { ...surveyed, remarks: [...remarks, ...surveyed.remarks] };
};

/** The same of a text that was made here. */
export const surveyText = (path: string, text: string, made: string | null, shown: ReadonlySet<string> = new Set()): Surveyed => {
  const { front, heading, hrefs, anchors, tags, components, shortcodes } = scan(text, { mdx: /\.mdx$/i.test(path) });
  const remarks: Remark[] = [];
  if (front.fault !== null) remarks.push({ path, line: front.fault.line, code: 'front-matter', detail: front.fault.detail });
  for (const [name, line] of shortcodes) remarks.push({ path, line, code: 'shortcode', detail: name });
  const [first] = tags.values();
  if (first !== undefined) remarks.push({ path, line: first, code: 'html', detail: [...tags.keys()].slice(0, 20).join(', ') });
  return {
    doc: {
      path,
      front: front.data,
      title: wordOf(front.data['title'])?.slice(0, 300) ?? heading?.slice(0, 300) ?? null,
      language: languageOf(front.data),
      anchors,
      hrefs,
      aliases: aliasesIn(text),
      fronts: addressesIn(front, text),
      shownFrom: [...shown].slice(0, MOST_SHOWN_FROM),
      made,
    },
    text,
    remarks,
    components,
  };
};

/** Each is looked in for what leads nowhere otherwise. */
const MOST_SHOWN_FROM = 20;

const aliasesIn = (text: string): readonly string[] =>
  (/^[ \t]*(?:-[ \t]+)?alias::[ \t]*([^\r\n]{1,1000})/m.exec(text.slice(0, 4_000))?.[1] ?? '')
    .split(',')
    .map((one) => one.replace(/^\s*\[\[|\]\]\s*$/g, '').trim())
    .filter((one) => one !== '');

const languageOf = (data: Readonly<Record<string, unknown>>): string | null => {
  const said = wordOf(data['lang'] ?? data['language'] ?? data['locale']);
  if (said === null || said.length > 35) return null;
  try {
    return Intl.getCanonicalLocales(said.replaceAll('_', '-'))[0] ?? null;
  } catch {
    return null;
  }
};

const lineAt = (text: string, at: number): number => (text.slice(0, Math.max(0, at)).match(/\r\n|\n|\r/g)?.length ?? 0) + 1;
