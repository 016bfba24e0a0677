import { isRecord, configOf, wordsOf } from '../front.ts';
import { isPagePath } from '../paths.ts';

const SITE = /(?:^|\/)mkdocs\.ya?ml$/i;
const [MOST, LONGEST] = [20, 2_000];

/** Files that MkDocs puts below every page: words that are explained everywhere, and addresses that have names. */
export const appendedIn = async (
  paths: readonly string[],
  read: (path: string) => Promise<string>,
): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const path of paths.filter((one) => SITE.test(one)).slice(0, MOST)) {
    const config = configOf((await read(path)).replace(/!!?[\w./:-]+/g, ''));
    const extensions: readonly unknown[] = Array.isArray(config?.['markdown_extensions']) ? config['markdown_extensions'] : [];
    for (const one of extensions) {
      const snippets = isRecord(one) && isRecord(one['pymdownx.snippets']) ? one['pymdownx.snippets'] : {};
      for (const href of wordsOf(snippets['auto_append'])) {
        const end = `/${href.replace(/^(?:\.?\/)+/, '')}`;
        const at = paths.find((file) => isPagePath(file) && `/${file}`.endsWith(end));
        if (at !== undefined && found.length < MOST) found.push(at);
      }
    }
  }
  return found;
};

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** A page with what it uses of that. */
export const withAppended = (text: string, appended: readonly string[]): string => {
  if (appended.length === 0) return text;
  const known = new Set(text.match(WORD));
  const says = (words: string): boolean => known.has(words.match(WORD)?.[0] ?? '') && text.includes(words);
  const used = appended
    .flatMap((one) => one.split(/\r\n|\n|\r/))
    .slice(0, LONGEST)
    .filter((line) => {
      const [, word = '', name = ''] = /^(?:\*\[([^\]]{1,100})\]|\[([^\]^]{1,100})\]):[ \t]*\S/.exec(line) ?? [];
      return word === ''
        ? name !== '' && says(name) && text.includes(`[${name}]`) && !text.includes(`[${name}]:`)
        : says(word) && !text.includes(`*[${word}]:`);
    });
  return used.length === 0
    ? text
    : `${text.trimEnd()}\n\n${used.toSorted((a, b) => Number(a.startsWith('*')) - Number(b.startsWith('*'))).join('\n')}\n`;
};
