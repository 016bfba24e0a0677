/** More of a tag is not read, and of so many names. */
const [LONGEST_TAG, MOST_NAMES] = [3_000, 500];
const FENCE = /^\s*(?:>\s?)*(?:[-*+]\s+|\d{1,9}[.)]\s+)?(`{3,}|~{3,})/;
const IMPORTED =
  /^\s*import\s+([A-Za-z_$][\w$]{0,80})\s+from\s+["']([^"'!\n]{1,500}\.(?:png|jpe?g|gif|webp|avif|svg|bmp|ico|pdf|mp4|webm|mp3|zip|docx?|xlsx?|pptx?))(?:\?[\w=&]*)?["'];?\s*$/i;
/** What is understood here needs no name any more. */
const UNDERSTOOD =
  /^import\s+\{?\s*(Link|NavLink|NextLink|RouterLink|Image|Img|IdealImage|StaticImage|ThemedImage|useBaseUrl|withBase)\s*\}?\s+from\s+["'][^"'\n]{1,300}["'];?\s*$/;
const NAMED = /^\s*(?:export\s+)?(?:const|let|var)\s+([A-Za-z_$][\w$]{0,80})\s*=\s*([^;\n]{1,600});?\s*$/;
const TAG = /<(\/?)([A-Za-z][\w.-]{0,80})((?:[^<>"'{}]|"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\})*)>/y;
const ATTRIBUTE =
  /(?<=[\s"'}])(?:(src|href|to|img)(\s*=\s*)\{((?:[^{}]|\{[^{}]*\})*)\}|(:|v-bind:)(src|href|to)(\s*=\s*)"([^"]*)"|sources(\s*=\s*)\{\s*\{([^{}]*)\}\s*\})/g;
/** What only a program knows, of which the address is none. */
const OTHERS = /(?<=[\s"'}])(?:(?!(?:src|href|to)\s*=)([A-Za-z_:@][\w:.-]{0,80})\s*=\s*)?\{(?:[^{}]|\{[^{}]*\})*\}/g;
/** What other systems call a picture and a link. */
const PICTURES = /^(?:Image|Img|IdealImage|StaticImage|ThemedImage)$/;
const LINKS = /^(?:Link|NavLink|NextLink|RouterLink|router-link)$/;

/**
 * Markdown in which the addresses of its tags stand as everybody reads them, where they can be read without running anything:
 * `<img src={require('./dock.png').default}/>`, `import dock from './dock.png'` with `src={dock}`, `useBaseUrl('/dock.png')`, `:src="withBase('/dock.png')"`,
 * and `<Link to="…">`. Lines stay as they are counted, and addresses at their columns where they are written in the tag. In code all stays.
 */
export const withPlainTags = (text: string): string => {
  if (!/=\s*\{|\{\.\.\.|:(?:src|href|to)\s*=|<(?:Link|NavLink|RouterLink|router-link)\s|\bimport\s/.test(text)) return text;
  const lines = text.split('\n');
  const coded = codeIn(lines);
  const names = new Map<string, string>();
  const isUsed = usedIn(text);
  for (const [index, line] of lines.entries()) {
    if (coded.has(index) || names.size >= MOST_NAMES) continue;
    const imported = IMPORTED.exec(line);
    if (imported !== null) {
      const [, name = '', address = ''] = imported;
      names.set(name, address);
      if (isUsed(name)) lines[index] = '';
      continue;
    }
    const understood = UNDERSTOOD.exec(line)?.[1];
    if (understood !== undefined) {
      if (isUsed(understood)) lines[index] = '';
      continue;
    }
    const [, name, said] = NAMED.exec(line) ?? [];
    const address = name === undefined || said === undefined ? null : addressOf(said, names);
    if (name !== undefined && address !== null && /^(?:[^\s]*[./][^\s]*)$/.test(address.words)) names.set(name, address.words);
  }
  const parts: string[] = [];
  let from = 0;
  for (let index = 0; index <= lines.length; index += 1)
    if (index === lines.length || coded.has(index)) {
      if (index > from) parts.push(tagged(lines.slice(from, index).join('\n'), names));
      if (index < lines.length) parts.push(lines[index] ?? '');
      from = index + 1;
    }
  return parts.join('\n');
};

/** Whether something is made of what was imported; where it is only spoken of, its line stays to be read. */
const usedIn = (text: string): ((name: string) => boolean) => {
  const known = new Map<string, boolean>();
  return (name) => {
    const used =
      known.get(name) ?? (['<', '{', '{ ', ': '].some((before) => text.includes(before + name)) || text.includes(`${name}(`));
    known.set(name, used);
    return used;
  };
};

/** The lines that are code. */
const codeIn = (lines: readonly string[]): ReadonlySet<number> => {
  const coded = new Set<number>();
  let fence: string | null = null;
  let [blank, listed] = [true, false];
  for (const [index, line] of lines.entries()) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== null || mark !== undefined) coded.add(index);
    if (fence === null) fence = mark ?? null;
    else if (mark?.startsWith(fence) === true && line.replace(/[>\s]/g, '') === mark) fence = null;
    if (fence !== null || mark !== undefined) continue;
    const indented = /^(?: {4}|\t)/.test(line);
    if (/^\s*(?:[-*+]|\d{1,9}[.)]|!!!|\?\?\?|===)\s/.test(line)) listed = true;
    else if (line.trim() !== '' && blank && !/^\s/.test(line)) listed = false;
    if (indented && !listed && (blank || coded.has(index - 1)) && line.trim() !== '') coded.add(index);
    blank = line.trim() === '';
  }
  return coded;
};

const tagged = (text: string, names: ReadonlyMap<string, string>): string => {
  const parts: string[] = [];
  const behindCode = closersIn(text);
  const links: boolean[] = [];
  let [at, from] = [0, 0];
  const instead = (words: string, end: number): void => {
    parts.push(text.slice(from, at), words);
    [from, at] = [end, end];
  };
  const stops = /[<`\\]/g;
  for (;;) {
    stops.lastIndex = at;
    const stop = stops.exec(text)?.index;
    if (stop === undefined) break;
    at = stop;
    const sign = text.charAt(at);
    if (sign === '\\') at += 2;
    else if (sign === '`') at = behindCode(at);
    else if (text.startsWith('<!--', at)) at = (text.indexOf('-->', at) + 1 || text.length) + 2;
    else {
      TAG.lastIndex = 0;
      const found = TAG.exec(text.slice(at, at + LONGEST_TAG));
      if (found === null) {
        at += 1;
        continue;
      }
      const [whole, closing = '', name = '', attributes = ''] = found;
      if (closing !== '' && LINKS.test(name)) {
        if (links.pop() === true) instead('</a>', at + whole.length);
        else at += whole.length;
        continue;
      }
      const plain = closing === '' ? tagOf(name, attributes, names) : null;
      if (LINKS.test(name) && !attributes.endsWith('/')) links.push(plain !== null);
      if (plain === null) at += whole.length;
      else instead(plain, at + whole.length);
    }
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(from);
};

/** Where code ends that begins somewhere in a text: behind as many backticks as it begins with, in the same paragraph. */
const closersIn = (text: string): ((at: number) => number) => {
  const runs = Map.groupBy(text.matchAll(/`+/g), ([run]) => run.length);
  // From the last, so that those that were passed are taken off the end.
  const left = new Map([...runs].map(([length, all]) => [length, all.map(({ index }) => index).toReversed()]));
  const blank = /\n[ \t]*\n/g;
  let paragraph = 0;
  return (at) => {
    let end = at;
    while (text.charCodeAt(end) === 96) end += 1;
    if (at >= paragraph) {
      blank.lastIndex = at;
      paragraph = blank.exec(text)?.index ?? text.length;
    }
    const alike = left.get(end - at) ?? [];
    while ((alike.at(-1) ?? Infinity) < end) alike.pop();
    const closer = alike.at(-1) ?? Infinity;
    return closer < paragraph ? closer + (end - at) : end;
  };
};

/** A tag as everybody reads it; null: it stays. */
const tagOf = (name: string, attributes: string, names: ReadonlyMap<string, string>): string | null => {
  const drawn = names.get(name);
  // A drawing that is imported as a component.
  if (drawn !== undefined) return /\.svg$/i.test(drawn) ? spread(`<img src="${quoted(drawn)}" alt="" />`, attributes) : null;
  let changed = false;
  const plain = attributes.replace(
    ATTRIBUTE,
    (
      whole,
      key?: string,
      sign = '=',
      said = '',
      bind?: string,
      vueKey?: string,
      vueSign = '=',
      vueSaid = '',
      shownSign = '=',
      shown = '',
    ) => {
      const expression =
        key !== undefined ? said : bind !== undefined ? vueSaid : (/\blight\s*:\s*([^,]+)/.exec(shown)?.[1] ?? '');
      const address = addressOf(expression, names);
      if (address === null) return whole;
      changed = true;
      if (key === undefined && bind === undefined) return spread(`src${shownSign}"${quoted(address.words)}"`, whole, 'x');
      const before = bind === undefined ? `${key === 'img' ? 'src' : key}${sign}` : `${vueKey}${vueSign}`;
      const begin = whole.indexOf(bind === undefined ? '{' : '"') + 1;
      const pad = address.at === null ? 0 : begin + address.at - before.length - 1 - (address.words.length - address.length);
      const value = `${before}${' '.repeat(Math.max(0, pad))}"${quoted(address.words)}"`;
      return address.at === null ? value : value.padEnd(whole.length);
    },
  );
  const isLink = LINKS.test(name);
  const ofHtml = /^[a-z]+[1-6]?$/.test(name) && /\{/.test(plain);
  if (!changed && !ofHtml && !(isLink && /\s(?:to|href)\s*=\s*["']/.test(attributes))) return null;
  const as = isLink ? 'a' : PICTURES.test(name) ? 'img' : name;
  const shown = changed || ofHtml ? plain.replace(OTHERS, inWords) : plain;
  return `<${as}${isLink ? shown.replace(/(?<=\s)to(?=\s*=)/, 'href') : shown}>`;
};

/** `width={300}` says it in letters; what else stands in braces is for programs. Columns stay. */
const inWords = (whole: string, key?: string): string => {
  const number = /^([\w-]+\s*=\s*)\{\s*(?:(\d{1,5})|"([^"{}]*)"|'([^'"{}]*)'|`([^`"{}$]*)`)\s*\}$/.exec(whole);
  if (number !== null && key !== undefined)
    return `${number[1]}"${number[2] ?? number[3] ?? number[4] ?? number[5] ?? ''}"`.padEnd(whole.length);
  // No line may become an empty one, which would end the tag.
  return whole.replace(/[^\n]/g, ' ').replace(/(^|\n)(?: |(?=\n|$))/g, '$1x');
};

/** With as many lines as before. */
const spread = (words: string, before: string, each = ''): string => words + `\n${each}`.repeat(before.split('\n').length - 1);

const quoted = (address: string): string => address.replaceAll('"', '&quot;');

interface Address {
  readonly words: string;
  /** Where it begins in what was said, and how long it is there; null: it stands elsewhere. */
  readonly at: number | null;
  readonly length: number;
}

/** What an expression says without running it; null: only a program knows. */
const addressOf = (said: string, names: ReadonlyMap<string, string>): Address | null => {
  const literal =
    /^(\s*(?:(require|useBaseUrl|withBase|\$withBase|asset|assetUrl)\(\s*)?)(["'`])([^"'`\n$]{1,1000})\3\s*(.*)$/s.exec(said);
  if (literal !== null) {
    const [, before = '', call, , words = '', rest = ''] = literal;
    const ends = call === undefined ? /^$/ : /^(?:,[^()]*)?\)(?:\.default|\.src)?\s*$/;
    if (!ends.test(rest.trim())) return null;
    const based = call !== undefined && call !== 'require' && !/^(?:\/|[a-z][a-z0-9+.-]*:|#)/i.test(words);
    return { words: based ? `/${words.replace(/^\.\//, '')}` : words, at: before.length + 1, length: words.length };
  }
  const name = /^\s*(?:(?:useBaseUrl|withBase|\$withBase)\(\s*)?([A-Za-z_$][\w$]*)(?:\.(?:src|default))?\s*\)?\s*$/.exec(
    said,
  )?.[1];
  const words = name === undefined ? undefined : names.get(name);
  return words === undefined ? null : { words, at: null, length: 0 };
};
