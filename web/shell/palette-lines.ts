import type { Found, Me } from '../api/route-map.ts';
import { addressOfFound, stateOf, wordOf } from '#ui/search';
import type { Piece } from '../ui/pieces.tsx';
import { isBegun, matching } from '../ui/matching.ts';
import { go } from '../ui/go.ts';
import { commands, isBuilt, navigation } from './screens.ts';
import { perform } from './shell-keys.tsx';
import { t } from './strings.ts';

/** One line of the palette. */
export interface Line {
  readonly id: string;
  readonly label: string;
  readonly group: 'places' | 'todo' | 'found';
  readonly side?: string;
  /** What was found in it. */
  readonly pieces?: readonly Piece[];
  readonly excerpt?: readonly Piece[];
  readonly keys?: string;
  readonly words?: string;
  readonly act: () => void;
}

const doable = (only: 'all' | 'creates'): readonly Line[] =>
  commands
    .filter((command) => only === 'all' || command.creates)
    .map((command) => ({
      id: command.id,
      label: command.label,
      group: 'todo',
      words: command.words ?? '',
      act: () => perform(command),
      ...(command.key === undefined ? {} : { keys: command.key }),
    }));

const places = (me: Me): readonly Line[] => [
  ...navigation.map((item): Line => ({
    id: item.href,
    label: item.label,
    group: 'places',
    act: () => go(item.href),
    ...(item.key === undefined ? {} : { keys: `g ${item.key}` }),
  })),
  ...(isBuilt('/spaces/$slug') ? me.spaces : []).map((space): Line => ({
    id: space.id,
    label: space.name,
    group: 'places',
    words: space.slug,
    act: () => go(`/spaces/${space.slug}`),
  })),
];

const artifacts = (found: readonly Found[]): readonly Line[] =>
  found.flatMap((item) => {
    const href = addressOfFound(item);
    if (href === null) return [];
    const place = item.on?.title ?? (item.number === null ? (item.handle ?? '') : `#${item.number}`);
    const is = item.number === null ? wordOf(item.kind) : stateOf(item);
    return [
      {
        id: item.id,
        label: item.title,
        group: 'found',
        pieces: item.titlePieces,
        excerpt: item.excerpt,
        side: [is, place].filter(Boolean).join(' · '),
        act: () => go(href),
      } satisfies Line,
    ];
  });

/** The way to all of it. */
const everything = (query: string): readonly Line[] =>
  query === ''
    ? []
    : [
        {
          id: 'shell.search',
          label: t('searchAll', { query }),
          group: 'found',
          side: '⇧ ⏎',
          act: () => go(`/search?${new URLSearchParams({ q: query }).toString()}`),
        },
      ];

/** Shorter than that begins too many words. */
const TELLING = 3;
/** So many that are called so by another word stand before what was found. */
const MOST_NAMED = 3;

/** What is offered for what was typed: places and things to do that are called so, what the server found in its order, other things to do. */
export const linesOf = (query: string, only: 'all' | 'creates', me: Me, found: readonly Found[]): readonly Line[] => {
  const match = (lines: readonly Line[]): readonly Line[] => {
    const kept = new Set(
      matching(
        lines.map((line) => ({ value: line.id, label: line.label, words: line.words ?? '' })),
        query,
      ).map((option) => option.value),
    );
    return lines.filter((line) => kept.has(line.id));
  };
  if (only === 'creates') return match(doable('creates'));
  const own = [...match(doable('all')), ...match(places(me))];
  const typed = query.trim().toLocaleLowerCase();
  const called = own.filter(({ label }) => typed !== '' && label.toLocaleLowerCase().startsWith(typed));
  const also = typed.length < TELLING ? [] : own.filter((line) => !called.includes(line) && isBegun(line, typed));
  const named = [...called, ...also.slice(0, MOST_NAMED)];
  const others = own.filter((line) => !named.includes(line));
  const all = everything(query.trim());
  // A space of one's own is a place already.
  const more = artifacts(found.filter(({ id }) => !named.some((line) => line.id === id)));
  return found.length > 0 ? [...named, ...more, ...all, ...others] : [...named, ...others, ...all];
};
