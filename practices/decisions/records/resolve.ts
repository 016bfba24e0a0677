import { isMonthFirst, readDate } from './dates.ts';
import { fileNameOf } from './title.ts';
import { selfNotes, withNotes, type Around } from './notes.ts';
import type { DecisionRecord, RecordLink, RecordRel } from './document.ts';

/** A relation between two records of one import, told once: always from the newer to the older, whoever wrote it down. */
export interface ResolvedLink {
  readonly from: string;
  readonly to: string;
  readonly rel: Exclude<RecordRel, 'superseded-by' | 'amended-by'>;
  readonly partial: boolean;
  /** The record and its 1-based line in which it is written. */
  readonly said: { readonly key: string; readonly line: number };
}

export interface ResolvedFolder {
  /** The same records, in their order; each link has the key of the record that it names. */
  readonly records: readonly DecisionRecord[];
  readonly links: readonly ResolvedLink[];
  /** Links that name no record of this folder, such as addresses of pull requests elsewhere. */
  readonly unresolved: readonly { readonly key: string; readonly target: string; readonly line: number }[];
  /** Records that supersede one another in a circle, each circle once. */
  readonly cycles: readonly (readonly string[])[];
}

/** What only the whole folder tells: which record a link names, in which order its dates are written, who is superseded, what is not there. */
export const resolveFolder = (records: readonly DecisionRecord[], around: Around): ResolvedFolder => {
  const dated = withDateOrder(records);
  const find = finder(dated);
  const linked = dated.map((record) => {
    const all = record.links.map((link) => ({ ...link, key: find(record, link.target) }));
    const own = all.filter((link) => link.key === record.key);
    const links = all.filter((link) => link.key !== record.key);
    return { ...record, links, warnings: [...record.warnings, ...selfNotes(own)] };
  });
  const links = relationsOf(linked);
  const unresolved = linked.flatMap((record) =>
    record.links.filter(({ key }) => key === null).map(({ target, line }) => ({ key: record.key, target, line })),
  );
  return { records: withNotes(withSuperseded(linked, links), around), links, unresolved, cycles: cyclesOf(links) };
};

/** One date that only reads month first makes the doubtful ones so too, unless another only reads day first. */
const withDateOrder = (records: readonly DecisionRecord[]): readonly DecisionRecord[] => {
  const monthFirst = records.some(({ dateText }) => isMonthFirst(dateText));
  const dayFirst = records.some(
    ({ dateText, date }) =>
      date !== null && !isMonthFirst(dateText) && /(?<!\d)(?:1[3-9]|2\d|3[01])[-/.]\d{1,2}[-/.]\d{4}/.test(dateText),
  );
  if (!monthFirst || dayFirst) return records;
  return records.map((record) => {
    if (!readDate(record.dateText).ambiguous) return record;
    const { date } = readDate(record.dateText, 'month-first');
    return {
      ...record,
      date,
      warnings: record.warnings.map((warning) =>
        warning.code === 'odd-date'
          ? { ...warning, message: `“${record.dateText}” was read month first, as others of the folder: ${date}.` }
          : warning,
      ),
    };
  });
};

