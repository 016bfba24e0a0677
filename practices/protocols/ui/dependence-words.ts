import type { ReplyOf } from '#web/api/route-map.ts';
import { capital } from '#web/ui/capital.ts';
import { locale } from '#web/ui/language.ts';
import { t } from './dependence-strings.ts';

type Point = ReplyOf<'GET', '/api/dependence'>['points'][number];
type Part = Point['parts'][number];

/** What those who hold a role do; what one of them does. */
const PARTS = {
  asked: [t('part_asked'), t('one_asked')],
  'must-agree': [t('part_must_agree'), t('one_must_agree')],
  casts: [t('part_casts'), t('one_casts')],
  objects: [t('part_objects'), t('one_objects')],
  clears: [t('part_clears'), t('one_clears')],
  judges: [t('part_judges'), t('one_judges')],
  overrules: [t('part_overrules'), t('one_overrules')],
  decides: [t('part_decides'), t('one_decides')],
  instead: [t('part_instead'), t('one_instead')],
} as const satisfies Record<Part, readonly [string, string]>;

export const wordsOf = (parts: readonly Part[]): string => parts.map((part) => PARTS[part][0]).join(', ');

/** What is done first is said first. */
const ORDER = Object.keys(PARTS);

/** What one person alone can move, or nobody: who does what, where, and under which protocols. */
export const sentenceOf = ({ person, parts, steps, spaces }: Pick<Point, 'person' | 'parts' | 'steps' | 'spaces'>): string => {
  const named = spaces.flatMap((space) => (space === null ? [] : [space.name]));
  const where = [
    ...(named.length > 0 ? [t('inSpaces', { names: listed(named) })] : []),
    ...(named.length < spaces.length ? [t('everywhere')] : []),
  ];
  const does = parts.toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)).map((part) => PARTS[part][1]);
  const protocols = [...new Set(steps.map(({ protocol }) => protocol))];
  const rest = protocols.length - MOST_PROTOCOLS;
  return t('pointWords', {
    where: capital(listed(where)),
    who: person === null ? t('whoever') : person.name,
    does: listed(does),
    protocols: listed(rest > 1 ? [...protocols.slice(0, MOST_PROTOCOLS), t('protocolsMore', { n: rest })] : protocols),
  });
};

/** More are not read. */
const MOST_PROTOCOLS = 4;

const listed = (words: readonly string[]): string => new Intl.ListFormat(locale(), { type: 'conjunction' }).format(words);
