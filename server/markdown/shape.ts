import { listOfHeading } from '#kernel/text/attribute-lists.ts';
import { boxElement, onlyChild, type Built } from './build.ts';
import { boxOf } from './rules/containers.ts';
import { slugOf } from './slug.ts';
import { element, isElement, replaceWithin, textOf, visit, type Element, type Node } from './tree.ts';

export interface MarkdownHeading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

/** Before every id that comes from a text, so that none is one of the page's own. */
const PREFIX = 'doc-';

/** Everything that is done to a tree before it is written. `mark` tells the footnotes of this text from those of others on the same page. */
export const shape = ({ root, notes }: Built, mark: string): readonly MarkdownHeading[] => {
  callouts(root);
  replaceWithin(root, (node) => {
    if (!isElement(node)) return null;
    if (node.tag === 'p') return paragraph(node);
    if (node.tag === 'li') task(node);
    if (node.tag === 'table')
      return [element('div', { class: 'table', tabindex: '0', role: 'group', 'aria-label': 'Table' }, [node])];
    return null;
  });
  if (notes.length > 0) root.children.push(noteSection(notes));
  const headings = nameAll(root, mark);
  const explained = new Set<string>();
  visit(root, (node) => {
    if (node.attributes['class'] === 'broken') node.children.push(element('span', { class: 'sr-only' }, [' (leads nowhere)']));
    if (node.tag === 'abbr' && typeof node.attributes['title'] === 'string') reach(node, explained);
  });
  return headings;
};

/** Who cannot hover touches what an abbreviation stands for, or comes to it by keyboard where it stands first. */
const reach = (node: Element, explained: Set<string>): void => {
  const words = textOf(node);
  node.attributes['tabindex'] = explained.has(words) ? '-1' : '0';
  explained.add(words);
};

/** `> [!NOTE]`, as GitHub writes it; a title behind it is Obsidian's. */
const callouts = (root: Element): void =>
  replaceWithin(root, (node) => {
    if (!isElement(node) || node.tag !== 'blockquote') return null;
    const at = node.children.findIndex(isElement);
    const first = node.children[at];
    const said = isElement(first) && first.tag === 'p' ? first.children[0] : undefined;
    if (!isElement(first) || typeof said !== 'string') return null;
    const found = /^\[!([A-Za-z][\w-]{1,30})\]([-+]?)[ \t]*/.exec(said);
    const box = found === null ? null : (boxOf(found[1] ?? '') ?? (OWN_KIND.test(said) ? 'note' : null));
    if (found === null || box === null) return null;
    const { title, body } = firstLine([said.slice(found[0].length), ...first.children.slice(1)]);
    const folded = found[2] !== '';
    const made = boxElement(folded ? 'details' : box, title.length === 0 ? (folded ? [found[1] ?? ''] : null) : title);
    if (body.some((one) => typeof one !== 'string' || one.trim() !== '')) made.children.push(element('p', {}, [...body]));
    made.children.push(...node.children.slice(at + 1));
    return [made];
  });

/** Whoever folds a box or gives it a title means one, of a kind of their own, too: Obsidian shows it as a note. */
const OWN_KIND = /^\[![\w-]+\](?:[-+]|[ \t]*[^\s-+])/;

/** What stands in the first line of a paragraph, and what below it. */
const firstLine = (children: readonly Node[]): { readonly title: Node[]; readonly body: readonly Node[] } => {
  const title: Node[] = [];
  for (const [index, child] of children.entries()) {
    const below = children.slice(index + 1);
    if (isElement(child) && child.tag === 'br') return { title: trimmed(title), body: below };
    const end = typeof child === 'string' ? child.indexOf('\n') : -1;
    if (typeof child === 'string' && end >= 0)
      return { title: trimmed([...title, child.slice(0, end)]), body: [child.slice(end + 1), ...below] };
    title.push(child);
  }
  return { title: trimmed(title), body: [] };
};

const trimmed = (nodes: readonly Node[]): Node[] => {
  const kept = nodes.filter((node) => node !== '');
  const last = kept.at(-1);
  if (typeof last !== 'string') return kept;
  return last.trim() === '' ? trimmed(kept.slice(0, -1)) : [...kept.slice(0, -1), last.trimEnd()];
};

/** A number alone in a paragraph is shown as what it is the number of. */
const paragraph = (node: Element): readonly Node[] | null => {
  const only = onlyChild(node);
  if (only !== null && typeof only === 'object' && 'is' in only && only.is === 'reference')
    return [{ is: 'embed', number: only.number }];
  return null;
};

const task = (item: Element): void => {
  const first = item.children.find((child) => typeof child !== 'string' || child.trim() !== '');
  const line = isElement(first) && first.tag === 'p' ? first : item;
  const at = line.children.findIndex((child) => typeof child !== 'string' || child.trim() !== '');
  const words = line.children[at];
  const box = typeof words === 'string' ? /^\s*\[([ xX])\](?=[ \n])/.exec(words) : null;
  if (typeof words !== 'string' || box === null) return;
  const checked = box[1] !== ' ';
  line.children.splice(
    at,
    1,
    element('input', {
      type: 'checkbox',
      ...(checked ? { checked: true as const } : {}),
      disabled: true,
      'aria-label': checked ? 'done' : 'not done',
    }),
    words.slice(box[0].length),
  );
  item.attributes['class'] = 'task';
};