/** Finds the record that a target names: by address, relative path, file name, or number; never one of several. */
const finder = (records: readonly DecisionRecord[]): ((from: DecisionRecord, target: string) => string | null) => {
  const keys = new Set(records.map(({ key }) => key));
  const byAddress = unique(
    records.flatMap((record) => record.addresses.map((address) => [canonical(address), record.key] as const)),
  );
  // Where RFCs are numbered by their pull requests, any of those is the record of its number.
  const houses = new Set(
    records.flatMap(({ number, addresses }) =>
      addresses
        .map(canonical)
        .filter((address) => address.endsWith(`/pull/${number}`))
        .map((address) => address.slice(0, address.lastIndexOf('/') + 1)),
    ),
  );
  const byName = unique(records.map(({ key }) => [baseOf(key), key] as const));
  const byWords = unique(records.map(({ key }) => [fileNameOf(key).words.toLowerCase(), key] as const));
  const byNumber = unique(
    records.flatMap(({ key, number, format }) => (number === null ? [] : [[`${format} ${number}`, key] as const])),
  );
  // Folders below one another number from 1 each: what is nearest is meant.
  const nearby = unique(
    records.flatMap(({ key, number, format }) =>
      number === null ? [] : [[`${folderOf(key)} ${format} ${number}`, key] as const],
    ),
  );
  return (from, target) => {
    const numbered = /^(ADR |RFC |#)(\d+)$/.exec(target);
    if (numbered !== null) {
      const format = numbered[1] === '#' ? from.format : numbered[1] === 'RFC ' ? 'rfc' : 'adr';
      return nearby.get(`${folderOf(from.key)} ${format} ${numbered[2]}`) ?? byNumber.get(`${format} ${numbered[2]}`) ?? null;
    }
    if (/^https?:/i.test(target)) {
      const address = byAddress.get(canonical(target));
      if (address !== undefined) return address;
      const pull = /^(.+\/pull\/)(\d+)$/.exec(canonical(target));
      const numbered = houses.has(pull?.[1] ?? '') ? byNumber.get(`rfc ${pull?.[2]}`) : undefined;
      if (numbered !== undefined) return numbered;
      const name = baseOf(target);
      // Every house has this one: an address of that name is more likely another's.
      return /use-(?:markdown|adr|madr)|record-architectur/.test(name)
        ? null
        : (byName.get(name) ?? byWords.get(fileNameOf(name).words.toLowerCase()) ?? null);
    }
    const path = pathFrom(from.key, target);
    const exact = [path, `${path}.md`, path.replace(/\.html?$/i, '.md')].find((candidate) => keys.has(candidate));
    return exact ?? byName.get(baseOf(target)) ?? bySlugNumber(from, target, nearby) ?? null;
  };
};

const bySlugNumber = (from: DecisionRecord, target: string, nearby: ReadonlyMap<string, string>): string | undefined => {
  const { number } = fileNameOf(target);
  return number === null || target.includes('/') ? undefined : nearby.get(`${folderOf(from.key)} ${from.format} ${number}`);
};

/** Only what belongs to one record names it. */
const unique = (entries: readonly (readonly [string, string])[]): ReadonlyMap<string, string> => {
  const map = new Map<string, string>();
  const shared = new Set<string>();
  for (const [name, key] of entries) {
    if (map.has(name) && map.get(name) !== key) shared.add(name);
    map.set(name, key);
  }
  for (const name of shared) map.delete(name);
  map.delete('');
  return map;
};

const canonical = (address: string): string =>
  address
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/\/issues\//, '/pull/')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '');
const baseOf = (path: string): string =>
  path
    .slice(path.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(/\.(?:md|markdown|mdx|mkd|mdown|html?)$/, '');
const folderOf = (key: string): string => key.slice(0, Math.max(0, key.lastIndexOf('/')));

const pathFrom = (key: string, target: string): string => {
  const steps = target.startsWith('/') ? [] : folderOf(key).split('/').filter(Boolean);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
};

const relationsOf = (records: readonly DecisionRecord[]): readonly ResolvedLink[] => {
  const found = new Map<string, ResolvedLink>();
  const strong = new Set<string>();
  for (const record of records) {
    for (const link of record.links) {
      if (link.key === null) continue;
      const told = toldOnce(record.key, link.key, link);
      const id = `${told.from}\n${told.to}\n${told.rel}`;
      const known = found.get(id);
      // Whole and in part: the older record's own status is the better witness, and the first in order.
      if (known === undefined || (known.partial !== told.partial && told.said.key === told.to)) found.set(id, told);
      if (told.rel !== 'mentions') strong.add(pairOf(told));
    }
  }
  return [...found.values()]
    .filter((link) => link.rel !== 'mentions' || !strong.has(pairOf(link)))
    .toSorted((a, b) => compare(a.from, b.from) || compare(a.to, b.to) || compare(a.rel, b.rel));
};

const pairOf = ({ from, to }: ResolvedLink): string => [from, to].toSorted().join('\n');
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const toldOnce = (key: string, other: string, { rel, partial, line }: RecordLink): ResolvedLink => {
  const said = { key, line };
  switch (rel) {
    case 'superseded-by':
      return { from: other, to: key, rel: 'supersedes', partial, said };
    case 'amended-by':
      return { from: other, to: key, rel: 'amends', partial, said };
    default:
      return { from: key, to: other, rel, partial, said };
  }
};

/** A record without a status of its own is superseded when an accepted one says that it supersedes it. */
const withSuperseded = (records: readonly DecisionRecord[], links: readonly ResolvedLink[]): readonly DecisionRecord[] => {
  const inForce = new Set(
    records
      .filter(({ status }) => status === 'accepted' || status === 'superseded' || status === 'deprecated')
      .map(({ key }) => key),
  );
  const over = new Map(
    links
      .filter(({ rel, partial, from }) => rel === 'supersedes' && !partial && inForce.has(from))
      .map((link) => [link.to, link.from] as const),
  );
  return records.map((record) => {
    const by = over.get(record.key);
    return by === undefined || record.statusText !== '' || record.status !== 'accepted'
      ? record
      : { ...record, status: 'superseded' };
  });
};

/** Circles of supersession: records from which one comes back to oneself, each circle with all that belong to it. */
const cyclesOf = (links: readonly ResolvedLink[]): readonly (readonly string[])[] => {
  const over = links.filter(({ rel }) => rel === 'supersedes');
  const forth = edges(over.map(({ from, to }) => [from, to]));
  const left = withoutEnds(
    withoutEnds(
      new Set(forth.keys()),
      over.map(({ from, to }) => [to, from]),
    ),
    over.map(({ from, to }) => [from, to]),
  );
  const known = new Set<string>();
  const cycles: string[][] = [];
  for (const key of left) {
    if (known.has(key) || !reachable(key, forth).has(key)) continue;
    const cycle = [...left].filter((other) => reachable(key, forth).has(other) && reachable(other, forth).has(key));
    for (const member of cycle) known.add(member);
    cycles.push(cycle.toSorted());
  }
  return cycles.toSorted((a, b) => compare(a[0] ?? '', b[0] ?? ''));
};

type Edge = readonly [string, string];

const edges = (pairs: readonly Edge[]): ReadonlyMap<string, readonly string[]> => {
  const next = new Map<string, string[]>();
  for (const [from, to] of pairs) next.getOrInsertComputed(from, () => []).push(to);
  return next;
};

/** Takes away, again and again, what has no edge leading to it: it is in no circle. Long chains vanish here. */
const withoutEnds = (keys: ReadonlySet<string>, pairs: readonly Edge[]): ReadonlySet<string> => {
  const within = pairs.filter(([from, to]) => keys.has(from) && keys.has(to));
  const next = edges(within);
  const leading = new Map<string, number>();
  for (const [, to] of within) leading.set(to, (leading.get(to) ?? 0) + 1);
  const left = new Set(keys);
  const open = [...keys].filter((key) => !leading.has(key));
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    left.delete(key);
    for (const to of next.get(key) ?? []) {
      const rest = (leading.get(to) ?? 0) - 1;
      leading.set(to, rest);
      if (rest === 0) open.push(to);
    }
  }
  return left;
};

const reachable = (start: string, next: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> => {
  const found = new Set<string>();
  const open = [...(next.get(start) ?? [])];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    open.push(...(next.get(key) ?? []));
  }
  return found;
};
