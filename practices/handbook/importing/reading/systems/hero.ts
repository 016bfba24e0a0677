import { frontOf, isRecord, wordOf } from '../front.ts';
import { isPagePath } from '../paths.ts';

const [MOST, LONGEST] = [50, 2_000];

/**
 * What the first page of a site of VitePress, VuePress or Starlight says in its front matter alone, as a text below it: its name, what it is about, where to begin,
 * and what stands on its cards. Another page stays as it is.
 */
export const withHero = (path: string, text: string): string => {
  if (!isPagePath(path) || !/^(?:hero|heroText|features)[ \t]*:/m.test(text.slice(0, HEAD))) return text;
  const { data, lines } = frontOf(text);
  const hero = isRecord(data['hero']) ? data['hero'] : data['home'] === true ? data : {};
  const said = [
    ...headOf(data, hero),
    ...linksOf(hero['actions'] ?? data['actions'] ?? oldAction(data)),
    ...(Array.isArray(data['features']) ? data['features'] : []).slice(0, MOST).flatMap(featureOf),
  ];
  if (lines === 0 || said.length === 0) return text;
  const all = text.split(/(?<=\n)/);
  const head = all.slice(0, lines).join('');
  const body = all.slice(lines).join('').trimStart();
  return `${head.trimEnd()}\n\n${said.join('\n\n')}\n${body === '' ? '' : `\n${body}`}`;
};

const HEAD = 16_000;

type Said = Readonly<Record<string, unknown>>;

/** Its name is the page's, unless the page has one. */
const headOf = (data: Said, hero: Said): readonly string[] => {
  const title = wordsOf(hero['name']) || wordsOf(hero['title']) || wordsOf(data['heroText']);
  const [words, below] = [wordsOf(hero['text']), wordsOf(hero['tagline'])];
  const named = wordOf(data['title']) === null && title !== '' ? `# ${title}` : title === '' ? '' : `**${title}**`;
  return [named, words === '' ? '' : `**${words}**`, below].filter((one) => one !== '');
};

/** VuePress of before: `actionText` and `actionLink`. */
const oldAction = (data: Said): unknown => [{ text: data['actionText'], link: data['actionLink'] }];

const linksOf = (actions: unknown): readonly string[] =>
  (Array.isArray(actions) ? actions : []).slice(0, MOST).flatMap((one: unknown) => {
    const [words, href] = isRecord(one) ? [wordsOf(one['text']), addressOf(one['link'])] : ['', ''];
    return words === '' || href === '' ? [] : [`[${words}](<${href}>)`];
  });

const featureOf = (one: unknown): readonly string[] => {
  if (!isRecord(one)) return [];
  const [title, words, href] = [
    wordsOf(one['title']),
    wordsOf(one['details']) || wordsOf(one['description']),
    addressOf(one['link']),
  ];
  const named = title === '' ? '' : href === '' ? `**${title}**` : `**[${title}](<${href}>)**`;
  return [[named, words].filter((part) => part !== '').join('  \n')].filter((part) => part !== '');
};

const wordsOf = (value: unknown): string =>
  (wordOf(value) ?? '').slice(0, LONGEST).replace(/\s+/g, ' ').replace(/[[\]]/g, '\\$&');

const addressOf = (value: unknown): string => (wordOf(value) ?? '').slice(0, LONGEST).replace(/[<>\n]/g, '');
