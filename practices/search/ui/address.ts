type Search = Readonly<Record<string, string>>;

const NAMES = ['q', 'kind', 'space', 'since'] as const;
type Name = (typeof NAMES)[number];

export const KINDS = [
  'page',
  'decision',
  'request',
  'meeting',
  'task',
  'goal',
  'plan',
  'comment',
  'file',
  'person',
  'team',
  'agent',
  'space',
] as const;
export const SINCE = ['7d', '30d', '365d'] as const;
const LONGEST = 300;

export const isNarrowed = ({ kind, space, since }: Search): boolean => [kind, space, since].some((one) => (one ?? '') !== '');

/** What the server is asked: the words, and the filters as one would type them. What the address cannot mean is left out. */
export const questionOf = (search: Search): string => {
  const kind = KINDS.find((one) => one === search['kind']);
  const since = SINCE.find((one) => one === search['since']);
  const space = /^[\w-]{1,80}$/u.exec(search['space'] ?? '')?.[0];
  return [
    (search['q'] ?? '').trim().slice(0, LONGEST),
    kind && `kind:${kind}`,
    space && `space:${space}`,
    since && `after:${since}`,
  ]
    .filter(Boolean)
    .join(' ');
};

/** The same search with one thing changed. */
export const addressWith = (search: Search, name: Name, value: string): string => {
  const wanted: Search = { ...search, [name]: value };
  const query = new URLSearchParams(NAMES.flatMap((one) => (wanted[one] ? [[one, wanted[one]]] : []))).toString();
  return query === '' ? '/search' : `/search?${query}`;
};