const noteSection = (notes: Built['notes']): Element =>
  element('section', { class: 'footnotes', 'data-footnotes': true }, [
    element('h2', { class: 'sr-only', id: 'footnotes' }, ['Footnotes']),
    element(
      'ol',
      {},
      notes.map(({ number, references, children }) => {
        const backs = Array.from({ length: references }, (_, index) =>
          element(
            'a',
            {
              href: `#fnref-${number}${index > 0 ? `-${index + 1}` : ''}`,
              'data-footnote-backref': true,
              'aria-label': `Back to reference ${number}${index > 0 ? `-${index + 1}` : ''}`,
            },
            ['↩', ...(index > 0 ? [element('sup', {}, [String(index + 1)])] : [])],
          ),
        );
        const last = children.findLast(isElement);
        const back = backs.flatMap((one): Node[] => [' ', one]);
        if (last?.tag === 'p') last.children.push(...back);
        return element('li', { id: `fn-${number}` }, last?.tag === 'p' ? children : [...children, ...back]);
      }),
    ),
  ]);

/** Headings get ids as GitHub gives them, unique in the text; ids of the text’s own are kept; its own `#fragment` links lead to them. */
const nameAll = (root: Element, mark: string): readonly MarkdownHeading[] => {
  const headings: MarkdownHeading[] = [];
  const taken = new Map<string, number>();
  const loose = new Map<string, string>();
  const links: Element[] = [];
  const own = (id: string): string => `${PREFIX}${mark}-${id}`;
  visit(root, (node) => {
    const { attributes } = node;
    const level = /^h([1-6])$/.exec(node.tag)?.[1];
    if (attributes['class'] === 'sr-only') {
      if (attributes['id'] === 'footnotes') attributes['id'] = own('footnotes');
    } else if (level !== undefined) {
      const said = explicitId(node);
      const text = textOf(node).replace(/\s+/g, ' ').trim().slice(0, 500);
      const name = unique(said ?? slugOf(text), taken);
      attributes['id'] = `${PREFIX}${name}`;
      noteLoosely(name, loose);
      headings.push({ level: Number(level), id: `${PREFIX}${name}`, text });
    } else if (typeof attributes['id'] === 'string') {
      if (isNote(attributes['id'])) attributes['id'] = own(attributes['id']);
      else {
        const name = attributes['id'];
        if (taken.has(name)) delete attributes['id'];
        else {
          taken.set(name, 0);
          noteLoosely(name, loose);
          attributes['id'] = `${PREFIX}${name}`;
        }
      }
    }
    if (typeof attributes['aria-describedby'] === 'string') attributes['aria-describedby'] = own(attributes['aria-describedby']);
    if (node.tag === 'a' && typeof attributes['href'] === 'string' && attributes['href'].startsWith('#')) {
      // GitBook's mark of where a heading is: nobody can follow it.
      if (node.children.length > 0 || attributes['id'] === undefined) links.push(node);
      else {
        node.tag = 'span';
        delete attributes['href'];
      }
    }
  });
  const first = root.children.find((child) => typeof child !== 'string' || child.trim() !== '');
  if (isElement(first) && first.tag === 'h1') first.attributes['class'] = 'doc-title';
  for (const { attributes } of links) {
    const anchor = String(attributes['href']).slice(1);
    if (attributes['data-footnote-ref'] !== undefined || attributes['data-footnote-backref'] !== undefined) {
      attributes['href'] = `#${own(anchor)}`;
      continue;
    }
    const wanted = unescaped(anchor);
    const name = taken.has(wanted) ? wanted : (loose.get(loosely(wanted)) ?? wanted.toLowerCase());
    attributes['href'] = name === '' ? '#' : `#${PREFIX}${name}`;
  }
  return headings;
};

const isNote = (id: string): boolean => /^(?:fn|fnref)-\d+(?:-\d+)?$/.test(id);

/** `## Words {#id}` in HTML, or an id that its marks or its HTML gave. */
const explicitId = (heading: Element): string | null => {
  const last = heading.children.at(-1);
  const list = typeof last === 'string' ? listOfHeading(last) : null;
  if (typeof last === 'string' && list !== null)
    heading.children[heading.children.length - 1] = last.slice(0, last.length - list.length);
  if (list !== null && list.id !== null) return list.id;
  const { id } = heading.attributes;
  return typeof id === 'string' ? id : null;
};

const unique = (slug: string, taken: Map<string, number>): string => {
  let name = slug;
  for (let n = taken.get(slug) ?? 0; taken.has(name); name = `${slug}-${n}`) {
    n += 1;
    taken.set(slug, n);
  }
  taken.set(name, 0);
  return name;
};

/** Other systems name headings otherwise: what differs in signs and capitals alone is the same. */
const loosely = (anchor: string): string => anchor.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const noteLoosely = (name: string, loose: Map<string, string>): void => {
  const key = loosely(name);
  if (key !== '' && !loose.has(key)) loose.set(key, name);
};

const unescaped = (anchor: string): string => {
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor;
  }
};
