import { surveyText } from '../doc.ts';
import type { Ground, Hints, Reading } from '../ground.ts';
import { baseOf, dirOf, join, resolvePath, withoutPageExtension } from '../paths.ts';
import { readCsv, tableOf } from './csv.ts';
import { decoded } from './navigation.ts';

const NAMED = /^(.*?)[ -]?([0-9a-f]{32})$/;

/** Exports of Notion: names end in 32 hexadecimal digits, databases are CSV files beside the folder of their rows. */
export const notion: Reading = (ground, hints) => {
  const named = [...ground.docs.keys(), ...ground.configs.keys()].flatMap((path) => {
    const found = NAMED.exec(withoutPageExtension(baseOf(path)).replace(/(?:_all)?\.csv$/i, ''));
    return found === null ? [] : [{ path, name: (found[1] ?? '').trim() || 'Untitled', id: found[2] ?? '' }];
  });
  if (named.filter(({ path }) => ground.docs.has(path)).length < Math.max(1, ground.docs.size / 3)) return;
  hints.systems.add('notion');
  const databases = new Map<string, string>();
  for (const { path, id } of named)
    if (/\.csv$/i.test(path) && (!databases.has(id) || /_all\.csv$/i.test(path))) databases.set(id, path);
  for (const { path, name, id } of named) {
    const at = databases.get(id) === path ? database(path, name, id, ground) : path;
    if (!ground.docs.has(at)) {
      // The same database as somebody filtered it.
      const whole = databases.get(id);
      if (whole !== undefined) hints.instead.set(path, join(dirOf(whole), `${name} ${id}.md`));
      continue;
    }
    hints.ids.set(id, at);
    if (at !== path) hints.instead.set(path, at);
    hints.names.set(at, name);
    hints.keys.set(at, `notion:${id}`);
    // Newer exports leave the digits out of the folder's name.
    for (const folder of [name, `${name} ${id}`])
      if (!hints.own.has(join(dirOf(at), folder))) hints.own.set(join(dirOf(at), folder), at);
  }
  inOrderOfText(ground, hints);
};

/** Pages stand below one another in the order in which the page above leads to them. */
const inOrderOfText = ({ docs }: Ground, { own, instead, order }: Hints): void => {
  for (const { path, hrefs } of docs.values())
    for (const [index, { href }] of hrefs.entries()) {
      const to = resolvePath(dirOf(path), decoded(href.replace(/#.*$/s, '')))?.normalize('NFC') ?? '';
      const at = docs.has(to) ? to : instead.get(to);
      if (at !== undefined && own.get(dirOf(at)) === path && !order.has(at)) order.set(at, index);
    }
};

/** A page with the rows of a database as a table, in which the first column leads to the rows' own pages. */
const database = (path: string, name: string, id: string, ground: Ground): string => {
  const at = join(dirOf(path), `${name} ${id}.md`);
  if (ground.docs.has(at)) return at;
  const rows = new Map<string, string>();
  for (const folder of [join(dirOf(path), `${name} ${id}`), join(dirOf(path), name)])
    for (const doc of ground.docs.values())
      if (dirOf(doc.path) === folder) {
        const title = doc.title ?? NAMED.exec(withoutPageExtension(baseOf(doc.path)))?.[1]?.trim() ?? '';
        if (!rows.has(title)) rows.set(title, `${baseOf(folder)}/${baseOf(doc.path)}`);
      }
  const { header, records, more } = readCsv(ground.configs.get(path) ?? '');
  const text = [
    `# ${name}`,
    '',
    tableOf(header, records, (cell) => rows.get(cell) ?? null),
    ...(more > 0 ? ['', `${more} more rows are in the file.`] : []),
    '',
    `[${baseOf(path).replace(/[[\]]/g, '')}](<${baseOf(path)}>)`,
    '',
  ].join('\n');
  const { doc } = surveyText(at, text, text);
  ground.docs.set(at, doc);
  ground.remark({ path, line: null, code: 'made', detail: `the database ${name}` });
  return at;
};
