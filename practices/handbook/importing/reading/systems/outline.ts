import { surveyText } from '../doc.ts';
import { isRecord } from '../front.ts';
import type { Reading } from '../ground.ts';
import { dirOf, safeName } from '../paths.ts';
import { markdownOf } from './prosemirror.ts';

/** A Markdown export has a folder a collection with `uploads` in it; a JSON export has a file a collection beside `metadata.json`. */
export const outline: Reading = (ground, hints) => {
  for (const path of ground.files.keys()) {
    const collection = /^(.*?)\/?uploads\/[^/]+\/[^/]+\//.exec(path)?.[1];
    if (collection === undefined) continue;
    hints.systems.add('outline');
    if (collection !== '') hints.roots.add(collection);
  }
  const metadata = parsed(ground.configs.get('metadata.json'));
  if (!isRecord(metadata) || metadata['exportVersion'] === undefined) return;
  hints.systems.add('outline');
  const found = [...ground.configs].flatMap(([path, text]) =>
    path !== 'metadata.json' && /^[^/]+\.json$/i.test(path) ? collectionOf(path, parsed(text)) : [],
  );
  const at = new Map(found.flatMap(({ urlId, path }) => (urlId === '' ? [] : [[urlId, path] as const])));
  let order = 0;
  for (const one of found) {
    const { text, unknown } = markdownOf(one.data, (href) => rewritten(href, one.path, at, one.attachments));
    const whole = `# ${one.title.replace(/\s+/g, ' ')}\n\n${text}`;
    const { doc } = surveyText(one.path, whole, whole);
    ground.docs.set(one.path, doc);
    hints.keys.set(one.path, `outline:${one.id}`);
    hints.order.set(one.path, (order += 1));
    ground.remark({ path: one.path, line: null, code: 'made', detail: one.source });
    for (const kind of unknown) ground.remark({ path: one.path, line: null, code: 'component', detail: kind });
  }
};

interface Found {
  readonly id: string;
  readonly urlId: string;
  readonly title: string;
  readonly path: string;
  readonly source: string;
  readonly data: unknown;
  /** Where the files lie, by their ids. */
  readonly attachments: ReadonlyMap<string, string>;
}

const parsed = (text: string | undefined): unknown => {
  try {
    return text === undefined ? null : JSON.parse(text);
  } catch {
    return null;
  }
};

const word = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const DEEPEST = 30;
const MOST = 20_000;

const collectionOf = (source: string, json: unknown): readonly Found[] => {
  if (!isRecord(json) || !isRecord(json['collection']) || !isRecord(json['documents'])) return [];
  const { documents, collection } = json;
  const attachments = new Map(
    Object.entries(isRecord(json['attachments']) ? json['attachments'] : {}).flatMap(([id, one]) =>
      isRecord(one) && typeof one['key'] === 'string' ? [[id, one['key']] as const] : [],
    ),
  );
  const found: Found[] = [];
  const seen = new Set<string>();
  const add = (id: string, folder: string, taken: Set<string>): string | null => {
    const document = documents[id];
    if (seen.has(id) || !isRecord(document) || found.length >= MOST) return null;
    seen.add(id);
    const title = word(document['title']) || 'Untitled';
    let name = safeName(title);
    for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = safeName(`${title} ${n}`);
    taken.add(name.toLowerCase());
    const path = `${folder}/${name}.md`;
    found.push({ id, urlId: word(document['urlId']), title, path, source, data: document['data'], attachments });
    return `${folder}/${name}`;
  };
  const top = safeName(word(collection['name']) || source.replace(/\.json$/i, ''));
  const walk = (nodes: unknown, folder: string, depth: number): void => {
    const taken = new Set<string>();
    for (const node of Array.isArray(nodes) && depth < DEEPEST ? nodes : []) {
      const below = isRecord(node) ? add(word(node['id']), folder, taken) : null;
      if (below !== null && isRecord(node)) walk(node['children'], below, depth + 1);
    }
  };
  walk(collection['documentStructure'], top, 0);
  // Those that no list names: archived ones, or of an export that was cut.
  const rest = new Set(found.map(({ path }) => path.slice(top.length + 1, -3).toLowerCase()));
  for (const id of Object.keys(documents)) add(id, top, rest);
  return found;
};

/** `/doc/on-call-3Fk2` leads to the page, `/api/attachments.redirect?id=…` to the file, both counted from the page. */
const rewritten = (
  href: string,
  from: string,
  at: ReadonlyMap<string, string>,
  attachments: ReadonlyMap<string, string>,
): string | null => {
  const path = href.replace(/^https?:\/\/[^/]+(?=\/(?:doc|api)\/)/, '');
  const urlId = /^\/doc\/(?:[\w~-]*-)?([A-Za-z0-9]{8,20})(?=[?#/]|$)/.exec(path)?.[1];
  const anchor = /#.*$/.exec(path)?.[0] ?? '';
  const file = /^\/api\/attachments\.redirect\?id=([\w-]+)/.exec(path)?.[1];
  const to = urlId === undefined ? (file === undefined ? undefined : attachments.get(file)) : at.get(urlId);
  if (to === undefined) return null;
  return `${'../'.repeat(dirOf(from).split('/').length)}${to}${file === undefined ? anchor : ''}`;
};

/** What `/doc/on-call-and-escalation-3Fk2abXd9Q` says of a title. An export as Markdown has the ids nowhere else. */
export const titleInAddress = (path: string): string | null => {
  const slug = /^\/doc\/([^/?#]+)-[A-Za-z0-9]{10}\/?$/.exec(path)?.[1];
  return slug === undefined ? null : titleAsAddressed(slug);
};

/** A title as addresses say it: without accents and signs, `&` as a word. */
export const titleAsAddressed = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll('&', ' and ')
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '');
