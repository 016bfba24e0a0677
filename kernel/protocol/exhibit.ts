import { parseProtocol, type Protocol } from './document.ts';

/** A protocol of the gallery, as its file has it. */
export interface Exhibit {
  readonly title: string;
  /** What it is, in a sentence or two. */
  readonly about: string;
  /** Where it is from: an address, or the name of a document. Null: nobody’s in particular. */
  readonly source: string | null;
  /** Without its first lines. */
  readonly yaml: string;
  readonly protocol: Protocol;
}

/** The first lines of its file are a comment: what it is called up to the first comma or colon, what it is, and its source. Null: it is no protocol. */
export const exhibitIn = (text: string): Exhibit | null => {
  const { protocol } = parseProtocol(text);
  if (!protocol) return null;
  const lines = text.split('\n');
  const head = lines.findIndex((line) => !line.startsWith('#'));
  const words = lines
    .slice(0, head)
    .map((line) => line.replace(/^#\s?/, ''))
    .join(' ')
    .replace(/\s+/g, ' ');
  const [about = '', source = null] = words.split(/\s*Sources?:\s*/);
  const title = /^[^,:;.]+/.exec(about)?.[0].trim() ?? protocol.id;
  return { title, about: about.trim(), source: source?.trim() ?? null, yaml: lines.slice(head).join('\n'), protocol };
};
