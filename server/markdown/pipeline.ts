import { withPlainAddresses } from '#kernel/text/plain-addresses.ts';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { build } from './build.ts';
import { parser } from './parser.ts';
import { shape, type MarkdownHeading } from './shape.ts';
import { write, type Written } from './write.ts';

export interface Rendered extends Written {
  readonly headings: readonly MarkdownHeading[];
}

export interface Job {
  readonly text: string;
  /** Tells the ids of this text's footnotes from those of others on the same page. */
  readonly mark: string;
  /** Each address in it, as it is written and without its anchor, that leads to an artifact; null: a text that belongs to no page. */
  readonly links: Readonly<Record<string, ArtifactId>> | null;
  /** Addresses that lead nowhere; null: those that look internal and are not in `links`. */
  readonly broken: readonly string[] | null;
  /** Where people reach this server; null: nobody does. */
  readonly home: string | null;
  /** Colours of code and formulas; without them it is faster. */
  readonly enrich: boolean;
}

const FRONT =
  /^\uFEFF?(?:---[ \t]*\r?\n(?:[\s\S]*?\r?\n)?(?:---|\.\.\.)|\+\+\+[ \t]*\r?\n(?:[\s\S]*?\r?\n)?\+\+\+)[ \t]*(?:\r?\n|$)/;

/** A text that belongs to no page says of no address that it leads nowhere. */
const NONE: ReadonlySet<string> = new Set();

/** Throws only where the text is nested too deep for the stack. */
export const renderNow = ({ text, mark, links, broken, home, enrich }: Job): Rendered => {
  const body = withPlainAddresses(text)
    .replace(FRONT, '')
    .replace(/^\uFEFF/, '');
  const tokens = parser.parse(body, { wiki: links !== null });
  const leading = { links: links ?? {}, broken: links === null ? NONE : broken === null ? null : new Set(broken), home };
  const built = build(tokens, leading, enrich);
  const headings = shape(built, mark);
  return { ...write(built.root), headings };
};
