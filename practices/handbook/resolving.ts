import type { Directory } from '#kernel/actors/directory.ts';
import type { ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import { own } from '#kernel/stream/own.ts';
import { numberAt } from '#kernel/text/addresses.ts';
import type { Db, Principal } from '#server/route.ts';
import { aboveOf, atPlaces, byNumbers, byTitles, type WantedPlace } from './place-queries.ts';
import { placeKey, type Place } from './page.ts';
import type { Address } from './text.ts';

/** Of one text so many addresses are looked up; whoever writes more of them is generating, and the rest stay as they are. */
const MOST_ADDRESSES = 5_000;

type Reader = Pick<Principal, 'org' | 'keys'>;

export interface Resolved {
  readonly links: Readonly<Record<string, ArtifactId>>;
  /** Those that look like pages here and lead nowhere that the writer sees. */
  readonly broken: readonly string[];
}

/**
 * Where the addresses of a text lead, through the writer's own view: paths from where the text lies (`../teams/on-call.md`, `/teams/on-call`),
 * former paths too; `#142`, `/142` and what the address bar shows of an artifact; `[[Title]]`. What `known` says stays so, whatever has been renamed since. Three statements at most.
 */
export const resolve = async (
  db: Db,
  reader: Reader,
  {
    directory,
    place,
    self,
    known,
    home,
  }: {
    readonly directory: Directory;
    /** Where people reach this server; null: no address tells its host. */
    readonly home: string | null;
    readonly place: Pick<Place, 'space' | 'under' | 'name' | 'file'>;
    /** The page whose text it is. */
    readonly self: ArtifactId;
    readonly known: Readonly<Record<string, ArtifactId>>;
  },
  addresses: readonly Address[],
): Promise<Resolved> => {
  const links: Record<string, ArtifactId> = {};
  const open: string[] = [];
  for (const { href } of addresses) {
    const before = own(known, href);
    if (before !== undefined) links[href] = before;
    else if (open.length < MOST_ADDRESSES) open.push(href);
  }
  if (open.length === 0) return { links, broken: [] };
  const numbers = new Map(
    open.flatMap((href) => {
      const number = numberAt(href, home);
      return number === null ? [] : [[href, number] as const];
    }),
  );
  const titles = new Map(open.flatMap((href) => (titleIn(href) === null ? [] : [[href, titleIn(href) ?? ''] as const])));
  const paths = open.filter((href) => !numbers.has(href));
  const folder = place.file?.inside === true ? self : place.under;
  const chain = paths.length === 0 ? [] : [...(folder === null ? [] : await aboveOf(db, reader, folder)), null];
  const wanted = paths.flatMap((href, n) => placesOf(href, n, place.space, chain, directory));
  const [found, numbered, titled] = await Promise.all([
    wanted.length === 0 ? [] : atPlaces(db, reader, wanted),
    numbers.size === 0 ? [] : byNumbers(db, reader, [...new Set(numbers.values())]),
    titles.size === 0 ? [] : byTitles(db, reader, place.space, [...new Set(titles.values())]),
  ]);
  const ofNumber = new Map(numbered.map(({ number, id }) => [number, id]));
  const ofTitle = new Map(titled.map(({ title, id }) => [title, id]));
  const atPath = new Map<number, ArtifactId>();
  // A page that is only now being written stands at its place, too.
  const itself = placeKey(place);
  for (const { n, space, from, steps } of wanted)
    if (self !== '' && steps.length === 1 && `${space}/${from}/${steps[0]}` === itself) atPath.set(n, self);
  for (const { n, id } of found) if (!atPath.has(n)) atPath.set(n, id);
  for (const [n, href] of paths.entries()) {
    const id = atPath.get(n) ?? ofTitle.get(titles.get(href) ?? '');
    if (id !== undefined) links[href] = id;
  }
  for (const [href, number] of numbers) {
    const id = ofNumber.get(number);
    if (id !== undefined) links[href] = id;
  }
  return { links, broken: open.filter((href) => own(links, href) === undefined && !numbers.has(href) && looksInternal(href)) };
};

const wordsIn = (href: string): string | null => /^\[\[(.+)\]\]$/s.exec(href)?.[1]?.trim() ?? null;

const titleIn = (href: string): string | null => wordsIn(href)?.normalize('NFC').toLowerCase() ?? null;

/** A number that nothing has is no page that was here. Addresses of the app itself are none either. */
const looksInternal = (href: string): boolean => !/^\/(?:api|files|public|s)\//.test(href);

const INDEXES = ['index', 'readme', '_index'];

/** The places at which an address may lead to something, the likeliest first. `chain`: the folder of the text, and those above it. */
const placesOf = (
  href: string,
  n: number,
  space: SpaceId | null,
  chain: readonly (ArtifactId | null)[],
  directory: Directory,
): readonly WantedPlace[] => {
  const written = (wordsIn(href) ?? href).split('?', 1)[0] ?? '';
  const absolute = written.startsWith('/');
  const steps = written
    .split('/')
    .map(unescaped)
    .filter((step) => step !== '' && step !== '.');
  let ups = 0;
  const down: string[] = [];
  for (const step of steps) {
    if (step !== '..') down.push(step);
    else if (down.length > 0) down.pop();
    else ups += 1;
  }
  if (steps.length === 0 && !absolute) return [];
  if (!absolute && ups < chain.length) {
    const folder = chain[ups] ?? null;
    return folder === null ? fromTop(n, space, down) : wanting(n, space, folder, down);
  }
  // Above the space's own folder: `../platform/…`, `../../spaces/platform/…`, or a page of the whole organization.
  const beyond = absolute ? 2 : space === null ? 2 : ups - chain.length + 1;
  const [first = '', second = ''] = down;
  const inSpaces = first.toLowerCase() === 'spaces' ? second : beyond === 1 ? first : null;
  const room = inSpaces === null ? undefined : [...directory.spaces.values()].find(({ slug }) => slug === inSpaces.toLowerCase());
  return [
    ...(room ? fromTop(n, room.id, down.slice(first.toLowerCase() === 'spaces' ? 2 : 1)) : []),
    ...(absolute && space !== null ? fromTop(n, space, down) : []),
    ...(beyond >= 2 ? fromTop(n, null, down) : []),
  ];
};

/** Step by step; else as a whole, as a path that an import brought with it. */
const fromTop = (n: number, space: SpaceId | null, down: readonly string[]): readonly WantedPlace[] => {
  const wanted = wanting(n, space, null, down);
  const [first] = wanted;
  return first === undefined || first.steps.length < 2
    ? wanted
    : [...wanted, { ...first, steps: [first.steps.join('/')], raw: [] }];
};

/** The page of a folder is the folder's own; at the top of a space, where there is no folder, it is a page of that name. */
const wanting = (n: number, space: SpaceId | null, from: ArtifactId | null, down: readonly string[]): readonly WantedPlace[] => {
  const raw = down.map((one) => one.normalize('NFC').toLowerCase());
  const last = (raw.at(-1) ?? '').replace(/\.(?:md|mdx|markdown)$/, '');
  const place = (steps: readonly string[]): WantedPlace => ({ n, space: space ?? '', from: from ?? '', steps, raw });
  if (raw.length === 0) return from === null ? INDEXES.map((name) => place([name])) : [place([])];
  const named = [...raw.slice(0, -1), last];
  return INDEXES.includes(last) ? [place(raw.slice(0, -1)), place(named)] : [place(named)];
};

const unescaped = (step: string): string => {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
};
