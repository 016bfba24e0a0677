import { STATUSES } from './tasks.ts';

type Search = Readonly<Record<string, string>>;

export const VIEWS = ['fits', 'board', 'list', 'mine'] as const;
export type View = (typeof VIEWS)[number];

export const viewOf = (search: Search): View => VIEWS.find((one) => one === search['view']) ?? 'fits';

const DEPTHS = ['deep', 'shallow'] as const;
const WHOSE = ['held', 'mine'] as const;
const NAMES = ['view', 'status', 'depth', 'space', 'whose', 'q'] as const;

export const isNarrowed = (search: Search): boolean =>
  ['status', 'depth', 'space', 'whose', 'q'].some((name) => (search[name] ?? '') !== '');

/** What `GET /api/tasks` is asked; what the address cannot mean is left out. */
export const queryOf = (search: Search) => {
  const { q, space } = search;
  const depth = DEPTHS.find((one) => one === search['depth']);
  const whose = WHOSE.find((one) => one === search['whose']);
  const status = ['open', ...STATUSES, 'any'].find((one) => one === search['status']) ?? 'open';
  return {
    ...(status === 'any' ? {} : { status }),
    ...(depth ? { depth } : {}),
    ...(whose ? { whose } : {}),
    ...(space ? { space } : {}),
    ...(q ? { q: q.slice(0, 200) } : {}),
    limit: 100,
  };
};

/** The same list with one thing changed. */
export const addressWith = (search: Search, name: (typeof NAMES)[number], value: string): string => {
  const wanted: Search = { ...search, [name]: value };
  const query = new URLSearchParams(NAMES.flatMap((one) => (wanted[one] ? [[one, wanted[one]]] : [])));
  if (query.get('view') === 'fits') query.delete('view');
  const text = query.toString();
  return text === '' ? '/work' : `/work?${text}`;
};
