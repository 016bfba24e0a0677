import { wordsOf } from '#kernel/text/words.ts';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { own } from '#kernel/stream/own.ts';

/** A link of Markdown with its words, and one by title with words of its own. Pictures say nothing of what they lead to. */
const LINK = /(?<!!)\[([^[\]\n]{1,200})\]\(<?([^()<>\s]{1,2000})/gu;
const WIKI = /\[\[([^[\]|\n]{1,300})\|([^[\]\n]{1,200})\]\]/gu;
/** More of a text is not looked through, as for search; and nobody calls one page by more words. */
const [MOST_TEXT, MOST_WORDS] = [200_000, 24];

/** By which words a text calls what it links: each target's, once each. `links` has every address without its anchor. */
export const linkWords = (
  body: string,
  links: Readonly<Record<string, ArtifactId>>,
): ReadonlyMap<ArtifactId, readonly string[]> => {
  const said = new Map<ArtifactId, Set<string>>();
  const add = (label: string, address: string): void => {
    const to = own(links, address);
    if (to === undefined) return;
    let words = said.get(to);
    if (!words) said.set(to, (words = new Set()));
    for (const { word } of wordsOf(label)) if (words.size < MOST_WORDS) words.add(word);
  };
  const text = body.slice(0, MOST_TEXT);
  for (const [, label = '', href = ''] of text.matchAll(LINK)) add(label, href.replace(/#(?!\d).*$/u, ''));
  for (const [, title = '', label = ''] of text.matchAll(WIKI)) add(label, `[[${title.replace(/#.*$/u, '')}]]`);
  return new Map([...said].flatMap(([to, words]) => (words.size === 0 ? [] : [[to, [...words]] as const])));
};
